/** `npm run seed`: turns `--patients N --seed S --database URL` into a filled demo database. */
import { SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError } from 'commander'
import { failureOf } from '../src/url/failure.ts'
import { version } from '../src/app/version.ts'
import { seedDatabase, type SeedOptions } from './demo/database/seed.ts'

interface Options {
  readonly patients: number
  readonly seed: number
  readonly database: string
  readonly manifest?: string
  readonly replace?: boolean
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.')
  return Number(text)
}

const command = new Command('seed')
  .description('Creates the demo legacy database CLINPRD and fills it.')
  .version(version)
  .option('--patients <N>', 'how many patients', wholeNumber, 200)
  .option('--seed <S>', 'the same seed gives the same rows on every engine', wholeNumber, 1)
  .option(
    '--database <URL>',
    'sqlite:file, or postgres:, mariadb: or mssql: with //user:password@host:port/database',
    'sqlite:data/clinprd.sqlite',
  )
  .option('--manifest <FILE>', 'where the list of planted dirt goes; by default beside an SQLite file')
  .option('--replace', 'drop the tables of CLINPRD that are there first')
  .action(run)

async function run({ database, manifest, replace, ...rest }: Options): Promise<void> {
  const progress = startProgress(rest.patients)
  const started = performance.now()
  const chosen = { ...(manifest === undefined ? {} : { manifest }), ...(replace === undefined ? {} : { replace }) }
  const options: SeedOptions = { url: database, ...rest, ...chosen, onProgress: progress.show }
  const { counts, manifest: written } = await seedDatabase(options)
    .catch((error: unknown) => {
      throw isDrivers(error) ? failureOf(error, { setting: '--database', url: database }) : error
    })
    .finally(progress.stop)
  for (const [table, rows] of counts) if (rows > 0) console.log(`${table.padEnd(14)}${String(rows).padStart(10)}`)
  const total = [...counts.values()].reduce((sum, rows) => sum + rows, 0)
  console.log(`${total} rows in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  if (written !== undefined) console.log(`Manifest: ${written}`)
}

/** A driver's error has a code; ours says all itself. */
const isDrivers = (error: unknown): boolean => error instanceof Error && ('code' in error || 'errors' in error)

interface Progress {
  readonly show: (done: number, total: number) => void
  readonly stop: () => void
}

function startProgress(patients: number): Progress {
  if (process.stdout.isTTY) return startBar(patients)
  const step = Math.max(1, Math.ceil(patients / 10))
  const show = (done: number, total: number): void => {
    if (done % step === 0 && done < total) console.log(`${done} of ${total} patients`)
  }
  return { show, stop: () => undefined }
}

function startBar(patients: number): Progress {
  const bar = new SingleBar({ format: '{bar} {value}/{total} patients, {eta} s left', hideCursor: true })
  bar.start(patients, 0)
  return { show: (done) => bar.update(done), stop: () => bar.stop() }
}

try {
  await command.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
