/**
 * `npm run soak:columns -- [--minutes N] [--seed S] [--engines sqlite,postgres,mariadb]`: random columns from a seed on, until the time is over. Prints
 * each failure as it comes, how far it is each minute, and the sum. Exit code 1 after a failure.
 */
import { parseArgs } from 'node:util'
import { mariadb, postgres, sqlite } from '../../rows/engines.ts'
import { proveSeed } from './prove.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    engines: { type: 'string', default: 'sqlite,postgres,mariadb' },
  },
})

const wanted = new Set(values.engines.split(','))
const engines = [sqlite, postgres, mariadb].filter(({ dialect }) => wanted.has(dialect))
const end = Date.now() + Number(values.minutes) * 60_000

let [held, failed, told] = [0, 0, Date.now()]
let seed = Number(values.seed)

for (const engine of engines) await engine.write()
for (; Date.now() < end; seed++) {
  for (const engine of engines) {
    const proved = await proveSeed(engine, seed)
    held += proved.held
    failed += proved.failures.length
    for (const failure of proved.failures) console.log(`seed ${seed}: ${failure}\n`)
  }
  if (Date.now() - told < 60_000) continue
  told = Date.now()
  console.log(`seed ${seed}: ${held} questions held, ${failed} failed`)
}
for (const { clear, write } of engines) if (clear !== undefined) await write(clear)
console.log(`up to seed ${seed - 1}: ${held} questions held, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
