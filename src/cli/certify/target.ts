/** The options of the command -> the deployment, its clients, and who signs in. */
import { readFileSync } from 'node:fs'
import type { JWK } from 'jose'
import { UsageError } from '../place.ts'
import type { Terminal } from '../terminal.ts'
import type { Algorithm, AppClient, Operator, SmartVersion, Target } from './model.ts'
import { chromiumOperator, noChromium } from './operators/chromium.ts'
import { manualOperator } from './operators/manual.ts'

export interface Options {
  readonly base?: string
  readonly ehrBase?: string
  readonly smart: SmartVersion
  readonly client?: string
  readonly secretEnv?: string
  readonly ehrClient?: string
  readonly ehrSecretEnv?: string
  readonly publicClient?: string
  readonly asymmetricClient?: string
  readonly jwk?: string
  readonly alg: Algorithm
  readonly redirect: string
  readonly limited: readonly string[]
  readonly introspectionEnv?: string
  readonly browser: boolean
}

/** Secrets stand in the environment: a command line can be read by others. */
const secretOf = (name: string | undefined, option: string): string => {
  if (name === undefined) throw new UsageError(`${option} must name the environment variable with the client's secret.`)
  const secret = process.env[name]
  if (secret === undefined || secret === '') throw new UsageError(`The environment variable ${name} is not set.`)
  return secret
}

const confidentialOf = (id: string | undefined, env: string | undefined, option: string): AppClient | undefined =>
  id === undefined ? undefined : { kind: 'confidential', id, secret: secretOf(env, option) }

/** A JWK, or a set of them: private keys. */
const readKeys = (file: string | undefined): readonly JWK[] => {
  if (file === undefined) throw new UsageError('--jwk must name the file with the private key.')
  try {
    const json = JSON.parse(readFileSync(file, 'utf8')) as JWK & { readonly keys?: readonly JWK[] }
    return json.keys ?? [json]
  } catch (error) {
    throw new UsageError(`${file} cannot be read as a JWK: ${(error as Error).message}`)
  }
}

const asymmetricOf = ({ asymmetricClient: id, jwk, alg }: Options): AppClient | undefined => {
  if (id === undefined) return undefined
  // A key that names no algorithm is taken to be of the one asked for.
  const keys = readKeys(jwk).map((key) => ({ alg, ...key }))
  if (!keys.some((key) => key.alg === alg)) throw new UsageError(`${jwk} has no key for ${alg}.`)
  return { kind: 'asymmetric', id, keys, algorithm: alg }
}

const clientsOf = (options: Options): Target['clients'] => {
  const { client, secretEnv, ehrClient, ehrSecretEnv, publicClient } = options
  const confidential = confidentialOf(client, secretEnv, '--secret-env')
  const ehr = confidentialOf(ehrClient, ehrSecretEnv, '--ehr-secret-env') ?? confidential
  const asymmetric = asymmetricOf(options)
  return {
    ...(confidential !== undefined && { confidential }),
    ...(ehr !== undefined && { ehr }),
    ...(publicClient !== undefined && { public: { kind: 'public', id: publicClient } as const }),
    ...(asymmetric !== undefined && { asymmetric }),
  }
}

const isLoopback = (redirect: string): boolean =>
  ['localhost', '127.0.0.1'].includes(new URL(redirect).hostname) && redirect.startsWith('http:')

const operatorOf = ({ browser, redirect }: Options, terminal: Terminal): Operator => {
  const tell = (text: string): void => terminal.print(text)
  if (!browser) {
    if (!isLoopback(redirect))
      throw new UsageError('--redirect must be on this machine, as http://localhost:4567/callback; or add --browser.')
    return manualOperator(redirect, tell)
  }
  const reason = noChromium()
  if (reason !== undefined) throw new UsageError(reason)
  // The window shows the pages; what is no page is told as without it.
  const byHand = manualOperator('http://localhost:4567/callback', tell)
  const { launchFromEhr, revoke } = byHand
  const inWindow = chromiumOperator({ launchFromEhr, revoke }, redirect)
  return { ...inWindow, close: () => Promise.all([inWindow.close(), byHand.close()]).then(() => undefined) }
}

/** Throws {@link UsageError}. */
export const targetOf = (options: Options, terminal: Terminal): Target => {
  const { base, ehrBase, smart, redirect, limited, introspectionEnv } = options
  if (base === undefined) throw new UsageError('--base must name the FHIR base URL.')
  const authorization = introspectionEnv === undefined ? {} : { authorization: secretOf(introspectionEnv, '') }
  return {
    base: base.replace(/\/$/, ''),
    ...(ehrBase !== undefined && { ehrBase: ehrBase.replace(/\/$/, '') }),
    version: smart,
    redirectUri: redirect,
    clients: clientsOf(options),
    limitedTypes: limited,
    introspectionHeaders: authorization,
    operator: operatorOf(options, terminal),
  }
}
