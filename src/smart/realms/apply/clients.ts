/** The front door's client, its rights, the account console and the apps -> what a running realm lacks of them. */
import type { AdminApi } from '../admin.ts'
import { consentScope, offeredScopes } from '../client-scopes.ts'
import { accountConsole, accountMappers, gateClient, management, managementRoles } from '../own-clients.ts'
import { smartScopes } from '../scopes.ts'
import { holds, type Change, type Part } from './change.ts'
import { clientIdOf, findClient, scopeIds, wantedAttributes, type FoundClient } from './lookup.ts'
import { missingMappers } from './mappers.ts'

export const gate: Part = async ({ admin, input }) => {
  const wanted = gateClient(input)
  const found = await findClient(admin, wanted.clientId)
  if (found === undefined)
    return [{ text: `client ${wanted.clientId} added`, make: () => admin.post('/clients', wanted) }]
  // Scopes and mappers have paths of their own; a name may be another's choice.
  const { protocolMappers, defaultClientScopes, optionalClientScopes, name, attributes, webOrigins, ...fields } = wanted
  const members = { ...fields, attributes: wantedAttributes(wanted, found) }
  const differing = Object.entries(members).filter(([key, value]) => !holds(found[key as keyof FoundClient], value))
  const body = { ...found, ...members, attributes: { ...found.attributes, ...members.attributes } }
  const text = `client ${wanted.clientId} changed: ${differing.map(([key]) => key).join(', ')}`
  return [
    ...(differing.length > 0 ? [{ text, make: () => admin.put(`/clients/${found.id}`, body) }] : []),
    ...missingMappers(
      admin,
      `/clients/${found.id}`,
      `client ${wanted.clientId}`,
      { protocolMappers: protocolMappers ?? [] },
      found,
    ),
  ]
}

interface FoundRole {
  readonly id: string
  readonly name: string
}

async function missingRoles(admin: AdminApi, path: string, text: (role: string) => string): Promise<readonly Change[]> {
  const found = (await admin.get<readonly FoundRole[]>(path)) ?? []
  const available = (await admin.get<readonly FoundRole[]>(`${path}/available`)) ?? []
  const missing = managementRoles.filter((role) => !found.some(({ name }) => name === role))
  return missing.map((role) => ({
    text: text(role),
    make: () =>
      admin.post(
        path,
        available.filter(({ name }) => name === role),
      ),
  }))
}

/** What its service account may do, and that its tokens say so. */
export const gateRights: Part = async ({ admin, input: { client } }) => {
  const found = await findClient(admin, client.id)
  // Not there in a dry run alone: it is then added with its rights.
  if (found === undefined)
    return managementRoles.map((role) => ({ text: `client ${client.id} given ${role}`, make: () => Promise.resolve() }))
  const owner = await clientIdOf(admin, management)
  const account = await admin.get<{ readonly id: string }>(`/clients/${found.id}/service-account-user`)
  const roles = `/users/${account?.id ?? ''}/role-mappings/clients/${owner}`
  const claims = `/clients/${found.id}/scope-mappings/clients/${owner}`
  return [
    ...(await missingRoles(admin, roles, (role) => `client ${client.id} given ${role}`)),
    ...(await missingRoles(admin, claims, (role) => `${role} put into the tokens of client ${client.id}`)),
  ]
}

/** Keycloak's own scopes, where the realm has them, serve the console as well. */
export const account: Part = async ({ admin }) => {
  const found = await findClient(admin, accountConsole)
  if (found === undefined || found.defaultClientScopes?.includes('roles') === true) return []
  return missingMappers(
    admin,
    `/clients/${found.id}`,
    `client ${accountConsole}`,
    { protocolMappers: accountMappers },
    found,
  )
}

/** The scopes that a client with `portico.scopes` is to have: `patient`, `user`, `system`, with spaces between. */
const follows = ({ attributes }: FoundClient): readonly string[] =>
  attributes?.['portico.scopes' as keyof typeof attributes]?.split(/[\s,]+/) ?? []

/** Clients that say so get every scope of their kind, those of types that are newly served too. */
export const followers: Part = async ({ admin, input }) => {
  const kinds = smartScopes(input.types)
  const idOf = scopeIds(admin)
  const offered = Object.values(offeredScopes(input)).flat()
  const clients = (await admin.get<readonly FoundClient[]>('/clients')) ?? []
  return clients.flatMap((client) => {
    const words = follows(client)
    const own = [...(client.defaultClientScopes ?? []), ...(client.optionalClientScopes ?? [])]
    const wanted = (['patient', 'user', 'system'] as const)
      .filter((kind) => words.includes(kind))
      .flatMap((kind) => kinds[kind])
    const missing = wanted.filter((name) => offered.includes(name) && !own.includes(name))
    return missing.map((name) => ({
      text: `client scope ${name} made optional for client ${client.clientId}`,
      make: async () => admin.put(`/clients/${client.id}/optional-client-scopes/${await idOf(name)}`),
    }))
  })
}

/** Of apps that persons sign in to: without a record of consent there is nothing that a person could withdraw. */
export const consents: Part = async ({ admin }) => {
  const clients = (await admin.get<readonly FoundClient[]>('/clients')) ?? []
  const apps = clients.filter(
    ({ standardFlowEnabled, consentRequired, defaultClientScopes }) =>
      standardFlowEnabled === true && consentRequired !== true && defaultClientScopes?.includes(consentScope) === true,
  )
  return apps.map(({ clientId }) => ({
    text: `client ${clientId} has consentRequired off: nobody can withdraw their consent to it`,
  }))
}
