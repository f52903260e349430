/** `npm run --silent token -- ...`: the name of a demo user or client -> an access token of the demo's identity provider. */
import { Command, Option } from 'commander'
import { baseUrl, realmOf } from '../src/app/settings.ts'
import { readSettings } from '../src/app/settings/read.ts'
import { version } from '../src/app/version.ts'
import { demoClientList, publicClient, type DemoClient } from './demo/identity-provider/clients.ts'
import { backendKeyFile, loadBackendKey, stateFolder } from './demo/identity-provider/keys.ts'
import { signInBackend, signInUser } from './demo/identity-provider/sign-in.ts'
import { demoUsers, realms, type DemoUser, type Realm } from './demo/identity-provider/users.ts'

interface Asked {
  readonly config: string
  readonly surface?: string
  readonly user?: string
  readonly client?: string
  readonly scope?: string
  readonly org?: string
  readonly patient?: string
  readonly launch?: string
  readonly list?: boolean
}

/** Where the settings put a realm's tokens and bases. */
function placeOf({ config }: Asked, realm: Realm) {
  const settings = readSettings(config, process.env)
  const surface = settings.surfaces.find((each) => realmOf(each) === realm.name)
  if (surface === undefined) throw new Error(`${config} has no surface whose issuer ends with the realm ${realm.name}`)
  const { issuer } = surface
  return {
    issuer,
    port: Number(new URL(issuer).port || 80),
    baseOf: (organization: string) => baseUrl(settings, surface, organization),
  }
}

const describeUser = (user: DemoUser): string =>
  `  ${user.name.padEnd(18)}--surface ${realms[user.realm].surface.padEnd(10)}--org ${user.organization}  ${user.title}`

const notes: Readonly<Record<DemoClient['kind'], (client: DemoClient) => string>> = {
  public: ({ id }) => `public, PKCE${id === publicClient ? '; it is what users sign in to here' : ''}`,
  confidential: ({ secret = '', pkce }) =>
    `confidential, ${pkce ? 'PKCE' : 'SMART 1.0 without PKCE'}, secret ${secret}`,
  asymmetric: () => 'confidential, PKCE, private key, RS384 or ES384',
  backend: ({ id }) => `backend, private key; --client ${id} gives its own token for --surface sevocity`,
  ehr: ({ secret = '' }) => `the EHR that launches apps, secret ${secret}`,
  gate: () => 'the front door itself',
}

const describeClient = (client: DemoClient): string => `  ${client.id.padEnd(18)}${notes[client.kind](client)}`

const list = (): string =>
  ['Users (password demo):', ...demoUsers.map(describeUser), 'Clients:', ...demoClientList.map(describeClient)].join(
    '\n',
  )

const findUser = (asked: Asked): DemoUser => {
  const user = demoUsers.find(
    ({ name, realm }) => name === asked.user && (asked.surface ?? realms[realm].surface) === realms[realm].surface,
  )
  if (user !== undefined) return user
  if (asked.user === undefined) throw new Error('no user is named: --user drlee, or another that --list shows')
  throw new Error(`there is no user ${asked.user} on that surface; --list names them all`)
}

const getUserToken = async (asked: Asked): Promise<string> => {
  const user = findUser(asked)
  const realm = realms[user.realm]
  const { name, password, organization } = user
  const { issuer, baseOf } = placeOf(asked, realm)
  const base = baseOf(asked.org ?? organization)
  const scope = asked.scope ?? realm.defaultScope
  const { patient, launch } = asked
  const start = { ...(patient !== undefined && { patient }), ...(launch !== undefined && { launch }) }
  return (await signInUser({ issuer, audience: base, name, password, scope, ...start })).access_token
}

/** The token opens the organizations that the client is registered for: one of them is not chosen here. */
const getBackendToken = async (asked: Asked): Promise<string> => {
  const { client, surface, scope } = asked
  const realm = realms.sevocity
  const known = demoClientList.find(({ id, kind }) => id === client && kind === 'backend')
  if (known === undefined) throw new Error(`${client ?? ''} gets no tokens of its own; --list names those that do`)
  if ((surface ?? realm.surface) !== realm.surface)
    throw new Error(`${known.id} is a client of the surface sevocity only`)
  const { issuer, port } = placeOf(asked, realm)
  const key = await loadBackendKey(backendKeyFile(stateFolder, port))
  return (await signInBackend(issuer, key, scope ?? 'system/*.rs', known.id)).access_token
}

const assertRunning = async (asked: Asked): Promise<void> => {
  const { issuer } = placeOf(asked, asked.client === undefined ? realms[findUser(asked).realm] : realms.sevocity)
  try {
    await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5_000) })
  } catch {
    throw new Error(`the identity provider does not answer at ${issuer}: run npm start first`)
  }
}

const run = async (asked: Asked): Promise<void> => {
  if (asked.list === true) return console.log(list())
  await assertRunning(asked)
  console.log(await (asked.client === undefined ? getUserToken(asked) : getBackendToken(asked)))
}

/** The last cause says it best: openid-client wraps what the provider answered. */
const causeOf = (error: unknown): string => {
  const { message, error_description } = error as { readonly message?: string; readonly error_description?: string }
  return error_description ?? message ?? String(error)
}

const demoConfig = 'config/demo.yaml'

/** What to write instead, where the people and the organizations may be others than those of the demo. */
function hintOf(text: string, { config, org }: Asked): string {
  if (text.startsWith('aud ') && org === undefined) return '; --org says which organization the base is of'
  if (config !== demoConfig && text.includes('has no patient'))
    return `; npm start -- --config ${config} --patient ID says whose chart they open`
  if (config === demoConfig && text.includes('does not answer')) return ', or name its settings: --config FILE'
  return ''
}

const explain = (error: unknown, asked: Asked): string => {
  const text = causeOf(error)
  return text + hintOf(text, asked)
}

await new Command('token')
  .description('Prints an access token of the demo identity provider, which must be running.')
  .version(version)
  .option('--config <file>', 'the settings that the demo was started with', demoConfig)
  .addOption(
    new Option('--surface <name>', 'whose base the token is for').choices(
      Object.values(realms).map(({ surface }) => surface),
    ),
  )
  .option('--user <name>', 'a demo user')
  .option('--client <name>', 'a backend client, instead of a user')
  .option('--scope <scopes>', 'the scopes to ask for; the usual ones of the surface unless told')
  .option('--org <id>', "the organization whose base the token is for; the user's own unless told")
  .option('--patient <id>', 'the patient to choose where the user may open several charts; the first unless told')
  .option('--launch <value>', 'what POST /launch gave, to be sent with the scope launch')
  .option('--list', 'names the users and clients')
  .action((asked: Asked) =>
    run(asked).catch((error: unknown) => {
      console.error(`token: ${explain(error, asked)}`)
      process.exitCode = 1
    }),
  )
  .parseAsync()
