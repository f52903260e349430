/** Names in a realm -> Keycloak's ids, by which its Admin API goes. */
import type { AdminApi } from '../admin.ts'
import type { Attributes, ClientRepresentation, ClientScope, ProtocolMapper } from '../representation.ts'

export type FoundMapper = ProtocolMapper & { readonly id: string }

/** As Keycloak has it: what is empty may be left out. */
export interface FoundScope {
  readonly id: string
  readonly name: string
  readonly attributes?: Attributes
  readonly protocolMappers?: readonly FoundMapper[]
}

export interface FoundClient extends Partial<Omit<ClientRepresentation, 'clientId' | 'protocolMappers'>> {
  readonly id: string
  readonly clientId: string
  readonly protocolMappers?: readonly FoundMapper[]
}

export const findScopes = async (admin: AdminApi): Promise<readonly FoundScope[]> =>
  (await admin.get<readonly FoundScope[]>('/client-scopes')) ?? []

/** By `clientId`. */
export const findClient = async (admin: AdminApi, clientId: string): Promise<FoundClient | undefined> =>
  (await admin.get<readonly FoundClient[]>(`/clients?clientId=${encodeURIComponent(clientId)}`))?.[0]

/** Throws where there is none: it was to be there by now. */
export async function clientIdOf(admin: AdminApi, clientId: string): Promise<string> {
  const client = await findClient(admin, clientId)
  if (client === undefined) throw new Error(`The realm has no client ${clientId}.`)
  return client.id
}

/** Asks once for all names; throws for one that is not there. */
export function scopeIds(admin: AdminApi): (name: string) => Promise<string> {
  let found: Promise<readonly FoundScope[]> | undefined
  return async (name) => {
    found ??= findScopes(admin)
    const scope = (await found).find((each) => each.name === name)
    if (scope === undefined) throw new Error(`The realm has no client scope ${name}.`)
    return scope.id
  }
}

export const isManaged = ({ attributes }: { readonly attributes?: Attributes }): boolean =>
  attributes?.['portico.managed'] === 'true'

/** Of something that Portico did not make, the mark is not wanted. */
export const wantedAttributes = (
  wanted: ClientScope | ClientRepresentation,
  found: FoundScope | FoundClient,
): Attributes => {
  const { 'portico.managed': mark, ...others } = wanted.attributes
  return isManaged(found) && mark !== undefined ? { ...others, 'portico.managed': mark } : others
}
