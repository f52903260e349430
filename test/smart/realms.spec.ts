/** The realms that `portico realms` prints: their shape, and each trap of Keycloak's import. What Keycloak makes of them is seen in test/services. */
import { expect } from 'chai'
import { granularQuery, granularScopes } from '../../src/smart/granular.ts'
import { holds } from '../../src/smart/realms/apply/change.ts'
import { realmInputs, type RealmInput } from '../../src/smart/realms/input.ts'
import { realmRepresentation, secretPlaceholder } from '../../src/smart/realms/realm.ts'
import { smartScopes } from '../../src/smart/realms/scopes.ts'

const types = ['Patient', 'Observation', 'Condition']
const colors = { primary: '#000000', onPrimary: '#ffffff', background: '#ffffff', text: '#000000' }
const door = {
  publicUrl: 'https://auth.example',
  client: { id: 'portico-gate', secret: 'the-secret' },
  brand: { name: 'Clinic', colors },
  lifetimes: { accessTokenSeconds: 600, refreshTokenDays: 93, sessionHours: 8 },
  passwordGrant: false,
}
const surface = (realm: string, path: string, contexts: readonly ('patient' | 'user' | 'system')[]) => ({
  issuer: `https://auth.example/realms/${realm}`,
  root: `https://fhir.example${path}`,
  contexts,
})
const surfaces = [
  surface('portal', '/api/patients/v1', ['patient']),
  surface('sevocity', '/api/sevocity/v1', ['patient', 'user', 'system']),
]

const inputOf = (realm: string): RealmInput => realmInputs(door, surfaces, types).find((each) => each.realm === realm)!
const portal = realmRepresentation(inputOf('portal'))
const sevocity = realmRepresentation(inputOf('sevocity'))
const scopeOf = (name: string) => portal.clientScopes.find((each) => each.name === name)
const mapperOf = (scope: string, name: string) => scopeOf(scope)?.protocolMappers?.find((each) => each.name === name)

describe('the scopes of a mapping', () => {
  it('are, for each context and type, the forms of both SMART versions', () => {
    const { patient, user, system, launch, ehr } = smartScopes(['Patient'])
    expect(patient).to.deep.equal([
      ...['patient/*.rs', 'patient/*.r', 'patient/*.s', 'patient/*.read'],
      ...['patient/Patient.rs', 'patient/Patient.r', 'patient/Patient.s', 'patient/Patient.read'],
      'patient/DocumentReference.$docref',
    ])
    expect(user).to.deep.equal(patient.map((scope) => scope.replace('patient/', 'user/')))
    expect(system.slice(-4)).to.deep.equal([
      'system/*.$export',
      'system/Group.$export',
      'system/Patient.$export',
      'system/*.$bulkdata-status',
    ])
    expect(launch).to.have.members([
      ...['fhirUser', 'launch', 'launch/patient', 'launch/encounter', 'offline_access', 'online_access'],
    ])
    expect(ehr).to.deep.equal(['portico/launch'])
  })

  it('divide Condition and Observation by the categories of certification where they are served', () => {
    const { patient, user, system } = smartScopes(types)
    expect(granularScopes.filter(({ type }) => type === 'Condition').map(({ key }) => key)).to.deep.equal([
      ...['encounter-diagnosis', 'problem-list-item', 'health-concern'],
    ])
    for (const each of granularScopes) {
      for (const access of ['rs', 'r', 's']) {
        expect(patient).to.include(`patient/${each.type}.${access}${granularQuery(each)}`)
        expect(user).to.include(`user/${each.type}.${access}${granularQuery(each)}`)
      }
    }
    expect(patient).to.include(
      'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|procedure',
    )
    expect([...system, ...smartScopes(['Patient']).patient].filter((scope) => scope.includes('?'))).to.deep.equal([])
  })

  it('do not depend on the order of the types, and name none twice', () => {
    expect(smartScopes([...types].reverse())).to.deep.equal(smartScopes([...types, 'Patient']))
    for (const scopes of Object.values(smartScopes(types))) expect(new Set(scopes).size).to.equal(scopes.length)
  })
})

describe('a realm', () => {
  it('is one for each issuer below the front door, of all surfaces that name it', () => {
    const more = [
      ...surfaces,
      surface('portal', '/r4', ['user']),
      { ...surfaces[0]!, issuer: 'https://else.example/x' },
    ]
    const inputs = realmInputs(door, more, types)
    expect(inputs.map(({ realm }) => realm)).to.deep.equal(['portal', 'sevocity'])
    expect(inputs[0]).to.deep.include({
      audiences: ['https://fhir.example/api/patients/v1', 'https://fhir.example/r4'],
      contexts: ['patient', 'user'],
    })
    const basic = realmRepresentation(inputs[0]!).clientScopes.find(({ name }) => name === 'basic')
    expect(basic?.protocolMappers?.map(({ name }) => name)).to.include.members(['FHIR audience', 'FHIR audience 2'])
  })

  it('is the same text for the same settings', () => {
    expect(JSON.stringify(realmRepresentation(inputOf('portal')))).to.equal(JSON.stringify(portal))
  })

  it('holds the secret only where it was given, once', () => {
    expect(JSON.stringify(portal).split('the-secret')).to.have.length(2)
    const client = { ...door.client, secret: secretPlaceholder }
    const printed = JSON.stringify(realmRepresentation({ ...inputOf('portal'), client }))
    expect(printed).to.include('"secret":"${PORTICO_GATE_SECRET}"').and.not.include('the-secret')
  })

  it('has scopes of its contexts alone, all of which Keycloak takes as names', () => {
    const names = portal.clientScopes.map(({ name }) => name)
    expect(names.filter((name) => /^(user|system)\//.test(name))).to.deep.equal([])
    expect(sevocity.clientScopes.map(({ name }) => name)).to.include.members(['user/*.rs', 'system/*.read'])
    for (const name of names) expect(name).to.match(/^[\x21\x23-\x5B\x5D-\x7E]+$/)
    expect(new Set(names).size).to.equal(names.length)
  })

  it('grants no scope of data unasked, and offers none of backend clients to new ones', () => {
    expect(portal.defaultDefaultClientScopes).to.deep.equal(['basic', 'portico'])
    const optional = sevocity.defaultOptionalClientScopes
    expect(optional.filter((name) => /^(system|portico)\//.test(name))).to.deep.equal([])
    expect(optional).to.include.members(['launch/patient', 'offline_access', 'user/Patient.rs'])
  })

  it('puts sub, auth_time and both audiences into every token, by mappers apart', () => {
    expect(scopeOf('basic')?.attributes).to.include({ 'include.in.token.scope': 'false' })
    expect(mapperOf('basic', 'sub')?.config).to.include({ 'access.token.claim': 'true' })
    expect(mapperOf('basic', 'auth_time')?.config).to.include({ 'user.session.note': 'AUTH_TIME' })
    const fhir = mapperOf('basic', 'FHIR audience')?.config
    expect(fhir).to.include({ 'included.custom.audience': 'https://fhir.example/api/patients/v1' })
    expect(fhir).not.to.have.property('included.client.audience')
    const gate = mapperOf('basic', 'front door audience')?.config
    expect(gate).to.include({ 'included.client.audience': 'portico-gate' })
    expect(gate).not.to.have.property('included.custom.audience')
  })

  it('shows one line on the consent page of Keycloak: that of the scope portico, in both languages', () => {
    const shown = portal.clientScopes.filter(({ attributes }) => attributes['display.on.consent.screen'] !== 'false')
    expect(shown.map(({ name }) => name)).to.deep.equal(['portico'])
    expect(shown[0]?.attributes).to.include({
      'consent.screen.text': '${porticoConsent}',
      'include.in.token.scope': 'false',
    })
    for (const locale of portal.supportedLocales) {
      expect(portal.localizationTexts[locale]).to.include.keys('porticoConsent', '${porticoConsent}')
    }
  })

  it('binds offline access to its role, which everyone has, and lets it live as long as the settings say', () => {
    expect(portal.scopeMappings).to.deep.equal([{ clientScope: 'offline_access', roles: ['offline_access'] }])
    const everyone = portal.roles.realm.find(({ name }) => name === portal.defaultRole.name)
    expect(everyone?.composites).to.deep.equal({
      realm: ['offline_access'],
      client: { account: ['view-profile', 'manage-account'] },
    })
    expect(portal).to.include({
      accessTokenLifespan: 600,
      offlineSessionIdleTimeout: 93 * 86_400,
      offlineSessionMaxLifespanEnabled: false,
      ssoSessionMaxLifespan: 8 * 3_600,
      revokeRefreshToken: true,
      refreshTokenMaxReuse: 0,
    })
  })

  it('leaves the attributes of a person that open charts to administrators', () => {
    const [component] = portal.components['org.keycloak.userprofile.UserProfileProvider'] ?? []
    const profile = JSON.parse(component?.config['kc.user.profile.config']?.[0] ?? '') as {
      readonly attributes: readonly { readonly name: string; readonly permissions: object }[]
    }
    expect(profile).not.to.have.property('unmanagedAttributePolicy')
    for (const name of ['fhirUser', 'patient', 'organization']) {
      const attribute = profile.attributes.find((each) => each.name === name)
      expect(attribute?.permissions, name).to.deep.equal({ view: ['admin'], edit: ['admin'] })
    }
  })

  it('lets no host register a client', () => {
    const policies = portal.components['org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy'] ?? []
    const anonymous = policies.filter(({ subType }) => subType === 'anonymous')
    expect(anonymous.map(({ providerId }) => providerId)).to.deep.equal(['trusted-hosts'])
    expect(anonymous[0]?.config).not.to.have.property('trusted-hosts')
    expect(policies.map(({ providerId }) => providerId)).to.include('client-disabled')
  })

  it('rejects the implicit flow, and the password grant unless the settings take it', () => {
    const executors = (passwordGrant: boolean) =>
      realmRepresentation({ ...inputOf('portal'), passwordGrant })
        .clientProfiles.profiles.find(({ name }) => name === 'portico-every-client')
        ?.executors.map(({ executor }) => executor)
    expect(executors(false)).to.deep.equal(['reject-implicit-grant', 'reject-ropc-grant'])
    expect(executors(true)).to.deep.equal(['reject-implicit-grant'])
  })

  it("gives the front door's client rights to look, no audience, and one address to be sent back to", () => {
    const gate = portal.clients.find(({ clientId }) => clientId === 'portico-gate')
    expect(gate).to.deep.include({
      redirectUris: ['https://auth.example/realms/portal/gate/cb'],
      consentRequired: false,
      fullScopeAllowed: false,
      defaultClientScopes: [],
    })
    expect(portal.users).to.have.length(1)
    expect(portal.users[0]?.clientRoles).to.deep.equal({ 'realm-management': ['view-clients', 'view-users'] })
    expect(portal.clientScopeMappings['realm-management']).to.deep.equal([
      { client: 'portico-gate', roles: ['view-clients', 'view-users'] },
    ])
  })

  it('names both clients of the account console, with the mappers that it needs', () => {
    const console = portal.clients.find(({ clientId }) => clientId === 'account-console')
    expect(portal.clients.map(({ clientId }) => clientId)).to.include('account')
    expect(console?.protocolMappers?.map(({ name }) => name)).to.include.members(['sub', 'account roles'])
    expect(portal.clientScopeMappings['account']).to.deep.include({
      client: 'account-console',
      roles: ['manage-account', 'view-groups'],
    })
  })

  it('marks what Portico may take away again', () => {
    const unmarked = portal.clientScopes.filter(({ attributes }) => attributes['portico.managed'] !== 'true')
    expect(unmarked).to.deep.equal([])
  })
})

describe('what a running realm holds', () => {
  it('may be more than what is wanted, in any order of a list', () => {
    expect(holds({ a: 1, b: { c: ['x', 'y'], d: true } }, { b: { c: ['y', 'x'] } })).to.equal(true)
  })

  it('is not less, nor another value, nor a longer list', () => {
    for (const wanted of [{ a: 2 }, { b: 1 }, { c: ['x'] }, { c: ['x', 'z'] }, { d: { e: 1 } }]) {
      expect(holds({ a: 1, c: ['x', 'y'], d: undefined }, wanted), JSON.stringify(wanted)).to.equal(false)
    }
  })
})
