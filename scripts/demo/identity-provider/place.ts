/** What every part of one realm of the demo identity provider is made from. */
import { createHash } from 'node:crypto'
import { makeGateClient, type DemoClient } from './clients.ts'
import { realmIssuer } from './endpoints.ts'
import type { ClientKeys, KeyPair } from './keys.ts'
import type { Ledger } from './ledger.ts'
import type { Store } from './store.ts'
import { realms, type DemoUser, type Realm, type RealmName } from './users.ts'

export interface RealmSettings {
  readonly name: RealmName
  readonly publicUrl: string
  readonly gatewayUrl: string
  readonly users: readonly DemoUser[]
  /** But for the front door's own. */
  readonly clients: readonly DemoClient[]
  /** The front door's own client. */
  readonly gate: { readonly id: string; readonly secret: string }
  readonly clientKeys: ClientKeys
  readonly key: KeyPair
  /** Seconds an access token lives. */
  readonly tokenLifetime: number
  /** Whether the public client may ask with a user's name and password. */
  readonly passwordGrant: boolean
}

/** The settings of a realm with its state. */
export interface Place extends RealmSettings {
  readonly realm: Realm
  readonly issuer: string
  readonly store: Store
  readonly ledger: Ledger
  /** By `sub`. */
  findUser(id: string): DemoUser | undefined
  findClient(id: string): DemoClient | undefined
}

export const createPlace = (settings: RealmSettings, store: Store, ledger: Ledger): Place => {
  const users = settings.users.filter(({ realm }) => realm === settings.name)
  const issuer = realmIssuer(settings.publicUrl, settings.name)
  const clients = [...settings.clients, makeGateClient(issuer, settings.gate.id, settings.gate.secret)]
  return {
    ...settings,
    users,
    clients,
    realm: realms[settings.name],
    issuer,
    store,
    ledger,
    findUser: (id) => users.find((user) => user.id === id),
    findClient: (id) => clients.find((client) => client.id === id),
  }
}

/** An id in the form of a UUID that is the same at every start, as Keycloak's databases have them. */
export const stableId = (text: string): string => {
  const hash = createHash('sha256').update(text).digest('hex')
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-')
}
