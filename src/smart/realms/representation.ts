/** The parts of Keycloak's own JSON that the realms are made of. https://www.keycloak.org/docs-api/latest/rest-api/index.html */

/** Keycloak keeps every value of these as a text. */
export type Attributes = Readonly<Record<string, string>>

export interface ProtocolMapper {
  readonly name: string
  readonly protocol: 'openid-connect'
  readonly protocolMapper: string
  readonly config: Attributes
}

export interface ClientScope {
  readonly name: string
  readonly description?: string
  readonly protocol: 'openid-connect'
  readonly attributes: Attributes
  readonly protocolMappers?: readonly ProtocolMapper[]
}

export interface ClientRepresentation {
  readonly clientId: string
  readonly name?: string
  readonly description?: string
  readonly enabled: true
  readonly protocol: 'openid-connect'
  readonly publicClient: boolean
  readonly secret?: string
  readonly clientAuthenticatorType?: 'client-secret' | 'client-jwt'
  readonly standardFlowEnabled: boolean
  readonly implicitFlowEnabled: false
  readonly directAccessGrantsEnabled: boolean
  readonly serviceAccountsEnabled: boolean
  readonly fullScopeAllowed: false
  readonly consentRequired: boolean
  readonly rootUrl?: string
  readonly baseUrl?: string
  readonly redirectUris: readonly string[]
  readonly webOrigins: readonly string[]
  readonly attributes: Attributes
  readonly protocolMappers?: readonly ProtocolMapper[]
  readonly defaultClientScopes: readonly string[]
  readonly optionalClientScopes: readonly string[]
}

export interface ProfileAttribute {
  readonly name: string
  readonly displayName?: string
  readonly multivalued?: boolean
  readonly validations?: Readonly<Record<string, object>>
  readonly required?: { readonly roles: readonly string[] }
  readonly permissions: { readonly view: readonly string[]; readonly edit: readonly string[] }
}

export interface UserProfile {
  readonly attributes: readonly ProfileAttribute[]
  readonly unmanagedAttributePolicy?: string
}

export interface ClientProfile {
  readonly name: string
  readonly description: string
  readonly executors: readonly { readonly executor: string; readonly configuration: object }[]
}

export interface ClientPolicy {
  readonly name: string
  readonly description: string
  readonly enabled: true
  readonly conditions: readonly { readonly condition: string; readonly configuration: object }[]
  readonly profiles: readonly string[]
}

export interface Component {
  readonly name: string
  readonly providerId: string
  readonly subType?: 'anonymous' | 'authenticated'
  readonly config: Readonly<Record<string, readonly string[]>>
}

export interface Role {
  readonly name: string
  readonly description?: string
  readonly composite?: boolean
  readonly composites?: {
    readonly realm?: readonly string[]
    readonly client?: Readonly<Record<string, readonly string[]>>
  }
}

export interface User {
  readonly username: string
  readonly enabled: true
  readonly id?: string
  readonly email?: string
  readonly emailVerified?: boolean
  readonly firstName?: string
  readonly lastName?: string
  readonly serviceAccountClientId?: string
  readonly attributes?: Readonly<Record<string, readonly string[]>>
  readonly credentials?: readonly { readonly type: 'password'; readonly value: string }[]
  readonly realmRoles?: readonly string[]
  readonly clientRoles?: Readonly<Record<string, readonly string[]>>
}

/** How long things live, and how refresh tokens are renewed: what `--apply` holds a running realm to. */
export interface RealmLifetimes {
  readonly accessTokenLifespan: number
  readonly ssoSessionIdleTimeout: number
  readonly ssoSessionMaxLifespan: number
  readonly offlineSessionIdleTimeout: number
  readonly offlineSessionMaxLifespanEnabled: boolean
  readonly revokeRefreshToken: boolean
  readonly refreshTokenMaxReuse: number
}

export type Texts = Readonly<Record<string, string>>

export interface RealmRepresentation extends RealmLifetimes {
  readonly realm: string
  readonly displayName: string
  readonly enabled: true
  readonly sslRequired: 'external'
  readonly registrationAllowed: false
  readonly passwordPolicy?: string
  readonly bruteForceProtected: true
  readonly failureFactor: number
  readonly eventsEnabled: true
  readonly eventsExpiration: number
  readonly adminEventsEnabled: true
  readonly adminEventsDetailsEnabled: false
  readonly internationalizationEnabled: true
  readonly supportedLocales: readonly string[]
  readonly defaultLocale: string
  readonly localizationTexts: Readonly<Record<string, Texts>>
  readonly defaultRole: { readonly name: string }
  readonly roles: { readonly realm: readonly Role[]; readonly client: Readonly<Record<string, readonly Role[]>> }
  readonly clientScopes: readonly ClientScope[]
  readonly scopeMappings: readonly { readonly clientScope: string; readonly roles: readonly string[] }[]
  readonly clientScopeMappings: Readonly<
    Record<string, readonly { readonly client: string; readonly roles: readonly string[] }[]>
  >
  readonly defaultDefaultClientScopes: readonly string[]
  readonly defaultOptionalClientScopes: readonly string[]
  readonly clients: readonly ClientRepresentation[]
  readonly users: readonly User[]
  readonly clientProfiles: { readonly profiles: readonly ClientProfile[] }
  readonly clientPolicies: { readonly policies: readonly ClientPolicy[] }
  readonly components: Readonly<Record<string, readonly Component[]>>
}
