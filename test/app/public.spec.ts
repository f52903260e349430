/** What is answered without a token: capabilities, SMART configuration, the front page, health. */
import { expect } from 'chai'
import type { Answer } from '../../src/app/answer.ts'
import type { FhirCall } from '../../src/app/call.ts'
import { capabilities } from '../../src/app/capabilities.ts'
import type { Gateway } from '../../src/app/gateway.ts'
import { metrics, ready } from '../../src/app/health.ts'
import { landing } from '../../src/app/landing.ts'
import type { Kind, Mapping, Parameter, Source } from '../../src/mapping/model.ts'
import { emptyMapping, fakeGateway, settings } from './fake-gateway.ts'

function callTo(gateway: Gateway, organization = '1'): FhirCall {
  const [surface] = settings.surfaces
  if (surface === undefined) throw new Error('no surface')
  const base = 'https://fhir.example.org/api/patients/v1/1'
  const path = { surface, organization, base, type: '', resourceId: '' }
  const measured = { began: 0, socket: null, bytesBefore: 0, isGone: false }
  const exchange = { id: 'r1', isTimed: false, stages: [], emit: gateway.emit, route: '', ...measured }
  return { gateway, method: 'GET', query: '', headers: {}, form: undefined, exchange, ...path }
}

const place = { file: 'x.yaml', line: 1, column: 1 }

function source(resource: string, profiles: readonly string[]): Source {
  const tree: Kind['tree'] = { kind: 'element', type: resource, fixed: true, children: [] } as unknown as Kind['tree']
  const kind: Kind = { id: null, ordinal: 0, when: { kind: 'constant', value: true }, tree, profiles }
  const keep = { kind: 'constant', value: true } as const
  const from = { name: `${resource}_TBL`, alias: 't' }
  const rest = {
    joins: [],
    key: [],
    rows: [],
    pieces: [],
    narrow: {},
    ordinal: 0,
    at: place,
    root: { kind: 'never' } as const,
  }
  return { ...rest, name: resource.toLowerCase(), resource, from, keep, kinds: [kind] }
}

const parameter = (name: string, type: Parameter['type'], target: readonly string[] = []): Parameter => ({
  name,
  type,
  url: `http://example.org/${name}`,
  expression: name,
  target,
  hits: new Map(),
})

const usCorePatient = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'
const patient = source('Patient', [usCorePatient])
const condition = source('Condition', [])

const mapping: Mapping = {
  ...emptyMapping,
  sources: [patient, condition],
  byType: new Map([
    ['Patient', [patient, patient]],
    ['Condition', [condition]],
  ]),
  parameters: new Map([
    ['Patient', new Map([['name', parameter('name', 'string')]])],
    ['Condition', new Map([['patient', parameter('patient', 'reference', ['Patient'])]])],
  ]),
  tables: new Map([['Condition_TBL', { rows: 1_000_000, indexes: [] }]]),
}

const provider = { authorization_endpoint: 'https://a.example/auth', token_endpoint: 'https://a.example/token' }
const gatewayWith = (providerMetadata: Gateway['authorizer']['providerMetadata'], changes: Partial<Gateway> = {}) =>
  fakeGateway({
    mapping: () => mapping,
    authorizer: {
      authorize: () => {
        throw new Error()
      },
      providerMetadata,
    },
    ...changes,
  })

const textOf = ({ body }: Answer): string => (typeof body === 'string' ? body : '')

describe('the CapabilityStatement', () => {
  const statementOf = async (gateway: Gateway): Promise<Record<string, unknown>> =>
    JSON.parse(textOf(await capabilities(callTo(gateway))))

  it('states what compiled and nothing more', async () => {
    const statement = await statementOf(gatewayWith(() => ({ issuer: 'https://a.example', ...provider })))
    const common = { versioning: 'no-version', referencePolicy: ['literal', 'local'] }
    const interaction = [{ code: 'read' }, { code: 'search-type' }]
    const id = { name: '_id', definition: 'http://hl7.org/fhir/SearchParameter/Resource-id', type: 'token' }
    expect(statement).to.deep.include({
      kind: 'instance',
      status: 'active',
      fhirVersion: '4.0.1',
      date: '2026-01-02T00:00:00.000Z',
    })
    expect(statement.implementation).to.have.property('url', 'https://fhir.example.org/api/patients/v1/1')
    const { resource } = (statement.rest as readonly { resource: readonly Record<string, unknown>[] }[])[0] ?? {}
    const documentation = resource?.[1]?.documentation
    expect(documentation).to.include('refused')
    expect(resource).to.deep.equal([
      {
        type: 'Patient',
        supportedProfile: [usCorePatient],
        interaction,
        ...common,
        searchRevInclude: ['Condition:patient'],
        searchParam: [id, { name: 'name', definition: 'http://example.org/name', type: 'string' }],
      },
      {
        type: 'Condition',
        documentation,
        interaction,
        ...common,
        searchInclude: ['Condition:patient'],
        searchParam: [id, { name: 'patient', definition: 'http://example.org/patient', type: 'reference' }],
      },
    ])
  })

  it('names profiles with their version where the edition of US Core does', async () => {
    const changed = { mapping: () => ({ ...mapping, usCore: '7.0.0' as const }) }
    const statement = await statementOf(gatewayWith(() => ({ issuer: 'https://a.example', ...provider }), changed))
    expect(statement).to.have.deep.nested.property('rest[0].resource[0].supportedProfile', [`${usCorePatient}|7.0.0`])
  })

  it('names the addresses of the identity provider where they are known, and goes without where it is down', async () => {
    const known = await statementOf(gatewayWith(() => ({ issuer: 'https://a.example', ...provider })))
    expect(known).to.have.nested.property(
      'rest[0].security.extension[0].extension[1].valueUri',
      'https://a.example/token',
    )
    const unknown = await statementOf(
      gatewayWith(async () => {
        throw new Error('down')
      }),
    )
    expect(unknown).to.not.have.nested.property('rest[0].security.extension')
    expect(unknown).to.have.nested.property('rest[0].security.service[0].coding[0].code', 'SMART-on-FHIR')
  })

  it('is not there for an organization that is not', async () => {
    const failure = await capabilities(
      callTo(
        gatewayWith(() => ({ issuer: 'x' })),
        '9',
      ),
    ).catch((error: unknown) => error)
    expect(failure).to.have.property('code', 'plan-organization-unknown')
  })
})

describe('the front page', () => {
  it('names the bases and a command to try, and needs nothing but itself', () => {
    const page = landing(callTo(gatewayWith(() => ({ issuer: 'x' }))))
    expect(textOf(page)).to.include('https://fhir.example.org/api/sevocity/v1/{organization}')
    expect(textOf(page)).to.include('curl -H &quot;Authorization: Bearer $TOKEN&quot;')
    expect(textOf(page)).to.not.match(/<script|src=|href="http:\/\/(?!fhir\.example\.org)/)
    expect(page.headers['Content-Security-Policy']).to.match(/^default-src 'none'; style-src 'sha256-/)
  })

  it('links to nothing outside of the public URL, below a path too', () => {
    const publicUrl = 'https://host.example/some/path'
    const gateway = fakeGateway({ settings: { ...settings, server: { ...settings.server, publicUrl } } })
    const links = [...textOf(landing(callTo(gateway))).matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url)
    expect(links).to.include.members([`${publicUrl}/health/live`, `${publicUrl}/health/ready`])
    expect(links.filter((url) => !url.startsWith(`${publicUrl}/`))).to.deep.equal([])
  })
})

describe('health', () => {
  it('sends newcomers elsewhere while the last answers end', async () => {
    expect((await ready(callTo(fakeGateway()))).status).to.equal(200)
    expect((await ready(callTo(fakeGateway({ isAccepting: () => false })))).status).to.equal(503)
  })

  it('offers counters only where the settings say so', async () => {
    const refused = await metrics(callTo(fakeGateway())).catch((error: unknown) => error)
    expect(refused).to.have.property('code', 'parse-path')
    const offering = { ...settings, server: { ...settings.server, metrics: true } }
    const gateway = fakeGateway({ settings: offering })
    gateway.metrics.note({ kind: 'warning', text: 'x' })
    expect(textOf(await metrics(callTo(gateway)))).to.contain('portico_events_total{kind="warning"} 1\n')
  })
})
