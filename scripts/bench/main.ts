/** `--only T3,T4 --engine sqlite --seconds N --json FILE` -> the table of what was measured. */
import { writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { answers, createDatabase } from './database.ts'
import { KeycloakUnavailable } from '../demo/keycloak/distribution.ts'
import type { Measure } from './measure.ts'
import { doorAuthorize } from './measures/door-authorize.ts'
import { doorLaunch } from './measures/door-launch.ts'
import { doorMemory } from './measures/door-memory.ts'
import { doorRead, doorReads } from './measures/door-read.ts'
import { doorCode, doorRefresh } from './measures/door-token.ts'
import { leaving } from './measures/leaving.ts'
import { memory } from './measures/memory.ts'
import { page, read } from './measures/pages.ts'
import { planning } from './measures/planning.ts'
import { shell } from './measures/shell.ts'
import { sqliteStream, streamedSearch } from './measures/streams.ts'
import { tokens } from './measures/tokens.ts'
import { writing } from './measures/writing.ts'
import type { Engine, Row } from './row.ts'
import { openScene, type Scene } from './scene.ts'
import { printTable } from './table.ts'

interface Options {
  readonly only?: readonly string[]
  readonly engine?: Engine
  readonly seconds: number
  readonly launches: number
  readonly keycloak?: true
  readonly json?: string
}

const measures: readonly Measure[] = [
  streamedSearch,
  page,
  read,
  shell,
  writing,
  tokens,
  planning,
  memory,
  leaving,
  sqliteStream,
  doorAuthorize,
  doorCode,
  doorRefresh,
  doorLaunch,
  doorRead,
  doorReads,
  doorMemory,
]

function count(text: string): number {
  if (!(Number(text) > 0)) throw new InvalidArgumentError('A number above 0 is needed.')
  return Number(text)
}

/** `D2` is `D2a` and `D2b`. */
const isNamed = ({ id }: Measure, names: readonly string[]): boolean =>
  names.includes(id) || names.includes(id.replace(/[a-z]$/, ''))

const isAsked = (measure: Measure, { only, keycloak }: Options): boolean =>
  (only === undefined || isNamed(measure, only)) && (keycloak !== true || measure.takesKeycloak === true)

async function measure(each: Measure, scene: Scene): Promise<Row> {
  console.error(`${each.id} on ${scene.engine} ...`)
  return { id: each.id, engine: each.on === 'one' ? '-' : scene.engine, ...(await each.run(scene)) }
}

async function measureOn(engine: Engine, wanted: readonly Measure[], options: Options): Promise<readonly Row[]> {
  if (wanted.length === 0) return []
  await createDatabase(engine)
  const { seconds, launches, keycloak } = options
  const scene = await openScene(engine, { seconds, launches, provider: keycloak === true ? 'keycloak' : 'demo' })
  const rows: Row[] = []
  try {
    for (const each of wanted) {
      const row = await measure(each, scene)
      console.error(printTable([row]))
      rows.push(row)
    }
  } finally {
    await scene.close()
  }
  return rows
}

async function enginesOf({ engine }: Options): Promise<readonly Engine[]> {
  const asked: readonly Engine[] = engine ? [engine] : ['postgres', 'sqlite']
  const there = await Promise.all(asked.map(answers))
  const missing = asked.filter((_, index) => !there[index])
  for (const each of missing)
    console.error(`${each} does not answer: it is left out. PORTICO_BENCH_POSTGRES names another server.`)
  return asked.filter((_, index) => there[index])
}

async function run(options: Options): Promise<void> {
  const engines = await enginesOf(options)
  const rows: Row[] = []
  for (const engine of engines) {
    const asked = measures.filter((each) => isAsked(each, options))
    const isHere = ({ on }: Measure): boolean =>
      on === 'each' || on === engine || (on === 'one' && engine === engines[0])
    rows.push(...(await measureOn(engine, asked.filter(isHere), options)))
  }
  const order = measures.map(({ id }) => id)
  rows.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
  console.log(printTable(rows))
  if (options.json !== undefined) {
    const lines = rows.map(({ id, engine, floor, ours, ratio, target }) => ({ id, engine, floor, ours, ratio, target }))
    writeFileSync(options.json, `${JSON.stringify(lines, null, 2)}\n`)
  }
}

function explain(error: unknown): void {
  if (!(error instanceof KeycloakUnavailable)) throw error
  console.error(error.message)
  process.exitCode = 1
}

// By way of an exit Keycloak, which is a process group of its own, ends too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

await new Command('bench')
  .description('Measures the gateway beside floors on the same machine; see docs/performance.md.')
  .option('--only <ids>', 'some of them: T3,T4', (text: string) => text.split(','))
  .option('--engine <name>', 'sqlite or postgres alone')
  .option('--seconds <N>', 'how long each measure takes', count, 12)
  .option('--launches <N>', 'over how many the memory of the front door is watched', count, 500)
  .option('--keycloak', 'measures the front door alone, with a real Keycloak behind it')
  .option('--json <FILE>', 'also writes the rows there')
  .action((options: Options) => run(options).catch(explain))
  .parseAsync()
