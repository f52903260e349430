/** A file of settings -> a gateway that listens. What may fail is told before anything listens. */
import { Command, Option } from 'commander'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { MappingError, toLoaded, type Loaded } from './app/live-mapping.ts'
import { PortInUse } from './app/lifecycle.ts'
import type { Settings } from './app/settings.ts'
import { lineOfSetting, readSettings, SettingsError } from './app/settings/read.ts'
import { start, type Parts, type Running } from './app/start.ts'
import { version } from './app/version.ts'
import { Problem } from './fhir/problem.ts'
import { parseSchema } from './mapping/schema.ts'
import type { Database } from './rows/database.ts'
import { openDatabase } from './rows/open.ts'
import { loadLiveMapping } from './search/load.ts'
import { Failure, failureOf } from './url/failure.ts'

function checkFolder(folder: string): void {
  if (!existsSync(folder)) throw new Failure(`mapping.directory: there is no folder ${folder}.`, undefined)
}

async function load({ mapping: { directory, schema: file, usCore } }: Settings, database: Database): Promise<Loaded> {
  checkFolder(directory)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Failure(
      `mapping.schema: the file ${file} cannot be read. \`portico introspect --out ${file}\` writes it.`,
      error,
    )
  })
  const schema = parseSchema(text)
  return toLoaded(await loadLiveMapping(directory, { schema, usCore }, database))
}

/** What went wrong with the database or the store, by their settings; anything else as it is. `file`: where the settings stand. */
function explained(error: unknown, { database, frontDoor }: Settings, file: string | undefined): unknown {
  const atOf = (setting: string) => ({ setting, ...(file !== undefined && { at: lineOfSetting(file, setting) }) })
  if (!(error instanceof Problem)) return error
  if (error.code.startsWith('rows-')) return failureOf(error, { ...atOf('database.url'), url: database.url })
  const isStores = error.code === 'auth-store-unavailable' && frontDoor !== undefined
  return isStores ? failureOf(error, { ...atOf('frontDoor.store'), url: frontDoor.store }) : error
}

/** `file`: where the settings stand, for what is said of them. Rejects with a `Failure`, `MappingError` or `PortInUse`. */
export async function startGateway(settings: Settings, only?: Parts['only'], file?: string): Promise<Running> {
  return startParts(settings, only).catch((error: unknown) => {
    throw explained(error, settings, file)
  })
}

async function startParts(settings: Settings, only?: Parts['only']): Promise<Running> {
  const database = await openDatabase(settings.database)
  try {
    const loadMapping = () => load(settings, database)
    return await start({ settings, database, loadMapping, version, ...(only !== undefined && { only }) })
  } catch (error) {
    await database.close()
    throw error
  }
}

const known = [SettingsError, MappingError, PortInUse, Failure, Problem, TypeError, RangeError]

/** An error that the one who starts the gateway can mend, as a text without a stack; undefined for any other. */
export function printStartError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const isFile = 'syscall' in error && 'path' in error
  return isFile || known.some((each) => error instanceof each) ? error.message : undefined
}

interface Words {
  readonly only?: 'api' | 'gate'
}

async function run(file: string, { only }: Words): Promise<void> {
  const running = await startGateway(readSettings(file, process.env), only, file)
  process.on('SIGHUP', () => void running.reload())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop())
}

const program = new Command('portico')
  .description('Starts the gateway and its front door. docs/configuration.md has all settings.')
  .version(version)
  .argument('[settings]', 'a YAML file', 'config/demo.yaml')
  .addOption(new Option('--only <part>', 'this process is one of the two').choices(['api', 'gate']))
  .action(run)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await program.parseAsync()
  } catch (error) {
    console.error(printStartError(error) ?? error)
    process.exitCode = 1
  }
}
