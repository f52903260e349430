/** `portico certify`: its words, options and help. */
import { Command, InvalidArgumentError, Option } from 'commander'

const list = (text: string): readonly string[] => text.split(',').map((one) => one.trim())

const url = (text: string): string => {
  if (!URL.canParse(text)) throw new InvalidArgumentError('It must be a URL.')
  return text
}

const withClients = (command: Command): Command =>
  command
    .option('--client <id>', 'the confidential client')
    .option('--secret-env <name>', 'the environment variable with its secret')
    .option('--ehr-client <id>', 'the confidential client at the EHR base; the same unless given')
    .option('--ehr-secret-env <name>', 'the environment variable with its secret')
    .option('--public-client <id>', 'the public client')
    .option('--asymmetric-client <id>', 'the client with a key of its own')
    .option('--jwk <file>', 'its private key, or keys')
    .addOption(new Option('--alg <name>', 'how its assertions are signed').choices(['ES384', 'RS384']).default('ES384'))
    .option('--redirect <url>', 'the redirect URI of the clients', url, 'http://localhost:4567/callback')

/** Without what it does. */
export const certifyCommand = (): Command =>
  withClients(
    new Command('certify')
      .description("Rehearse Inferno's (g)(10) groups 1, 2, 3 and 9 against a deployment, before the real thing.")
      .option('--base <url>', 'the FHIR base of patients, as typed into Inferno', url)
      .option('--ehr-base <url>', 'the FHIR base of the launch from the EHR', url)
      .option('--groups <ids>', 'which groups or steps: 1, 2, 3, 9, 9.3', list, ['1', '2', '3', '9'])
      .addOption(new Option('--smart <version>', 'of SMART App Launch').choices(['2.0.0', '2.2.0']).default('2.0.0')),
  )
    .option('--limited <types>', 'what the patient allows in group 2', list, ['Patient', 'Condition', 'Observation'])
    .option('--introspection-env <name>', 'the environment variable with the Authorization header for introspection')
    .addOption(
      new Option('--manual', 'prints what to open in your own browser; the default')
        .conflicts('browser')
        .default(false),
    )
    .option('--browser', 'opens Chromium, and takes the redirect URI there, wherever it is', false)
    .option('--json', 'prints the outcomes as JSON', false)
