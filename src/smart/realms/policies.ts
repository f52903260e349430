/** What no client may do, whatever its registration says -> Keycloak's client policies and registration policies. https://www.keycloak.org/docs/latest/server_admin/#_client_policies */
import type { ClientPolicy, ClientProfile, Component } from './representation.ts'

const executor = (name: string) => ({ executor: name, configuration: { 'auto-configure': true } })

export const clientProfiles = (passwordGrant: boolean): readonly ClientProfile[] => [
  {
    name: 'portico-every-client',
    description: 'No implicit flow; the password grant only where the settings of Portico allow it.',
    executors: [executor('reject-implicit-grant'), ...(passwordGrant ? [] : [executor('reject-ropc-grant')])],
  },
  {
    name: 'portico-public-client',
    description: 'A client without a secret proves by PKCE that it is the one that asked.',
    executors: [executor('pkce-enforcer')],
  },
]

export const clientPolicies: readonly ClientPolicy[] = [
  {
    name: 'portico-every-client',
    description: 'For all clients.',
    enabled: true,
    conditions: [{ condition: 'any-client', configuration: {} }],
    profiles: ['portico-every-client'],
  },
  {
    // Not for all: apps of SMART 1.0 know no PKCE. A confidential one may be registered without.
    name: 'portico-public-client',
    description: 'For clients without a secret.',
    enabled: true,
    conditions: [{ condition: 'client-access-type', configuration: { type: ['public'] } }],
    profiles: ['portico-public-client'],
  },
]

const policy = (
  subType: 'anonymous' | 'authenticated',
  name: string,
  providerId: string,
  config: Component['config'] = {},
): Component => ({ name: `Portico: ${name}`, providerId, subType, config })

/**
 * Where a file of a realm names one policy, Keycloak makes none of its own: without the first, whoever likes registers a
 * client. It trusts no host, so nobody does without an initial access token; with one, a client waits for its approval.
 */
export const registrationPolicies: readonly Component[] = [
  policy('anonymous', 'no host may register', 'trusted-hosts', {
    'host-sending-registration-request-must-match': ['true'],
    'client-uris-must-match': ['true'],
  }),
  policy('authenticated', 'disabled until approved', 'client-disabled'),
  policy('authenticated', 'offered scopes', 'allowed-client-templates', { 'allow-default-scopes': ['true'] }),
  policy('authenticated', 'consent', 'consent-required'),
  policy('authenticated', 'roles by scope', 'scope'),
]

export const registrationPolicyType = 'org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy'
