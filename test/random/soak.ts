/**
 * `npm run soak -- [--hours N] [--seed S] [--engines sqlite,postgres,mariadb] [--cases N]`: random mappings from a seed on, until the time or
 * the cases are over. Prints how far it is each minute, each failure as it comes, and at the end what was reached. Exit code 1 after a failure.
 */
import { parseArgs } from 'node:util'
import { openServers, openSqlite, type Engine } from './engines.ts'
import { nothing, printTally, proveSeed, type Tally } from './prove.ts'

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: 'Infinity' },
    engines: { type: 'string', default: 'sqlite,postgres,mariadb' },
    shrink: { type: 'string', default: '30' },
  },
})

const wanted = new Set(values.engines.split(','))
const end = Date.now() + Number(values.hours) * 3_600_000
const start = Number(values.seed)
const lastSeed = start + Number(values.cases) - 1

let isStopped = false
process.on('SIGINT', () => (isStopped = true))

async function openWanted(): Promise<readonly Engine[]> {
  const servers = wanted.has('postgres') || wanted.has('mariadb') ? await openServers((each) => wanted.has(each)) : []
  return [...(wanted.has('sqlite') ? [openSqlite()] : []), ...servers]
}

async function run(engines: readonly Engine[]): Promise<Tally> {
  let tally = nothing
  let told = Date.now()
  for (let seed = start; seed <= lastSeed && Date.now() < end && !isStopped; seed++) {
    for (const engine of engines) {
      const before = tally.failures.length
      tally = await proveSeed(tally, seed, engine, Number(values.shrink) * 1000)
      if (tally.failures.length > before) console.log(`${tally.failures.at(-1)}\n${'='.repeat(80)}`)
    }
    if (Date.now() - told < 60_000) continue
    told = Date.now()
    console.log(`seed ${seed}: ${tally.cases} cases, ${tally.held} proofs held, ${tally.failures.length} failed`)
  }
  return tally
}

const engines = await openWanted()
console.log(`on ${engines.map(({ dialect }) => dialect).join(', ')}`)
const tally = await run(engines)
for (const engine of engines) await engine.close()
console.log(printTally(tally))
process.exitCode = tally.failures.length > 0 ? 1 : 0
