/** The provider's directory -> what a client may do, and who a person is. Keycloak's Admin REST API, of which the two calls here are all that is used. */
import { LRUCache } from 'lru-cache'
import type { Client, Person } from '../model.ts'
import type { FrontDoorSettings } from '../settings.ts'
import type { Upstream } from './forward.ts'

export interface Directory {
  /** Undefined for a client that the realm does not know or has disabled. Kept for `clientsMs`, and that there is none for a few seconds. Rejects when the provider does not answer. */
  client(realm: string, id: string): Promise<Client | undefined>
  /** Undefined for someone who is not there or is disabled. Never kept. */
  person(realm: string, subject: string): Promise<Person | undefined>
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each) => textOf(each) ?? [])

const own = 'portico.'

/** `portico.organizations` -> `organizations`. */
const ownAttributes = (attributes: Json): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      name.startsWith(own) && typeof value === 'string' ? [[name.slice(own.length), value]] : [],
    ),
  )

function toClient(json: Json, id: string): Client | undefined {
  if (json['clientId'] !== id || json['enabled'] !== true) return undefined
  const attributes = isObject(json['attributes']) ? json['attributes'] : {}
  const [policyUri, logoUri] = [textOf(attributes['policyUri']), textOf(attributes['logoUri'])]
  return {
    id,
    name: textOf(json['name']) ?? id,
    isPublic: json['publicClient'] === true,
    scopes: [...textsOf(json['defaultClientScopes']), ...textsOf(json['optionalClientScopes'])],
    redirectUris: textsOf(json['redirectUris']),
    needsPkce: attributes['pkce.code.challenge.method'] === 'S256',
    hasServiceAccount: json['serviceAccountsEnabled'] === true,
    takesPasswords: json['directAccessGrantsEnabled'] === true,
    attributes: ownAttributes(attributes),
    ...(policyUri !== undefined && { policyUri }),
    ...(logoUri !== undefined && { logoUri }),
  }
}

/** Of an absolute URL the type and the id: by them the mapping finds the resource. */
const relative = (reference: string): string => reference.split('/').slice(-2).join('/')

function toPerson(json: Json, realm: string, subject: string): Person | undefined {
  if (json['id'] !== subject || json['enabled'] !== true) return undefined
  const attributes = isObject(json['attributes']) ? json['attributes'] : {}
  const names = [json['firstName'], json['lastName']].flatMap((each) => textOf(each) ?? [])
  const [fhirUser] = textsOf(attributes['fhirUser'])
  return {
    realm,
    subject,
    name: names.join(' ') || (textOf(json['username']) ?? ''),
    ...(fhirUser !== undefined && { fhirUser: relative(fhirUser) }),
    patients: textsOf(attributes['patient']).map((each) => each.replace(/^Patient\//, '')),
    organizations: textsOf(attributes['organization']),
  }
}

/** Others are no client's: a database may choke on them. */
const isClientId = (id: string): boolean => id.length <= 255 && !/\p{Cc}/u.test(id)

/** Milliseconds for which it is taken that there is no such client. */
const unknownMs = 5_000

interface Remembered<T> {
  get(key: string): T | undefined
  set(key: string, value: T): unknown
}

/** Nothing is where `ms` is 0. */
const createRemembered = <T extends object | true>(ms: number): Remembered<T> =>
  ms === 0 ? { get: () => undefined, set: () => undefined } : new LRUCache<string, T>({ max: 1_000, ttl: ms })

export interface DirectoryParts {
  readonly upstream: Upstream
  readonly settings: Pick<FrontDoorSettings, 'clientsMs'>
  /** A token of the front door's own account in the realm; another one than the last where that was refused. */
  readonly token: (realm: string, isRefused?: boolean) => Promise<string>
}

export function createProviderDirectory({ upstream, settings, token }: DirectoryParts): Directory {
  /** Undefined where there is nothing at the path. */
  const get = async (realm: string, path: string, isSecond = false): Promise<unknown> => {
    const headers = { authorization: `Bearer ${await token(realm, isSecond)}`, accept: 'application/json' }
    const answer = await upstream.forward({ method: 'GET', path: `/admin/realms/${realm}/${path}`, headers })
    if (answer.status === 404) return undefined
    // A provider that was set up anew does not know the token of before.
    if (answer.status === 401 && !isSecond) return get(realm, path, true)
    if (answer.status !== 200) throw new Error(`the provider's directory answered with status ${answer.status}`)
    return JSON.parse(answer.body.toString())
  }

  const findClient = async (realm: string, id: string): Promise<Client | undefined> => {
    const found = await get(realm, `clients?clientId=${encodeURIComponent(id)}`)
    return Array.isArray(found) ? found.filter(isObject).flatMap((each) => toClient(each, id) ?? [])[0] : undefined
  }

  const clients = createRemembered<Client>(settings.clientsMs)
  // Apart, so that names which somebody makes up put no client out. One that is not there may be registered in the next moment.
  const unknown = createRemembered<true>(Math.min(settings.clientsMs, unknownMs))

  return {
    client: async (realm, id) => {
      if (!isClientId(id)) return undefined
      const key = `${realm} ${id}`
      const known = clients.get(key)
      if (known !== undefined || unknown.get(key) === true) return known
      const client = await findClient(realm, id)
      if (client === undefined) unknown.set(key, true)
      else clients.set(key, client)
      return client
    },
    person: async (realm, subject) => {
      const found = await get(realm, `users/${encodeURIComponent(subject)}`)
      return isObject(found) ? toPerson(found, realm, subject) : undefined
    },
  }
}
