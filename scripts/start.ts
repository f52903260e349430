/** `npm start`: the whole demo in one process: database, identity provider and gateway, and what to try next. */
import { Command } from 'commander'
import { existsSync } from 'node:fs'
import { PortInUse } from '../src/app/lifecycle.ts'
import { realmOf, type Settings } from '../src/app/settings.ts'
import { readSettings } from '../src/app/settings/read.ts'
import type { Running } from '../src/app/start.ts'
import { version } from '../src/app/version.ts'
import { printStartError, startGateway } from '../src/main.ts'
import { seedDatabase } from './demo/database/seed.ts'
import { startIdentityProvider, type IdentityProvider } from './demo/identity-provider/server.ts'
import { demoUsers, realmNames, usersOf, type DemoUser } from './demo/identity-provider/users.ts'
import { watchFolder } from './demo/watch-folder.ts'
import { printWelcome } from './demo/welcome.ts'

const patients = 200
const seed = 1

interface Words {
  readonly config: string
  readonly watch?: boolean
  readonly org?: string
  readonly patient?: string
}

const demoConfig = 'config/demo.yaml'

/** Only the demo's own database is made; another is there, or is told to be missing. */
async function seedIfAbsent({ database: { url } }: Settings, config: string): Promise<void> {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : undefined
  if (config !== demoConfig || file === undefined || existsSync(file)) return
  console.log(`Making the demo database ${file} with ${patients} patients ...`)
  await seedDatabase({ url, patients, seed })
}

/** Behind the front door, whose address is the provider's public one. */
async function startProvider({ server, frontDoor, surfaces }: Settings, users: readonly DemoUser[]) {
  if (frontDoor === undefined)
    throw new TypeError('The settings have no frontDoor: the demo provider stands behind one.')
  const strange = surfaces.map(realmOf).find((realm) => !realmNames.some((name) => name === realm))
  if (strange !== undefined)
    throw new TypeError(`The demo provider has the realms ${realmNames.join(' and ')}, and none named ${strange}.`)
  const { provider, publicUrl, passwordGrant, client } = frontDoor
  const port = Number(new URL(provider).port)
  const common = { port, publicUrl, gatewayUrl: server.publicUrl, passwordGrant, gate: client, users }
  try {
    return await startIdentityProvider(common)
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw isTaken ? new PortInUse(port) : error
  }
}

const isDemoOnly = ({ config, org, patient }: Words): boolean =>
  config === demoConfig && org === undefined && patient === undefined

/** Those of the demo are of its own organizations; another mapping's people are bound to one of its. */
function peopleOf(words: Words, organizations: readonly string[]): readonly DemoUser[] {
  if (isDemoOnly(words)) return demoUsers
  const { org, patient } = words
  const organization = org ?? organizations[0] ?? '1'
  if (organizations.includes(organization)) return usersOf(organization, patient)
  throw new TypeError(
    `The mapping has no organization ${organization}. It has ${organizations.slice(0, 20).join(', ')}.`,
  )
}

/** Of a refused one the log has said what is wrong with it. */
async function reload(gateway: Running): Promise<void> {
  const time = new Date().toLocaleTimeString('en-GB')
  if (await gateway.reload()) console.log(`${time} The mapping was loaded again and is in force.`)
}

/** Gives what stops it all, answers in flight first. */
async function startDemo(words: Words): Promise<() => Promise<void>> {
  const { config, watch = false } = words
  const settings = readSettings(config, process.env)
  await seedIfAbsent(settings, config)
  // First, so that the gateway finds it there; the people of another mapping are known by the gateway alone.
  let provider: IdentityProvider | undefined = isDemoOnly(words) ? await startProvider(settings, demoUsers) : undefined
  const gateway = await startGateway(settings, undefined, config).catch(async (error: unknown) => {
    await provider?.close()
    throw error
  })
  try {
    const people = peopleOf(words, gateway.organizations())
    provider ??= await startProvider(settings, people)
    process.on('SIGHUP', () => void gateway.reload())
    const watcher = watch ? watchFolder(settings.mapping.directory, () => reload(gateway)) : undefined
    printWelcome(settings, { isWatching: watch, people, ...(people !== demoUsers && { config }) })
    return async () => {
      watcher?.close()
      await gateway.stop()
      await provider?.close()
    }
  } catch (error) {
    await gateway.stop()
    await provider?.close()
    throw error
  }
}

function explain(error: unknown): unknown {
  const hint =
    'PORTICO_PORT moves the gateway, PORTICO_IDP_PORT the front door, PORTICO_PROVIDER_PORT the provider behind it.'
  return error instanceof PortInUse ? `${error.message} ${hint}` : (printStartError(error) ?? error)
}

async function run(words: Words): Promise<void> {
  const stop = await startDemo(words)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // A second one does not wait for answers in flight.
      process.once(signal, () => process.exit(1))
      void stop()
    })
  }
}

try {
  await new Command('start')
    .description(
      'Starts the demo: the gateway, its front door and an identity provider behind it; or all that with settings of your own.',
    )
    .version(version)
    .option('--config <file>', 'settings with a frontDoor; the demo provider stands in for the real one', demoConfig)
    .option(
      '--org <key>',
      'the organization that the users of the demo provider are of; the first of the mapping unless told',
    )
    .option('--patient <id>', 'the patient that the user amy is, such as pat-4711')
    .option('--watch', 'loads the mapping again when one of its files changes')
    .action(run)
    .parseAsync()
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}
