/** What a base says of itself is true: capabilities and SMART configuration. https://hl7.org/fhir/R4/capabilitystatement.html */
import { expect } from 'chai'
import { mustSupport } from '../demo/served/must-support.ts'
import { backendOf, callerWith, type Bundle, type Caller } from './client.ts'
import { baseOf, startDemo } from './demo.ts'

interface Stated {
  readonly type: string
  readonly supportedProfile?: readonly string[]
  readonly interaction: readonly { readonly code: string }[]
  readonly searchParam?: readonly { readonly name: string; readonly type: string; readonly definition: string }[]
  readonly searchInclude?: readonly string[]
  readonly searchRevInclude?: readonly string[]
}

interface Statement {
  readonly resourceType: string
  readonly fhirVersion: string
  readonly format: readonly string[]
  readonly implementation: { readonly url: string }
  readonly rest: readonly [{ readonly mode: string; readonly resource: readonly Stated[] }]
}

/** Of each type of parameter, a value that is well formed. */
const values: Readonly<Record<string, string>> = {
  token: 'x',
  string: 'x',
  date: 'ge2020-01-01',
  reference: 'pat-1',
  quantity: '5',
  number: '5',
  uri: 'http://example.org/x',
}

describe('what is offered', function () {
  this.timeout(120_000)
  let anonymous: Caller
  let staff: Caller
  let statement: Statement

  before(async () => {
    anonymous = callerWith(baseOf(await startDemo(), 'sevocity', '1'), '')
    staff = await backendOf(1)
    statement = (await anonymous.get<Statement>('/metadata')).json
  })

  it('is told without a token, to any page', async () => {
    const response = await anonymous.fetch('/metadata', { headers: { origin: 'https://app.example.org' } })
    expect([response.status, response.headers.get('access-control-allow-origin')]).to.deep.equal([200, '*'])
    expect(statement).to.include({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', kind: 'instance' })
    expect(statement.format).to.include('application/fhir+json')
    expect(statement.implementation.url).to.equal(anonymous.base)
  })

  it('names every mapped type with its profiles', () => {
    const stated = statement.rest[0].resource.flatMap(({ type, supportedProfile }) =>
      // Endpoint has none of US Core.
      (supportedProfile ?? []).map((url) => `${type} ${url.split('/').at(-1)}`),
    )
    expect(stated).to.include.members(mustSupport.map(({ type, profile }) => `${type} ${profile}`))
  })

  it('holds for every search parameter, alone with a patient', async () => {
    for (const { type, searchParam = [] } of statement.rest[0].resource) {
      const patient = searchParam.some(({ name }) => name === 'patient') ? '&patient=pat-1' : ''
      for (const { name, type: kind, definition } of searchParam) {
        expect(definition, name).to.match(/^http/)
        const path = `/${type}?${name}=${encodeURIComponent(values[kind] ?? 'x')}${name === 'patient' ? '' : patient}`
        const { status, json } = await staff.get<Bundle>(path)
        expect([status, json.resourceType], `${path}: ${JSON.stringify(json).slice(0, 300)}`).to.deep.equal([
          200,
          'Bundle',
        ])
      }
    }
  })

  it('holds for every include', async () => {
    for (const { type, searchInclude = [], searchRevInclude = [] } of statement.rest[0].resource) {
      const paths = [
        ...searchInclude.map((each) => `_include=${each}`),
        ...searchRevInclude.map((each) => `_revinclude=${each}`),
      ]
      for (const path of paths) {
        const { status, json } = await staff.get(`/${type}?_count=2&${path}`)
        expect(status, `${type} ${path}: ${JSON.stringify(json).slice(0, 300)}`).to.equal(200)
      }
    }
  })

  it('leaves out nothing that US Core searches by', () => {
    for (const { type, searches } of mustSupport) {
      const stated = statement.rest[0].resource.find((each) => each.type === type)?.searchParam?.map(({ name }) => name)
      expect(stated, type).to.include.members([...new Set(searches.flatMap((each) => each.split('+')))])
    }
  })

  it('names the addresses for SMART apps, of the base that is asked', async () => {
    const demo = await startDemo()
    const configurations = await Promise.all(
      (['patients', 'sevocity'] as const).map(async (surface) => {
        const response = await fetch(`${baseOf(demo, surface, '1')}/.well-known/smart-configuration`)
        expect([response.status, response.headers.get('content-type')?.split(';')[0]]).to.deep.equal([
          200,
          'application/json',
        ])
        return (await response.json()) as Record<string, unknown>
      }),
    )
    const [patients, staffs] = configurations
    expect(patients).to.include({ issuer: demo.provider.issuer('portal') })
    expect(staffs).to.include({ issuer: demo.provider.issuer('sevocity') })
    expect(patients?.['grant_types_supported']).to.include('authorization_code')
    expect(patients?.['code_challenge_methods_supported']).to.deep.equal(['S256'])
    expect(patients?.['capabilities']).to.include.members([
      ...['launch-standalone', 'client-public', 'client-confidential-symmetric', 'client-confidential-asymmetric'],
      ...['sso-openid-connect', 'context-standalone-patient', 'permission-offline', 'permission-patient'],
      ...['authorize-post', 'permission-v1', 'permission-v2'],
    ])
    for (const each of configurations) {
      for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'introspection_endpoint']) {
        expect(String(each[name]), name).to.match(new RegExp(`^${String(each['issuer'])}/`))
      }
    }
  })

  it('is nothing for an organization that there is not', async () => {
    const demo = await startDemo()
    expect((await fetch(`${baseOf(demo, 'patients', '99')}/metadata`)).status).to.equal(404)
  })
})
