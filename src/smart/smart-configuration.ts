/** A provider's discovery document and what a base offers -> its /.well-known/smart-configuration. https://hl7.org/fhir/smart-app-launch/conformance.html */
import type { ProviderMetadata } from '../auth/provider.ts'

/** What the base itself adds to what the provider can do. */
export interface SmartOffer {
  /** The scope contexts that reach data on this base. */
  readonly contexts: readonly ('patient' | 'user' | 'system')[]
  /** Whether the provider's token response names the launch patient. */
  readonly launchPatient: boolean
  /** Whether the provider takes the authorization request by POST as well. */
  readonly authorizePost: boolean
  /** Whether apps come through the front door, which adds launches from an EHR with all that they bring. */
  readonly frontDoor?: boolean
}

export interface SmartConfiguration {
  readonly issuer: string
  readonly jwks_uri?: string
  readonly authorization_endpoint?: string
  readonly token_endpoint?: string
  readonly introspection_endpoint?: string
  readonly revocation_endpoint?: string
  /** Where a person sees which apps have access, and takes it from them. */
  readonly management_endpoint?: string
  readonly grant_types_supported: readonly string[]
  readonly response_types_supported: readonly string[]
  readonly code_challenge_methods_supported: readonly string[]
  readonly token_endpoint_auth_methods_supported: readonly string[]
  readonly token_endpoint_auth_signing_alg_values_supported: readonly string[]
  readonly scopes_supported: readonly string[]
  readonly capabilities: readonly string[]
}

const endpointNames = [
  'jwks_uri',
  'authorization_endpoint',
  'token_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
] as const

/** The words SMART knows, in SMART's order, that the provider offers too. */
const common = (smart: readonly string[], provider: readonly string[] | undefined): readonly string[] =>
  smart.filter((word) => provider?.includes(word))

const chooseEndpoints = (provider: ProviderMetadata): Partial<Record<(typeof endpointNames)[number], string>> =>
  Object.fromEntries(endpointNames.flatMap((name) => (provider[name] === undefined ? [] : [[name, provider[name]]])))

const chooseMethods = (provider: ProviderMetadata) => ({
  // Those left out of a discovery document have defaults: https://openid.net/specs/openid-connect-discovery-1_0.html
  grant_types_supported: common(
    ['authorization_code', 'refresh_token', 'client_credentials'],
    provider.grant_types_supported ?? ['authorization_code'],
  ),
  response_types_supported: common(['code'], provider.response_types_supported),
  // Never `plain`, even where the provider would take it.
  code_challenge_methods_supported: common(['S256'], provider.code_challenge_methods_supported),
  token_endpoint_auth_methods_supported: common(
    ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    provider.token_endpoint_auth_methods_supported ?? ['client_secret_basic'],
  ),
  token_endpoint_auth_signing_alg_values_supported: common(
    ['RS384', 'ES384'],
    provider.token_endpoint_auth_signing_alg_values_supported,
  ),
})

type Methods = ReturnType<typeof chooseMethods>

const offersOffline = (provider: ProviderMetadata, methods: Methods): boolean =>
  methods.grant_types_supported.includes('refresh_token') &&
  provider.scopes_supported?.includes('offline_access') === true

const chooseScopes = (provider: ProviderMetadata, offer: SmartOffer, offline: boolean): readonly string[] => [
  ...common(['openid', 'fhirUser'], provider.scopes_supported),
  ...(offer.frontDoor === true ? ['launch'] : []),
  ...(offer.launchPatient ? ['launch/patient'] : []),
  ...(offline ? ['offline_access'] : []),
  ...offer.contexts.map((context) => `${context}/*.rs`),
]

const takesAsymmetric = (methods: Methods): boolean =>
  methods.token_endpoint_auth_methods_supported.includes('private_key_jwt') &&
  methods.token_endpoint_auth_signing_alg_values_supported.length > 0

/** Each capability of SMART with whether it is true here. https://hl7.org/fhir/smart-app-launch/conformance.html#capability-sets */
const judgeCapabilities = (methods: Methods, scopes: readonly string[], offer: SmartOffer) => ({
  'launch-ehr': offer.frontDoor === true,
  'launch-standalone': methods.grant_types_supported.includes('authorization_code'),
  'authorize-post': offer.authorizePost,
  'client-public': methods.code_challenge_methods_supported.includes('S256'),
  'client-confidential-symmetric': methods.token_endpoint_auth_methods_supported.some((name) =>
    name.startsWith('client_secret_'),
  ),
  'client-confidential-asymmetric': takesAsymmetric(methods),
  'sso-openid-connect': scopes.includes('openid') && scopes.includes('fhirUser'),
  'context-banner': offer.frontDoor === true,
  'context-style': offer.frontDoor === true,
  'context-ehr-patient': offer.frontDoor === true,
  'context-ehr-encounter': offer.frontDoor === true,
  'context-standalone-patient': offer.launchPatient,
  'permission-offline': scopes.includes('offline_access'),
  'permission-patient': offer.contexts.includes('patient'),
  'permission-user': offer.contexts.includes('user'),
  'permission-v1': true,
  'permission-v2': true,
})

/**
 * States only what both sides can do: the provider by its discovery document, the base by `offer`. An endpoint that the
 * provider does not name is left out.
 */
export const smartConfiguration = (provider: ProviderMetadata, offer: SmartOffer): SmartConfiguration => {
  const methods = chooseMethods(provider)
  const scopes = chooseScopes(provider, offer, offersOffline(provider, methods))
  const judged = Object.entries(judgeCapabilities(methods, scopes, offer))
  return {
    issuer: provider.issuer,
    ...chooseEndpoints(provider),
    ...(offer.frontDoor === true && { management_endpoint: `${provider.issuer}/account/` }),
    ...methods,
    scopes_supported: scopes,
    capabilities: judged.flatMap(([name, isTrue]) => (isTrue ? [name] : [])),
  }
}
