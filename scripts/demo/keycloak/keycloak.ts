/** Settings -> the demo's realms on a real Keycloak, behind the front door's address. No Docker: Java and Maven will do. */
import { rm } from 'node:fs/promises'
import { adminToken, createAdmin, type AdminApi } from '../../../src/smart/realms/admin.ts'
import { applyRealm } from '../../../src/smart/realms/apply/apply.ts'
import { clientIdOf } from '../../../src/smart/realms/apply/lookup.ts'
import type { RealmInput } from '../../../src/smart/realms/input.ts'
import { demoClientList, hasKeys, publicClient } from '../identity-provider/clients.ts'
import { makeClientKeys, type ClientKeys } from '../identity-provider/keys.ts'
import { freshData } from './data.ts'
import { keycloakHome } from './distribution.ts'
import { administrator, freePort, runKeycloak } from './process.ts'
import { demoClient, demoInputs, demoRealms, demoUser, demoUsersOf, type DemoRealmSettings } from './realms.ts'

export interface KeycloakOptions extends DemoRealmSettings {
  /** Where Keycloak itself listens, on this machine alone; a free one unless told. */
  readonly port?: number
  /** Whether a browser on this machine may use Keycloak's own administration; not unless told. */
  readonly hasConsole?: boolean
  /** Told what takes long. */
  readonly say?: (text: string) => void
}

export interface Keycloak {
  readonly port: number
  /** Where it listens itself: `http://127.0.0.1:<port>`. Its issuers begin with the front door's address. */
  readonly url: string
  readonly clientKeys: ClientKeys
  /** An administrator's, of the realm master. */
  adminToken(): Promise<string>
  readonly admin: AdminApi
  stop(): Promise<void>
}

/** The realms are kept as they are at these addresses; what differs elsewhere is put right after the start. */
const usual = { publicUrl: 'http://localhost:8080', gatewayUrl: 'http://localhost:3000' } as const

const quiet = (): void => undefined

/** Clients with keys, and the one that may take passwords: what differs from run to run. */
async function placeClients(admin: AdminApi, input: RealmInput, settings: DemoRealmSettings): Promise<void> {
  const clients = demoClientList.filter((each) => hasKeys(each) || each.id === publicClient)
  const realm: AdminApi = { ...admin, get: (path) => admin.get(`/${input.realm}${path}`) }
  for (const each of clients) {
    const { defaultClientScopes, optionalClientScopes, ...client } = demoClient(each, input, settings)
    await admin.put(`/${input.realm}/clients/${await clientIdOf(realm, each.id)}`, client)
  }
}

async function placeUsers(admin: AdminApi, realm: string, { gatewayUrl }: DemoRealmSettings): Promise<void> {
  if (gatewayUrl === usual.gatewayUrl) return
  for (const each of demoUsersOf(realm)) {
    const { credentials, realmRoles, ...user } = demoUser(each, gatewayUrl)
    await admin.put(`/${realm}/users/${each.id}`, user)
  }
}

async function place(admin: AdminApi, settings: DemoRealmSettings): Promise<void> {
  for (const input of demoInputs(settings)) {
    await applyRealm(admin, input, { tell: quiet })
    await placeClients(admin, input, settings)
    await placeUsers(admin, input.realm, settings)
  }
}

/**
 * Each start is from the same state: what happened in an earlier run is forgotten. Rejects with a `KeycloakUnavailable`
 * where this machine lacks what it takes.
 */
export async function startKeycloak(options: KeycloakOptions): Promise<Keycloak> {
  const say = options.say ?? quiet
  const home = await keycloakHome(say)
  const data = await freshData(home, demoRealms(usual), say)
  const port = options.port ?? (await freePort())
  say('Starting Keycloak ...')
  const { publicUrl, hasConsole = false } = options
  const forget = (): Promise<void> => rm(data, { recursive: true, force: true })
  const running = await runKeycloak({ home, data, port, publicUrl, hasConsole }).catch(async (error: unknown) => {
    await forget()
    throw error
  })
  const stop = async (): Promise<void> => {
    await running.stop()
    await forget()
  }
  try {
    const url = `http://127.0.0.1:${port}`
    const clientKeys = options.clientKeys ?? (await makeClientKeys())
    const token = adminToken(url, administrator)
    const admin = createAdmin(url, token)
    await place(admin, { ...options, clientKeys })
    return { port, url, clientKeys, adminToken: token, admin, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
