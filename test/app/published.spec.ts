/** What is published of organizations: of which, where, and when a base may name its brand. */
import { expect } from 'chai'
import type { Published, Tenant } from '../../src/mapping/model.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import { brandLinks, publicationOf } from '../../src/app/published.ts'
import { rootRoutes } from '../../src/app/routes.ts'
import { parseSettings } from '../../src/app/settings/read.ts'
import { emptyMapping, fakeGateway, serve, settings, settingsText } from './fake-gateway.ts'

const published = (name: string, more: object = {}): Published => ({
  organization: { name, telecom: [{ system: 'url', value: 'https://x.example' }], ...more },
  name: `of ${name}`,
  contacts: [{ system: 'url', value: 'https://dev.example', rank: '1' }],
})

const npi = (value: string) => ({
  identifier: [
    { system: 'npi', value: 'shared' },
    { system: 'npi', value },
  ],
})

const mappingOf = (all: Readonly<Record<string, Published | undefined>>): Mapping => {
  const tenants = Object.entries(all).map(([key, each]): [string, Tenant] => {
    return [key, { key, zone: 'UTC', facts: {}, ...(each && { published: each }) }]
  })
  return { ...emptyMapping, tenants: new Map(tenants) }
}

const [patients] = settings.surfaces
const flat = parseSettings(settingsText.replaceAll('/{organization}', ''), {}, 'flat.yaml')

describe('a publication', () => {
  it('has what is active and published, under ids that any key has', () => {
    const mapping = mappingOf({
      '1': published('One'),
      '2': published('Two', { active: 'false' }),
      '3': undefined,
      A_B: published('Four'),
    })
    const { brands } = publicationOf(settings, patients!, mapping)
    expect(brands.map(({ key, endpoint }) => [key, endpoint.id, endpoint['address']])).to.deep.equal([
      ['1', '1', 'https://fhir.example.org/api/patients/v1/1'],
      ['A_B', 'Ax5fB', 'https://fhir.example.org/api/patients/v1/A_B'],
    ])
    expect(brands[0]?.endpoint['contact']).to.deep.equal([{ system: 'url', value: 'https://dev.example', rank: 1 }])
  })

  it('leaves out who has a value of another form than its type', () => {
    expect(
      publicationOf(settings, patients!, mappingOf({ '1': published('One', { active: 'yes' }) })).brands,
    ).to.deep.equal([])
  })

  it('has another version when anything of it changes, and the same for the same', () => {
    const versionOf = (name: string): string =>
      publicationOf(settings, patients!, mappingOf({ '1': published(name) })).version
    expect(versionOf('One')).to.equal(versionOf('One'))
    expect(versionOf('One')).not.to.equal(versionOf('Two'))
  })

  it('is named by a base only where it is sure which brand is meant', () => {
    const bundle = { user_access_brand_bundle: 'https://fhir.example.org/api/patients/v1/services-base-url' }
    const two = mappingOf({
      '1': published('One', npi('a')),
      '2': published('Two', npi('b')),
      '3': published('Three', { identifier: [{ system: 'npi', value: 'shared' }] }),
    })
    expect(brandLinks(settings, patients!, two, '2')).to.deep.equal({
      ...bundle,
      user_access_brand_identifier: { system: 'npi', value: 'b' },
    })
    expect(brandLinks(settings, patients!, two, '3')).to.deep.equal({})
    expect(brandLinks(settings, patients!, two, '4')).to.deep.equal({})
    const [base] = flat.surfaces
    expect(brandLinks(flat, base!, two)).to.deep.equal({})
    expect(brandLinks(flat, base!, mappingOf({ '1': published('One') }))).to.deep.equal(bundle)
  })

  it('is of the first of several surfaces whose bases begin alike', () => {
    const alike = parseSettings(
      settingsText
        .replace('/api/patients/v1/{organization}', '/api/{organization}/p')
        .replace('/api/sevocity/v1/{organization}', '/api/{organization}/s'),
      {},
      'alike.yaml',
    )
    const mapping = mappingOf({ '1': published('One', npi('a')) })
    expect(alike.surfaces.map((each) => Object.keys(brandLinks(alike, each, mapping, '1')).length)).to.deep.equal([
      2, 0,
    ])
  })
})

describe('the routes beside the organizations', () => {
  it('say so where nothing is published', async () => {
    const { url, close } = await serve(fakeGateway(), { root: rootRoutes })
    try {
      const response = await fetch(`${url}/api/patients/v1/services-base-url`)
      expect([response.status, await response.text()]).to.satisfy(
        ([status, text]: [number, string]) => status === 404 && text.includes('published:'),
      )
    } finally {
      await close()
    }
  })

  it('leave Endpoint to the base where there is one base for all', async () => {
    const gateway = fakeGateway({ settings: flat, mapping: () => mappingOf({ '1': published('One') }) })
    const { url, close } = await serve(gateway, { root: rootRoutes })
    try {
      const statusOf = async (path: string): Promise<number> => (await fetch(`${url}/api/patients/v1/${path}`)).status
      expect(await Promise.all(['services-base-url', 'Endpoint'].map(statusOf))).to.deep.equal([200, 404])
    } finally {
      await close()
    }
  })
})
