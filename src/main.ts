/** A file of settings -> a gateway that listens. What may fail is told before anything listens. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { MappingError, toLoaded, type Loaded } from './app/live-mapping.ts'
import { PortInUse } from './app/lifecycle.ts'
import type { Settings } from './app/settings.ts'
import { readSettings, SettingsError } from './app/settings/read.ts'
import { start, type Parts, type Running } from './app/start.ts'
import { Problem } from './fhir/problem.ts'
import { parseSchema } from './mapping/schema.ts'
import type { Database } from './rows/database.ts'
import { openDatabase } from './rows/open.ts'
import { loadLiveMapping } from './search/load.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

async function load({ mapping: { directory, schema: file, usCore } }: Settings, database: Database): Promise<Loaded> {
  const schema = parseSchema(await readFile(file, 'utf8'))
  return toLoaded(await loadLiveMapping(directory, { schema, usCore }, database))
}

/** Rejects with a `SettingsError`, `MappingError`, `PortInUse`, or a `Problem` of the database. */
export async function startGateway(settings: Settings, only?: Parts['only']): Promise<Running> {
  const database = await openDatabase(settings.database)
  try {
    const loadMapping = () => load(settings, database)
    return await start({ settings, database, loadMapping, version, ...(only !== undefined && { only }) })
  } catch (error) {
    await database.close()
    throw error
  }
}

/** An error that the one who starts the gateway can mend, as a text without a stack; undefined for any other. */
export function printStartError(error: unknown): string | undefined {
  const isKnown = [SettingsError, MappingError, PortInUse, Problem, TypeError].some((each) => error instanceof each)
  return isKnown && error instanceof Error ? error.message : undefined
}

/** `--only api` or `--only gate`: this process is one of the two. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })
  const only = (['api', 'gate'] as const).find((each) => each === values.only)
  if (only !== values.only) throw new TypeError('--only takes api or gate.')
  const running = await startGateway(readSettings(positionals[0] ?? 'config/demo.yaml', process.env), only)
  process.on('SIGHUP', () => void running.reload())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop())
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main()
  } catch (error) {
    console.error(printStartError(error) ?? error)
    process.exitCode = 1
  }
}
