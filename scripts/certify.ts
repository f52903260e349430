/** `npm run certify -- --base URL ...`: rehearses Inferno's (g)(10) groups 1, 2, 3 and 9 against a deployment. See docs/certification.md. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { version } from '../src/app/version.ts'
import { standardTerminal } from '../src/cli/terminal.ts'
import { certify, UsageError } from './certify/command.ts'
import { targetOf, type Options } from './certify/target.ts'

interface Typed extends Options {
  readonly groups: readonly string[]
  readonly json: boolean
  readonly manual: boolean
}

const list = (text: string): readonly string[] => text.split(',').map((one) => one.trim())

const url = (text: string): string => {
  if (!URL.canParse(text)) throw new InvalidArgumentError('It must be a URL.')
  return text
}

const run = async (typed: Typed): Promise<void> => {
  try {
    process.exitCode = await certify(await targetOf(typed, standardTerminal), typed, standardTerminal)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`certify: ${error.message}`)
    process.exitCode = 2
  }
}

const program = new Command('certify')
  .description("Rehearses Inferno's (g)(10) groups 1, 2, 3 and 9 against a deployment, before the real thing.")
  .version(version)
  .option('--base <url>', 'the FHIR base of patients, as typed into Inferno', url)
  .option('--ehr-base <url>', 'the FHIR base of the launch from the EHR', url)
  .option('--groups <ids>', 'which groups or steps: 1, 2, 3, 9, 9.3', list, ['1', '2', '3', '9'])
  .addOption(new Option('--smart <version>', 'of SMART App Launch').choices(['2.0.0', '2.2.0']).default('2.0.0'))
  .option('--client <id>', 'the confidential client')
  .option('--secret-env <name>', 'the environment variable with its secret')
  .option('--ehr-client <id>', 'the confidential client at the EHR base; the same unless given')
  .option('--ehr-secret-env <name>', 'the environment variable with its secret')
  .option('--public-client <id>', 'the public client')
  .option('--asymmetric-client <id>', 'the client with a key of its own')
  .option('--jwk <file>', 'its private key, or keys')
  .addOption(new Option('--alg <name>', 'how its assertions are signed').choices(['ES384', 'RS384']).default('ES384'))
  .option('--redirect <url>', 'the redirect URI of the clients', url, 'http://localhost:4567/callback')
  .option('--limited <types>', 'what the patient allows in group 2', list, ['Patient', 'Condition', 'Observation'])
  .option('--introspection-env <name>', 'the environment variable with the Authorization header for introspection')
  .addOption(
    new Option('--manual', 'prints what to open in your own browser; the default').conflicts('browser').default(false),
  )
  .option('--browser', 'opens Chromium, and takes the redirect URI there, wherever it is', false)
  .option('--demo', 'runs against npm start; with --browser in Chromium, without by plain HTTP', false)
  .option('--json', 'prints the outcomes as JSON', false)
  .action(run)

await program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2)).parseAsync()
