/** `npm run --silent token -- ...`: the name of a demo user or client -> an access token of the demo's identity provider. */
import { Command, Option } from 'commander'
import {
  backendClient,
  confidentialClient,
  confidentialSecret,
  publicClient,
} from './demo/identity-provider/clients.ts'
import { backendKeyFile, loadBackendKey, stateFolder } from './demo/identity-provider/keys.ts'
import { signInBackend, signInUser } from './demo/identity-provider/sign-in.ts'
import { demoUsers, realms, type DemoUser, type Realm } from './demo/identity-provider/users.ts'

interface Asked {
  readonly surface?: string
  readonly user?: string
  readonly client?: string
  readonly scope?: string
  readonly org?: string
  readonly list?: boolean
}

const providerPort = Number(process.env['PORTICO_IDP_PORT'] ?? 8080)
const providerUrl = `http://localhost:${providerPort}`
const gatewayUrl = `http://localhost:${process.env['PORTICO_PORT'] ?? 3000}`

const issuer = (realm: Realm): string => `${providerUrl}/realms/${realm.name}`

const audience = (realm: Realm, organization: string): string => `${gatewayUrl}/api/${realm.surface}/v1/${organization}`

const describeUser = (user: DemoUser): string =>
  `  ${user.name.padEnd(18)}--surface ${realms[user.realm].surface.padEnd(10)}--org ${user.organization}  ${user.title}`

const list = (): string =>
  [
    'Users (password demo):',
    ...demoUsers.map(describeUser),
    'Clients:',
    `  ${publicClient.padEnd(18)}public, PKCE; it is what users sign in to here`,
    `  ${confidentialClient.padEnd(18)}confidential, secret ${confidentialSecret}`,
    `  ${backendClient.padEnd(18)}backend, private key; --client ${backendClient} gives its own token for --surface sevocity`,
  ].join('\n')

const findUser = (asked: Asked): DemoUser => {
  const user = demoUsers.find(
    ({ name, realm }) => name === asked.user && (asked.surface ?? realms[realm].surface) === realms[realm].surface,
  )
  if (user === undefined) throw new Error(`there is no user ${asked.user ?? ''} on that surface; --list names them all`)
  return user
}

const getUserToken = async (asked: Asked): Promise<string> => {
  const user = findUser(asked)
  const realm = realms[user.realm]
  const { name, password, organization } = user
  const base = audience(realm, asked.org ?? organization)
  const scope = asked.scope ?? realm.defaultScope
  return (await signInUser({ issuer: issuer(realm), audience: base, name, password, scope })).access_token
}

const getBackendToken = async (asked: Asked): Promise<string> => {
  const realm = realms.sevocity
  if (asked.client !== backendClient) throw new Error(`only ${backendClient} gets tokens of its own`)
  if ((asked.surface ?? realm.surface) !== realm.surface)
    throw new Error(`${backendClient} is a client of the surface sevocity only`)
  const key = await loadBackendKey(backendKeyFile(stateFolder, providerPort))
  const base = asked.org === undefined ? undefined : audience(realm, asked.org)
  return (await signInBackend(issuer(realm), key, asked.scope ?? 'system/*.rs', base)).access_token
}

const assertRunning = async (): Promise<void> => {
  try {
    await fetch(`${issuer(realms.portal)}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5_000) })
  } catch {
    throw new Error(`the demo identity provider does not answer at ${providerUrl}: run npm start first`)
  }
}

const run = async (asked: Asked): Promise<void> => {
  if (asked.list === true) return console.log(list())
  await assertRunning()
  console.log(await (asked.client === undefined ? getUserToken(asked) : getBackendToken(asked)))
}

/** The last cause says it best: openid-client wraps what the provider answered. */
const explain = (error: unknown): string => {
  const { message, error_description } = error as { readonly message?: string; readonly error_description?: string }
  return error_description ?? message ?? String(error)
}

await new Command('token')
  .description('Prints an access token of the demo identity provider, which must be running.')
  .addOption(
    new Option('--surface <name>', 'whose base the token is for').choices(
      Object.values(realms).map(({ surface }) => surface),
    ),
  )
  .option('--user <name>', 'a demo user')
  .option('--client <name>', 'a backend client, instead of a user')
  .option('--scope <scopes>', 'the scopes to ask for; the usual ones of the surface unless told')
  .option('--org <id>', "the organization whose base the token is for; the user's own unless told")
  .option('--list', 'names the users and clients')
  .action((asked: Asked) =>
    run(asked).catch((error: unknown) => {
      console.error(`token: ${explain(error)}`)
      process.exitCode = 1
    }),
  )
  .parseAsync()
