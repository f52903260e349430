/** Settings -> a running identity provider with both realms of the demo. It stands in for Keycloak and is for the demo and tests only. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import type { ClientMetadata } from 'oidc-provider'
import { createAuthorizePost } from './authorize-post.ts'
import { demoClients } from './clients.ts'
import { realmIssuer, realmPath } from './endpoints.ts'
import { createIntrospection } from './introspection.ts'
import { backendKeyFile, forgetBackendKey, makeKeyPair, saveBackendKey, stateFolder, type KeyPair } from './keys.ts'
import { createLogin } from './login.ts'
import { createRealm, type RealmSettings } from './realm.ts'
import { demoUsers, realmNames, realms, type DemoUser, type RealmName } from './users.ts'

export interface IdentityProviderOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Of this machine alone, `127.0.0.1`, unless told. */
  readonly host?: string
  /** What the issuers begin with; `http://localhost:<port>` unless told. */
  readonly publicUrl?: string
  /** What the audiences begin with: `http://localhost:3000`. */
  readonly gatewayUrl: string
  /** Instead of {@link demoUsers}. */
  readonly users?: readonly DemoUser[]
  /** Beside the clients of the demo. */
  readonly clients?: readonly ClientMetadata[]
  /** Signing keys by realm; made at start unless given. */
  readonly keys?: Partial<Readonly<Record<RealmName, KeyPair>>>
  /** The folder that the backend client's private key is left in; the demo's own, `data`, unless told. */
  readonly stateFolder?: string
  /** Seconds an access token lives; an hour unless told. */
  readonly tokenLifetime?: number
}

export interface IdentityProvider {
  readonly port: number
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
  const { name, clients, publicUrl } = settings
  const provider = createRealm(settings)
  const users = settings.users.filter((user) => user.realm === name)
  app.use(realmPath(name), createLogin(realms[name], provider, users))
  app.use(realmPath(name), createIntrospection(realmIssuer(publicUrl, name), clients, settings.key.publicKey))
  app.use(realmPath(name), createAuthorizePost())
  app.use(realmPath(name), provider.callback())
}

const mountRealms = async (
  app: Express,
  options: IdentityProviderOptions,
  settings: Omit<RealmSettings, 'name' | 'key'>,
) => {
  for (const name of realmNames)
    mountRealm(app, { ...settings, name, key: options.keys?.[name] ?? (await makeKeyPair('RS256')) })
}

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** Resolves when it answers. Rejects when the port is taken. */
export const startIdentityProvider = async (options: IdentityProviderOptions): Promise<IdentityProvider> => {
  const app = express().disable('x-powered-by')
  const server = await listen(app, options.port, options.host ?? '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const publicUrl = options.publicUrl ?? `http://localhost:${port}`
  const backend = await makeKeyPair('RS384')
  const keyFile = backendKeyFile(options.stateFolder ?? stateFolder, port)
  await mountRealms(app, options, {
    publicUrl,
    gatewayUrl: options.gatewayUrl,
    users: options.users ?? demoUsers,
    clients: [...demoClients(backend.publicKey), ...(options.clients ?? [])],
    tokenLifetime: options.tokenLifetime ?? 3_600,
  })
  await saveBackendKey(keyFile, backend.privateKey)
  return {
    port,
    issuer: (realm) => realmIssuer(publicUrl, realm),
    close: async () => {
      await forgetBackendKey(keyFile)
      await close(server)
    },
  }
}
