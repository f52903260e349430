/** What a base says of its authorization server, from that server's discovery document. */
import { expect } from 'chai'
import type { ProviderMetadata } from '../../src/auth/provider.ts'
import { smartConfiguration } from '../../src/smart/smart-configuration.ts'

const realm = 'https://idp.example.org/realms/portal'

/** As Keycloak describes itself, shortened: more than SMART knows, and `plain` among it. */
const keycloak: ProviderMetadata = {
  issuer: realm,
  jwks_uri: `${realm}/protocol/openid-connect/certs`,
  authorization_endpoint: `${realm}/protocol/openid-connect/auth`,
  token_endpoint: `${realm}/protocol/openid-connect/token`,
  introspection_endpoint: `${realm}/protocol/openid-connect/token/introspect`,
  revocation_endpoint: `${realm}/protocol/openid-connect/revoke`,
  end_session_endpoint: `${realm}/protocol/openid-connect/logout`,
  grant_types_supported: ['authorization_code', 'client_credentials', 'implicit', 'password', 'refresh_token'],
  response_types_supported: ['code', 'none', 'id_token', 'token'],
  code_challenge_methods_supported: ['plain', 'S256'],
  token_endpoint_auth_methods_supported: [
    'private_key_jwt',
    'client_secret_basic',
    'client_secret_post',
    'tls_client_auth',
  ],
  token_endpoint_auth_signing_alg_values_supported: ['PS384', 'RS384', 'HS256', 'ES384'],
  scopes_supported: ['openid', 'fhirUser', 'offline_access', 'microprofile-jwt'],
}

const patients = { contexts: ['patient'], launchPatient: true, authorizePost: true } as const
const staff = { contexts: ['user', 'system'], launchPatient: false, authorizePost: true } as const

describe('smart-configuration', () => {
  it('says of a base for patients what the provider and the base can do', () => {
    expect(smartConfiguration(keycloak, patients)).to.deep.equal({
      issuer: realm,
      jwks_uri: `${realm}/protocol/openid-connect/certs`,
      authorization_endpoint: `${realm}/protocol/openid-connect/auth`,
      token_endpoint: `${realm}/protocol/openid-connect/token`,
      introspection_endpoint: `${realm}/protocol/openid-connect/token/introspect`,
      revocation_endpoint: `${realm}/protocol/openid-connect/revoke`,
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      scopes_supported: ['openid', 'fhirUser', 'launch/patient', 'offline_access', 'patient/*.rs'],
      capabilities: [
        'launch-standalone',
        'authorize-post',
        'client-public',
        'client-confidential-symmetric',
        'client-confidential-asymmetric',
        'sso-openid-connect',
        'context-standalone-patient',
        'permission-offline',
        'permission-patient',
        'permission-v1',
        'permission-v2',
      ],
    })
  })

  it('promises the staff no launch patient', () => {
    const { capabilities, scopes_supported } = smartConfiguration(keycloak, staff)
    expect(capabilities).to.include('permission-user').and.not.include.members(['context-standalone-patient'])
    expect(scopes_supported).to.deep.equal(['openid', 'fhirUser', 'offline_access', 'user/*.rs', 'system/*.rs'])
  })

  it('promises nothing that the provider does not name', () => {
    const { capabilities, ...rest } = smartConfiguration({ issuer: realm }, { ...staff, authorizePost: false })
    expect(capabilities).to.deep.equal([
      'launch-standalone',
      'client-confidential-symmetric',
      'permission-user',
      'permission-v1',
      'permission-v2',
    ])
    expect(rest).to.not.have.any.keys('introspection_endpoint', 'authorization_endpoint')
  })
})
