/** The integration engineer's commands as a command line: their words, options and help. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { version } from '../app/version.ts'
import { certify, type Asked } from './certify/command.ts'
import { certifyCommand } from './certify/program.ts'
import { targetOf, type Options } from './certify/target.ts'
import { runCheck, type CheckCommand } from './check/command.ts'
import { runCoverage, type CoverageCommand } from './coverage/command.ts'
import { runExplain, type ExplainCommand } from './explain/command.ts'
import { runGrants, type GrantsCommand } from './grants/command.ts'
import { runIntrospect } from './introspect.ts'
import { placeOf, type PlaceOptions } from './place.ts'
import { runRealms, type RealmsCommand } from './realms.ts'
import type { ExitCode, Terminal } from './terminal.ts'
import { runVerify, type VerifyCommand } from './verify.ts'

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.')
  return Number(text)
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }

/** `90s`, `10m` or `2h`, in milliseconds. */
function duration(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? []
  if (count === undefined) throw new InvalidArgumentError('A time such as 90s, 10m or 2h is needed.')
  return Number(count) * (units[unit ?? ''] ?? 0)
}

const names = (text: string): readonly string[] => text.split(',').filter((name) => name !== '')

/** A command with the options that all of them take. */
function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--config <file>', 'settings of a gateway', 'config/demo.yaml')
    .option('--database <url>', 'a database, in place of the settings; together with --mapping')
    .option('--mapping <folder>', 'the folder of a mapping')
}

const withJson = (each: Command): Command => each.option('--json', 'print JSON')

type Finish = (code: ExitCode) => void

function introspectCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('introspect')
    .description('Write the facts of a database that the mapping compiler needs: schema.json. Only reads.')
    .option('--config <file>', 'settings of a gateway', 'config/demo.yaml')
    .option('--database <url>', 'a database, in place of the settings')
    .option('--out <file>', 'where to write; printed when left out')
    .action(async ({ config, database, out }: PlaceOptions & { readonly out?: string }) => {
      const named = { setting: '--database' }
      const place = database === undefined ? placeOf({ config }) : { database: { url: database }, named }
      finish(await runIntrospect(place, out, terminal))
    })
}

function checkCommand(terminal: Terminal, finish: Finish): Command {
  const about =
    'Hold a mapping against the live database: what changed, codes without a row, values that no branch of the mapping names, claims that fail, missing indexes, what a sample of the rows gives.'
  return withJson(command('check', about))
    .option('--strict', 'warnings end with 1, as errors do')
    .action(async (options: PlaceOptions & CheckCommand) => finish(await runCheck(placeOf(options), options, terminal)))
}

function explainCommand(terminal: Terminal, finish: Finish): Command {
  return withJson(command('explain', 'Say what a FHIR request asks of the database, and why.'))
    .argument('<url>', "a FHIR URL, or a search such as 'Observation?patient=pat-1'")
    .option('--surface <name>', 'the surface whose token would ask')
    .option('--org <key>', 'the organization')
    .option('--patient <id>', 'the launch patient, such as pat-1')
    .option('--scope <scopes>', 'the scopes of the token; everything when left out')
    .action(async (url: string, options: PlaceOptions & Omit<ExplainCommand, 'url'>) =>
      finish(await runExplain(placeOf(options), { ...options, url }, terminal)),
    )
}

function verifyCommand(terminal: Terminal, finish: Finish): Command {
  return withJson(
    command(
      'verify',
      'Prove on a live database that every search finds what it should, whole and as it is read. Ctrl-C ends it with what it has.',
    ),
  )
    .option('--samples <n>', "searches for each source's parameter, modifier and prefix", wholeNumber, 2)
    .option('--types <list>', 'resource types, with commas between', names)
    .option('--org <key>', 'one organization')
    .option('--seed <s>', 'the same seed gives the same searches', wholeNumber, 1)
    .addOption(
      new Option('--budget <time>', 'ends by then, whatever the size: a little of everything is asked first')
        .argParser(duration)
        .default(duration('10m'), '10m'),
    )
    .action(async (options: PlaceOptions & VerifyCommand) =>
      finish(await runVerify(placeOf(options), options, terminal)),
    )
}

function coverageCommand(terminal: Terminal, finish: Finish): Command {
  const about =
    'List the elements that US Core profiles must support: mapped and filled, mapped but not filled, missing.'
  return withJson(command('coverage', about))
    .option('--strict', 'a missing element ends with 1')
    .action(async (options: PlaceOptions & CoverageCommand) =>
      finish(await runCoverage(placeOf(options), options, terminal)),
    )
}

function realmsCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('realms')
    .description(
      'Print the realms that Keycloak is to have, ready to be imported: scopes, mappers, lifetimes, policies, the front door’s client. With --apply: bring a running Keycloak up to date.',
    )
    .option('--config <file>', 'settings of a gateway', 'config/demo.yaml')
    .option('--realm <name>', 'one realm; all of the settings when left out')
    .option('--out <folder>', 'where to write a file for each realm; printed when left out')
    .option('--apply', 'change a running Keycloak by its Admin API; what Portico did not make stays')
    .option('--dry-run', 'with --apply: only say what would change')
    .option('--prune', 'with --apply: remove what Portico made and no longer wants')
    .option('--admin-url <url>', 'where Keycloak itself listens; frontDoor.provider when left out')
    .option('--admin-user <name>', 'an administrator of the realm master', 'admin')
    .option('--admin-password-env <name>', 'the variable with the password', 'KEYCLOAK_ADMIN_PASSWORD')
    .option('--admin-client <id>', 'a client of the realm master, in place of an administrator')
    .option('--admin-secret-env <name>', 'the variable with its secret', 'KEYCLOAK_ADMIN_SECRET')
    .action(async (options: RealmsCommand) => finish(await runRealms(options, terminal)))
}

function grantsCommand(terminal: Terminal, finish: Finish): Command {
  const about =
    'Print the GRANT statements by which an owner of the database lets a login read what the mapping reads, column by column, and nothing else. Asks no database: the mapping and schema.json tell.'
  return command('grants', about)
    .requiredOption('--to <login>', 'whom; on MariaDB name or name@host')
    .option('--explain', 'what portico explain needs as well')
    .option('--introspect', 'what portico introspect and check may use as well')
    .action(async (options: PlaceOptions & GrantsCommand) =>
      finish(await runGrants(placeOf(options), options, terminal)),
    )
}

const certifying = (terminal: Terminal, finish: Finish): Command =>
  certifyCommand().action(async (options: Options & Asked) =>
    finish(await certify(targetOf(options, terminal), options, terminal)),
  )

const commands = [
  introspectCommand,
  grantsCommand,
  checkCommand,
  explainCommand,
  verifyCommand,
  coverageCommand,
  realmsCommand,
  certifying,
]

/** `finish` is called with the exit code of the command that was run. */
export function createProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command('portico').description('Commands for whoever maps a database to FHIR.').version(version)
  for (const make of commands) program.addCommand(make(terminal, finish))
  return program
}
