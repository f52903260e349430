/** `portico realms --apply` on a realm that an administrator made by hand, on a real Keycloak. */
import { expect } from 'chai'
import { administrator } from '../../scripts/demo/keycloak/process.ts'
import { applyRealms } from '../../src/cli/realms-apply.ts'
import type { AdminApi } from '../../src/smart/realms/admin.ts'
import type { RealmInput } from '../../src/smart/realms/input.ts'
import { smartScopes } from '../../src/smart/realms/scopes.ts'
import { createBrowser, type Json } from './keycloak-browser.ts'
import { keycloakOrSkip, type SharedKeycloak } from './keycloak.ts'

const realm = 'byhand'

/** What an administrator has there already. */
const made = {
  realm,
  enabled: true,
  accessTokenLifespan: 900,
  displayName: 'Made by hand',
  clients: [
    { clientId: 'their-app', publicClient: true, redirectUris: ['https://app.example/cb'], consentRequired: true },
    { clientId: 'their-backend', serviceAccountsEnabled: true, attributes: { 'portico.scopes': 'system' } },
  ],
  users: [{ username: 'someone', enabled: true, attributes: { patient: ['pat-9'] } }],
}

const theirPolicy = {
  name: 'theirs',
  enabled: true,
  conditions: [{ condition: 'any-client', configuration: {} }],
  profiles: [],
}

describe('portico realms --apply', function () {
  this.timeout(120_000)
  let keycloak: SharedKeycloak
  let admin: AdminApi

  const input = (types: readonly string[], more: Partial<RealmInput> = {}): RealmInput => ({
    realm,
    publicUrl: keycloak.publicUrl,
    title: 'Clinic',
    audiences: ['https://fhir.example/api/patients/v1'],
    contexts: ['patient', 'system'],
    types,
    client: { id: 'portico-gate', secret: 'a-secret-of-the-gate' },
    lifetimes: { accessTokenSeconds: 600, refreshTokenDays: 93, sessionHours: 8 },
    passwordGrant: false,
    ...more,
  })

  async function apply(
    wanted: RealmInput,
    options: { readonly dryRun?: boolean; readonly prune?: boolean } = {},
  ): Promise<readonly string[]> {
    const lines: string[] = []
    const terminal = { print: (text: string) => void lines.push(text), tell: () => undefined, color: false }
    const access = { adminUrl: keycloak.url, adminUser: administrator.user, adminPasswordEnv: 'PORTICO_TEST_PASSWORD' }
    expect(await applyRealms([wanted], { ...access, ...options }, terminal), lines.join('\n')).to.equal(0)
    expect(lines.join('\n')).not.to.include('a-secret-of-the-gate')
    return lines
  }

  const clientOf = async (id: string): Promise<Json> =>
    (await admin.get<readonly Json[]>(`/${realm}/clients?clientId=${id}`))?.[0] ?? {}

  const scopeNames = async (): Promise<readonly string[]> =>
    ((await admin.get<readonly { name: string }[]>(`/${realm}/client-scopes`)) ?? []).map(({ name }) => name)

  before(async function () {
    keycloak = await keycloakOrSkip(this)
    admin = keycloak.admin
    process.env['PORTICO_TEST_PASSWORD'] = administrator.password
    await admin.post('', made)
    await admin.post(`/${realm}/client-scopes`, { name: 'their-scope', protocol: 'openid-connect' })
    await admin.put(`/${realm}/client-policies/policies`, { policies: [theirPolicy] })
    const profile = (await admin.get<{ attributes: readonly object[] }>(`/${realm}/users/profile`)) ?? {
      attributes: [],
    }
    const anyone = { view: ['admin', 'user'], edit: ['admin', 'user'] }
    const theirs = [
      { name: 'shoe', permissions: anyone },
      { name: 'patient', displayName: 'Chart', permissions: anyone },
    ]
    await admin.put(`/${realm}/users/profile`, { ...profile, attributes: [...profile.attributes, ...theirs] })
  })

  after(async () => {
    delete process.env['PORTICO_TEST_PASSWORD']
    if (admin !== undefined) await admin.delete(`/${realm}`)
  })

  it('says what it would do and does nothing in a dry run', async () => {
    const before = await scopeNames()
    const lines = await apply(input(['Patient']), { dryRun: true })
    expect(lines).to.include('byhand: client scope patient/Patient.rs added')
    expect(lines).to.include('byhand: accessTokenLifespan changed from 900 to 600')
    expect(await scopeNames()).to.deep.equal(before)
    expect(await clientOf('portico-gate')).to.deep.equal({})
    expect(await apply(input(['Patient'], { realm: 'nowhere' }), { dryRun: true })).to.deep.equal([
      'nowhere: realm created',
    ])
    expect(await admin.get('/nowhere')).to.equal(undefined)
  })

  it('adds what is missing, line by line, and a second run has nothing to change', async () => {
    const lines = await apply(input(['Patient']))
    expect(lines).to.include.members([
      'byhand: accessTokenLifespan changed from 900 to 600',
      'byhand: languages en and es offered',
      'byhand: text porticoConsent (es) set',
      'byhand: attributes fhirUser, patient, organization of users made for administrators alone',
      'byhand: client scope offline_access changed',
      'byhand: mapper FHIR audience of client scope basic added',
      'byhand: mapper front door audience of client scope basic added',
      'byhand: client scope patient/Patient.rs added',
      'byhand: client scope portico made a default of new clients',
      'byhand: client scope patient/Patient.rs made optional for new clients',
      'byhand: client portico-gate added',
      'byhand: client portico-gate given view-users',
      'byhand: view-clients put into the tokens of client portico-gate',
      'byhand: registration policy "Portico: disabled until approved" added',
      'byhand: client policies portico-every-client, portico-public-client set',
      'byhand: client scope system/Patient.rs made optional for client their-backend',
    ])
    expect(
      lines.filter((line) => /sub|auth_time|account-console|no host may/.test(line)),
      'what was there',
    ).to.deep.equal([])
    expect(await apply(input(['Patient']))).to.deep.equal(['byhand: nothing to change'])
  })

  it('keeps what others made', async () => {
    expect(await admin.get<Json>(`/${realm}`)).to.include({ displayName: 'Made by hand' })
    expect(await scopeNames()).to.include.members(['their-scope', 'profile', 'email', 'roles', 'acr'])
    expect(await clientOf('their-app')).to.include({ publicClient: true, consentRequired: true })
    expect((await clientOf('their-app'))['defaultClientScopes']).to.include('profile')
    const { policies } = (await admin.get<{ policies: readonly { name: string }[] }>(
      `/${realm}/client-policies/policies`,
    ))!
    expect(policies.map(({ name }) => name)).to.include.members(['theirs', 'portico-every-client'])
    const { attributes } = (await admin.get<{ attributes: readonly Json[] }>(`/${realm}/users/profile`))!
    expect(attributes.map(({ name }) => name)).to.include.members(['email', 'shoe', 'patient'])
    expect(attributes.find(({ name }) => name === 'patient')).to.deep.include({
      displayName: 'Chart',
      permissions: { view: ['admin'], edit: ['admin'] },
    })
    const [someone] = (await admin.get<readonly Json[]>(`/${realm}/users?username=someone`)) ?? []
    expect(someone?.['attributes']).to.deep.equal({ patient: ['pat-9'] })
  })

  it("gives the front door's client the rights that it needs there", async () => {
    const { post } = createBrowser(keycloak)
    const form = { grant_type: 'client_credentials' }
    const { body } = await post(realm, '/token', form, ['portico-gate', 'a-secret-of-the-gate'])
    const headers = { authorization: `Bearer ${String(body['access_token'])}` }
    for (const path of ['/clients?clientId=their-app', '/users?username=someone']) {
      const found = await fetch(`${keycloak.url}/admin/realms/${realm}${path}`, { headers })
      expect(await found.json(), path).to.have.length(1)
    }
  })

  it('adds exactly the scopes of a type that is newly served', async () => {
    const { patient, system } = smartScopes(['Goal'])
    const [ofPersons, ofSystem] = [patient, system].map((names) => names.filter((name) => name.includes('/Goal.')))
    const lines = await apply(input(['Patient', 'Goal']))
    expect(lines).to.have.members([
      ...[...ofPersons!, ...ofSystem!].map((name) => `byhand: client scope ${name} added`),
      ...ofPersons!.map((name) => `byhand: client scope ${name} made optional for new clients`),
      ...ofSystem!.map((name) => `byhand: client scope ${name} made optional for client their-backend`),
    ])
    expect(lines).to.have.length(16)
    expect(await apply(input(['Patient', 'Goal']))).to.deep.equal(['byhand: nothing to change'])
  })

  it('tells what it made and no longer wants, and removes it only when asked to', async () => {
    const told = await apply(input(['Patient']))
    expect(told).to.include('byhand: client scope patient/Goal.rs is no longer wanted; --prune removes it')
    expect(told.at(-1)).to.equal('byhand: nothing to change')
    expect(await scopeNames()).to.include('patient/Goal.rs')
    expect(await apply(input(['Patient']), { prune: true })).to.include('byhand: client scope patient/Goal.rs removed')
    expect(await scopeNames())
      .to.include('their-scope')
      .and.not.include('patient/Goal.rs')
    expect(await apply(input(['Patient']), { prune: true })).to.deep.equal(['byhand: nothing to change'])
  })

  it('follows a changed address, secret and audience, without saying a secret', async () => {
    const moved = input(['Patient'], {
      publicUrl: 'https://auth.example',
      audiences: ['https://fhir.example/r4'],
      client: { id: 'portico-gate', secret: 'another-secret' },
    })
    const lines = await apply(moved)
    expect(lines).to.deep.equal([
      'byhand: mapper FHIR audience of client scope basic changed',
      'byhand: client portico-gate changed: secret, redirectUris',
    ])
    expect((await clientOf('portico-gate'))['redirectUris']).to.deep.equal([
      `https://auth.example/realms/${realm}/gate/cb`,
    ])
    expect(await apply(moved)).to.deep.equal(['byhand: nothing to change'])
  })

  it('warns of apps whose consent nobody could withdraw, and of scopes granted unasked', async () => {
    const app = await clientOf('their-app')
    await admin.put(`/${realm}/clients/${String(app['id'])}`, { ...app, consentRequired: false })
    const scopes = await admin.get<readonly { id: string; name: string }[]>(`/${realm}/client-scopes`)
    const idOf = (name: string): string => scopes?.find((each) => each.name === name)?.id ?? ''
    await admin.put(`/${realm}/clients/${String(app['id'])}/default-client-scopes/${idOf('portico')}`)
    await admin.delete(`/${realm}/default-optional-client-scopes/${idOf('patient/*.rs')}`)
    await admin.put(`/${realm}/default-default-client-scopes/${idOf('patient/*.rs')}`)
    expect(
      await apply(
        input(['Patient'], {
          publicUrl: 'https://auth.example',
          client: { id: 'portico-gate', secret: 'another-secret' },
          audiences: ['https://fhir.example/r4'],
        }),
      ),
    ).to.deep.equal([
      'byhand: client scope patient/*.rs is a default: new clients are granted it unasked',
      'byhand: client their-app has consentRequired off: nobody can withdraw their consent to it',
      'byhand: nothing to change',
    ])
  })

  it('ends with 1 and the words of Keycloak when it may not', async () => {
    const lines: string[] = []
    const terminal = { print: (text: string) => void lines.push(text), tell: () => undefined, color: false }
    process.env['PORTICO_TEST_WRONG'] = 'wrong'
    const access = { adminUrl: keycloak.url, adminPasswordEnv: 'PORTICO_TEST_WRONG' }
    expect(await applyRealms([input(['Patient'])], access, terminal)).to.equal(1)
    expect(lines).to.deep.equal(['Signing in as an administrator: Keycloak answered 400, Invalid user credentials'])
  })
})
