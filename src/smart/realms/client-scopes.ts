/** The scopes of SMART -> Keycloak's client scopes, and which of them clients get by default. https://www.keycloak.org/docs/latest/server_admin/#_client_scopes */
import type { RealmInput } from './input.ts'
import { authenticationTime, fhirAudience, fhirUser, introspectionAudience, subject } from './mappers.ts'
import type { Attributes, ClientScope, ProtocolMapper } from './representation.ts'
import { smartScopes, type SmartScopes } from './scopes.ts'

/** Marks what Portico made: only that is ever taken away again, and only by `--prune`. */
export const managed: Attributes = { 'portico.managed': 'true' }

/** The scope whose line on Keycloak's own consent page makes the record that a person can withdraw. */
export const consentScope = 'portico'

const scope = (name: string, attributes: Attributes, protocolMappers: readonly ProtocolMapper[] = []): ClientScope => ({
  name,
  protocol: 'openid-connect',
  attributes: { ...attributes, ...managed },
  ...(protocolMappers.length > 0 && { protocolMappers }),
})

const hidden: Attributes = { 'include.in.token.scope': 'false', 'display.on.consent.screen': 'false' }

/** In the token, but not on Keycloak's consent page: it cannot un-tick, so the front door asks on a page of its own. */
const asked: Attributes = { 'include.in.token.scope': 'true', 'display.on.consent.screen': 'false' }

function basic({ audiences, client }: RealmInput): ClientScope {
  const mappers = [subject, authenticationTime, ...audiences.map(fhirAudience), introspectionAudience(client.id)]
  return scope('basic', hidden, mappers)
}

const consent: ClientScope = scope(consentScope, {
  'include.in.token.scope': 'false',
  'display.on.consent.screen': 'true',
  'consent.screen.text': '${porticoConsent}',
  'gui.order': '1',
})

/** The scopes that persons' apps may ask for: all but those of clients without a person. */
function forPersons(scopes: SmartScopes, { contexts }: RealmInput): readonly string[] {
  const kinds = (['patient', 'user'] as const).filter((context) => contexts.includes(context))
  return [...scopes.launch, ...kinds.flatMap((context) => scopes[context])]
}

/** The scopes that are to be registered, by who may be given them. */
export interface OfferedScopes {
  readonly persons: readonly string[]
  readonly system: readonly string[]
  readonly ehr: readonly string[]
}

export function offeredScopes(input: RealmInput): OfferedScopes {
  const scopes = smartScopes(input.types)
  const system = input.contexts.includes('system') ? scopes.system : []
  return { persons: forPersons(scopes, input), system, ehr: scopes.ehr }
}

export function clientScopes(input: RealmInput): readonly ClientScope[] {
  const { persons, system, ehr } = offeredScopes(input)
  const smart = [...persons, ...system, ...ehr]
  return [basic(input), consent, ...smart.map((name) => scope(name, asked, name === 'fhirUser' ? [fhirUser] : []))]
}

/** Never a scope of data: a default scope is granted to who did not ask for it. */
export const defaultScopes: readonly string[] = ['basic', consentScope]

/** What a new client may ask for. `system/` scopes are not among it: they are given to backend clients one by one. */
export const optionalScopes = (input: RealmInput): readonly string[] => offeredScopes(input).persons
