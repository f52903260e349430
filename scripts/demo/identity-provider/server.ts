/** Settings -> a running identity provider with both realms of the demo. It stands in for Keycloak and is for the demo and tests only. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import { createAccount } from './account.ts'
import { createAdmin } from './admin.ts'
import { demoClientList, gateClient, gateSecret, type DemoClient } from './clients.ts'
import { adminPath, realmIssuer, realmPath, registrationPath } from './endpoints.ts'
import { createEntrance, createPublicAddress } from './entrance.ts'
import { createHandles, createToHandle } from './handles.ts'
import {
  backendKeyFile,
  forgetClientKeys,
  makeClientKeys,
  makeKeyPair,
  saveClientKeys,
  stateFolder,
  type ClientKeys,
  type KeyPair,
} from './keys.ts'
import { createLedger } from './ledger.ts'
import { createLogin } from './login.ts'
import { createPlace, type RealmSettings } from './place.ts'
import { createRealm } from './realm.ts'
import { createStore } from './store.ts'
import { demoUsers, realmNames, type DemoUser, type RealmName } from './users.ts'

export interface IdentityProviderOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Of this machine alone, `127.0.0.1`, unless told. */
  readonly host?: string
  /** What the issuers begin with: the address of the front door, behind which this stands. `http://localhost:<port>` unless told. */
  readonly publicUrl?: string
  /** What the audiences begin with: `http://localhost:3000`. */
  readonly gatewayUrl: string
  /** The front door's own client; that of the demo unless told. */
  readonly gate?: { readonly id: string; readonly secret: string }
  /** Instead of {@link demoUsers}. */
  readonly users?: readonly DemoUser[]
  /** Beside the clients of the demo. */
  readonly clients?: readonly DemoClient[]
  /** Signing keys by realm; made at start unless given. */
  readonly keys?: Partial<Readonly<Record<RealmName, KeyPair>>>
  /** Of the clients that have keys; made at start unless given. */
  readonly clientKeys?: ClientKeys
  /** The folder that the clients' private keys are left in; the demo's own, `data`, unless told. */
  readonly stateFolder?: string
  /** Seconds an access token lives; 300 unless told. */
  readonly tokenLifetime?: number
  /** Whether the public client may ask with a user's name and password; not unless told. */
  readonly passwordGrant?: boolean
}

export interface IdentityProvider {
  readonly port: number
  /** Where it listens itself, on this machine. */
  readonly url: string
  /** Where the clients' private keys are. */
  readonly keyFile: string
  issuer(realm: RealmName): string
  /** Ends open connections too. */
  close(): Promise<void>
}

const listen = async (app: Express, port: number, host: string): Promise<Server> => {
  const server = app.listen(port, host)
  await once(server, 'listening')
  return server
}

const mountRealm = (app: Express, settings: RealmSettings): void => {
  const path = realmPath(settings.name)
  const store = createStore()
  const place = createPlace(settings, store, createLedger(store))
  const provider = createRealm(place)
  const provide = provider.callback()
  const toHandle = createToHandle(place)
  app.use(adminPath(place.name), createAdmin(place, provider, toHandle))
  app.post(`${path}${registrationPath}`, (_, response) => {
    const error_description = 'The policies of the realm let nobody register a client without an account.'
    response.status(403).json({ error: 'insufficient_scope', error_description })
  })
  app.use(path, createLogin(place, provider), createAccount(place, provider))
  app.use(path, createHandles(toHandle, provide), createEntrance())
  app.use(path, (request, response, next) => void provide(request, response).catch(next))
}

const makeSettings = async (
  options: IdentityProviderOptions,
  publicUrl: string,
): Promise<Omit<RealmSettings, 'name' | 'key'>> => ({
  publicUrl,
  gatewayUrl: options.gatewayUrl,
  users: options.users ?? demoUsers,
  clients: [...demoClientList, ...(options.clients ?? [])],
  gate: options.gate ?? { id: gateClient, secret: gateSecret },
  clientKeys: options.clientKeys ?? (await makeClientKeys()),
  tokenLifetime: options.tokenLifetime ?? 300,
  passwordGrant: options.passwordGrant ?? false,
})

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** Resolves when it answers. Rejects when the port is taken. */
export const startIdentityProvider = async (options: IdentityProviderOptions): Promise<IdentityProvider> => {
  const app = express().disable('x-powered-by')
  let isReady = false
  app.use((_, response, next) => (isReady ? next() : void response.status(503).set('Retry-After', '1').end()))
  const server = await listen(app, options.port, options.host ?? '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const url = `http://localhost:${port}`
  const publicUrl = options.publicUrl ?? url
  const settings = await makeSettings(options, publicUrl)
  const keyFile = backendKeyFile(options.stateFolder ?? stateFolder, Number(new URL(publicUrl).port || 80))
  app.use(createPublicAddress(publicUrl))
  for (const name of realmNames)
    mountRealm(app, { ...settings, name, key: options.keys?.[name] ?? (await makeKeyPair('RS256')) })
  await saveClientKeys(keyFile, settings.clientKeys)
  isReady = true
  return {
    port,
    url,
    keyFile,
    issuer: (realm) => realmIssuer(publicUrl, realm),
    close: async () => {
      await forgetClientKeys(keyFile)
      await close(server)
    },
  }
}
