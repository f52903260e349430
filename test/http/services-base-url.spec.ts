/** What everyone may know of the organizations: lists of service base URLs, their validators, and where the SMART configuration names them. */
import { expect } from 'chai'
import { npi } from '../../scripts/demo/database/shop/numbers.ts'
import { startDemo, type Demo, type SurfaceName } from './demo.ts'

interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly address: string
  readonly identifier: readonly { readonly system: string; readonly value: string }[]
  readonly endpoint: readonly { readonly reference: string }[]
}

interface Bundle {
  readonly meta: { readonly versionId: string; readonly lastUpdated: string }
  readonly timestamp: string
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[]
}

const smart = 'http://hl7.org/fhir/smart-app-launch/StructureDefinition/'
const type = 'http://terminology.hl7.org/CodeSystem/'
const surfaces: readonly SurfaceName[] = ['patients', 'sevocity']

const shops = [
  [
    '1',
    'Lakeshore Family Clinic Group',
    'lakeshore',
    ['100 N Lake Shore Dr', 'Ste 400'],
    'Chicago',
    'IL',
    '60611-1234',
  ],
  ['2', 'Hudson Pediatrics', 'hudson', ['20 Park Pl'], 'Brooklyn', 'NY', '11215'],
  ['3', 'Saguaro Behavioral Health', 'saguaro', ['7 W Desert Willow Rd'], 'Phoenix', 'AZ', '85004'],
] as const

const organization = ([id, name, site, line, city, state, postalCode]: (typeof shops)[number]): object => ({
  resourceType: 'Organization',
  id,
  meta: { profile: [`${smart}user-access-brand`] },
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/organization-portal',
      extension: [
        { url: 'portalName', valueString: 'Patient Portal' },
        { url: 'portalDescription', valueMarkdown: 'For patients of the clinic, and for who acts for them.' },
        { url: 'portalUrl', valueUrl: `https://portal.${site}.example` },
        { url: 'portalEndpoint', valueReference: { reference: `Endpoint/${id}` } },
      ],
    },
  ],
  identifier: [
    { system: 'http://hl7.org/fhir/sid/us-npi', value: npi(10000000 + Number(id)) },
    { system: 'urn:ietf:rfc:3986', value: `https://${site}.example` },
  ],
  active: true,
  type: [{ coding: [{ system: `${type}organization-type`, code: 'prov' }] }],
  name,
  telecom: [{ system: 'url', value: `https://www.${site}.example` }],
  address: [{ line, city, state, postalCode, country: 'US' }],
  endpoint: [{ reference: `Endpoint/${id}` }],
})

const endpoint = ([id, name]: (typeof shops)[number], root: string): object => ({
  resourceType: 'Endpoint',
  id,
  meta: { profile: [`${smart}user-access-endpoint`] },
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version', valueCode: '4.0.1' }],
  status: 'active',
  connectionType: { system: `${type}endpoint-connection-type`, code: 'hl7-fhir-rest' },
  name: `FHIR R4 of ${name.toUpperCase()}`,
  managingOrganization: { reference: `Organization/${id}` },
  contact: [{ system: 'url', value: 'https://developers.lakeshore.example' }],
  payloadType: [{ coding: [{ system: `${type}endpoint-payload-type`, code: 'none' }] }],
  address: `${root}/${id}`,
})

describe('service base URLs', function () {
  this.timeout(60_000)
  let demo: Demo
  const rootOf = (surface: SurfaceName): string => `${demo.url}/api/${surface}/v1`
  const bundleOf = async (url: string): Promise<Bundle> => (await fetch(url)).json() as Promise<Bundle>

  before(async () => {
    demo = await startDemo()
  })

  it('are a Bundle of brands and their endpoints, whole, at each kind of base, without a token', async () => {
    for (const surface of surfaces) {
      const root = rootOf(surface)
      const { meta, timestamp, ...rest } = await bundleOf(`${root}/services-base-url`)
      expect(rest, surface).to.deep.equal({
        resourceType: 'Bundle',
        type: 'collection',
        entry: shops.flatMap((shop) => [
          { fullUrl: `${root}/Organization/${shop[0]}`, resource: organization(shop) },
          { fullUrl: `${root}/Endpoint/${shop[0]}`, resource: endpoint(shop, root) },
        ]),
      })
      expect(meta)
        .to.have.property('profile')
        .that.deep.equals([`${smart}user-access-brands-bundle`])
      expect(timestamp).to.equal(meta.lastUpdated)
    }
  })

  it('are the same a line each', async () => {
    const root = rootOf('patients')
    const response = await fetch(`${root}/services-base-url.ndjson`)
    expect(response.headers.get('content-type')).to.equal('application/fhir+ndjson')
    const text = await response.text()
    expect(text.endsWith('\n')).to.equal(true)
    const lines = text.trimEnd().split('\n')
    const { entry } = await bundleOf(`${root}/services-base-url`)
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal(entry.map(({ resource }) => resource))
  })

  it('are a search for endpoints with their organizations, by GET and by POST', async () => {
    const root = rootOf('patients')
    const found = await bundleOf(`${root}/Endpoint`)
    expect(found).to.deep.equal({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 3,
      link: [{ relation: 'self', url: `${root}/Endpoint` }],
      entry: shops.flatMap((shop) => [
        { fullUrl: `${root}/Endpoint/${shop[0]}`, resource: endpoint(shop, root), search: { mode: 'match' } },
        { fullUrl: `${root}/Organization/${shop[0]}`, resource: organization(shop), search: { mode: 'include' } },
      ]),
    })
    const idsOf = ({ entry = [] }: Partial<Bundle>): readonly string[] =>
      entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`)
    expect(idsOf(await bundleOf(`${root}/Endpoint?organization=Organization/2`))).to.deep.equal([
      'Endpoint/2',
      'Organization/2',
    ])
    expect(idsOf(await bundleOf(`${root}/Endpoint?organization=9`))).to.deep.equal([])
    expect(idsOf(await bundleOf(`${root}/Organization?_id=3`))).to.deep.equal(['Organization/3', 'Endpoint/3'])
    const form = new URLSearchParams({ _id: '1,3' })
    const posted = await fetch(`${root}/Endpoint/_search`, { method: 'POST', body: form })
    expect(idsOf((await posted.json()) as Bundle)).to.deep.equal([
      'Endpoint/1',
      'Organization/1',
      'Endpoint/3',
      'Organization/3',
    ])
    expect((await fetch(`${root}/Endpoint?name=x`)).status).to.equal(400)
  })

  it('lead, from each organization, to an endpoint whose address tells what it can do', async () => {
    for (const surface of surfaces) {
      const { entry } = await bundleOf(`${rootOf(surface)}/services-base-url`)
      const organizations = entry.map(({ resource }) => resource).filter((each) => each.resourceType === 'Organization')
      expect(organizations).to.have.length(3)
      for (const { endpoint: references } of organizations)
        for (const { reference } of references) {
          const read = (await (await fetch(`${rootOf(surface)}/${reference}`)).json()) as Resource
          const statement = await fetch(`${read.address}/metadata`)
          expect(await statement.json(), read.address).to.have.property('resourceType', 'CapabilityStatement')
        }
    }
    expect((await fetch(`${rootOf('patients')}/Endpoint/9`)).status).to.equal(404)
  })

  it('may be kept, are asked about by their tag, and are for the pages of every site', async () => {
    for (const path of ['services-base-url', 'services-base-url.ndjson', 'Endpoint', 'Endpoint/1', 'Organization/1']) {
      const url = `${rootOf('patients')}/${path}`
      const first = await fetch(url, { headers: { origin: 'https://app.example' } })
      const tag = first.headers.get('etag') ?? ''
      expect(tag, path).to.match(/^W\/"[0-9a-f]{16}"$/)
      expect(first.headers.get('cache-control'), path).to.equal('public, max-age=3600')
      expect(first.headers.get('access-control-allow-origin'), path).to.equal('*')
      const again = await fetch(url, { headers: { 'if-none-match': tag } })
      expect([again.status, await again.text(), again.headers.get('etag')], path).to.deep.equal([304, '', tag])
      const head = await fetch(url, { method: 'HEAD' })
      expect([head.status, await head.text(), head.headers.get('etag')], path).to.deep.equal([200, '', tag])
      const other = await fetch(url, { method: 'DELETE' })
      expect(other.status, path).to.equal(405)
    }
  })

  it('are named by the SMART configuration of each base, with the identifier of its one brand', async () => {
    for (const surface of surfaces)
      for (const [id] of shops) {
        const response = await fetch(`${rootOf(surface)}/${id}/.well-known/smart-configuration`)
        const configuration = (await response.json()) as Record<string, unknown>
        expect(configuration['user_access_brand_bundle']).to.equal(`${rootOf(surface)}/services-base-url`)
        const own = configuration['user_access_brand_identifier']
        const { entry } = await bundleOf(String(configuration['user_access_brand_bundle']))
        const matching = entry.filter(({ resource }) =>
          resource.identifier?.some((each) => JSON.stringify(each) === JSON.stringify(own)),
        )
        expect(matching.map(({ resource }) => resource.id)).to.deep.equal([id])
      }
  })
})
