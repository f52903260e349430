/** Settings and served types -> a realm as Keycloak imports it, complete: nobody writes three hundred scopes by hand. https://www.keycloak.org/server/importExport */
import { clientScopes, defaultScopes, optionalScopes } from './client-scopes.ts'
import type { RealmInput } from './input.ts'
import {
  accountClients,
  accountRoles,
  accountScopeMappings,
  gateAccount,
  gateClient,
  management,
  managementRoles,
  realmRoles,
} from './own-clients.ts'
import { clientPolicies, clientProfiles, registrationPolicies, registrationPolicyType } from './policies.ts'
import { profileComponent } from './profile.ts'
import type { RealmLifetimes, RealmRepresentation } from './representation.ts'
import { locales, localizationTexts } from './texts.ts'

const day = 86_400

/** What stands for the secret of the front door's client in a file: Keycloak takes it from its own environment. */
export const secretPlaceholder = '${PORTICO_GATE_SECRET}'

export const realmLifetimes = ({ lifetimes }: RealmInput): RealmLifetimes => ({
  accessTokenLifespan: lifetimes.accessTokenSeconds,
  ssoSessionIdleTimeout: lifetimes.sessionHours * 3_600,
  ssoSessionMaxLifespan: lifetimes.sessionHours * 3_600,
  offlineSessionIdleTimeout: lifetimes.refreshTokenDays * day,
  // Each use begins the days anew, without an end of all: certification asks that access can be renewed for ever.
  offlineSessionMaxLifespanEnabled: false,
  revokeRefreshToken: true,
  refreshTokenMaxReuse: 0,
})

const realmHabits = (title: string) =>
  ({
    displayName: title,
    enabled: true,
    sslRequired: 'external',
    registrationAllowed: false,
    passwordPolicy: 'length(12) and notUsername(undefined) and notEmail(undefined)',
    bruteForceProtected: true,
    failureFactor: 10,
    eventsEnabled: true,
    eventsExpiration: 90 * day,
    adminEventsEnabled: true,
    // Details would hold what was written: names, attributes.
    adminEventsDetailsEnabled: false,
    internationalizationEnabled: true,
    supportedLocales: locales,
    defaultLocale: 'en',
    localizationTexts,
  }) as const

const realmScopes = (input: RealmInput) => ({
  clientScopes: clientScopes(input),
  // Where this line is missing, a token request with offline_access fails: 400 not_allowed.
  scopeMappings: [{ clientScope: 'offline_access', roles: ['offline_access'] }],
  clientScopeMappings: {
    account: accountScopeMappings,
    [management]: [{ client: input.client.id, roles: managementRoles }],
  },
  defaultDefaultClientScopes: defaultScopes,
  defaultOptionalClientScopes: optionalScopes(input),
})

/** The same input gives the same value. It holds the client's secret as the input does: give {@link secretPlaceholder} for what is printed. */
export const realmRepresentation = (input: RealmInput): RealmRepresentation => ({
  realm: input.realm,
  ...realmHabits(input.title),
  ...realmLifetimes(input),
  defaultRole: { name: `default-roles-${input.realm}` },
  roles: { realm: realmRoles(input.realm), client: { account: accountRoles } },
  ...realmScopes(input),
  clients: [...accountClients(input), gateClient(input)],
  users: [gateAccount(input)],
  clientProfiles: { profiles: clientProfiles(input.passwordGrant) },
  clientPolicies: { policies: clientPolicies },
  components: {
    [registrationPolicyType]: registrationPolicies,
    'org.keycloak.userprofile.UserProfileProvider': [profileComponent],
  },
})
