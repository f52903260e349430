/** `published:` of the tenants: what of an organization's row everyone may know. */
import { expect } from 'chai'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import type { Raw } from '../../src/mapping/model.ts'
import { load, patient, system } from './clinic.ts'

const rest = system.replace(/^tenants:.*$/m, '')
const website = '{ system: url, value: { case: o.ORG_ID, "1": "https://one.example", "3": "https://three.example" } }'
const organization = `{ name: =o.HL7_OID, telecom: ${website}, active: =o.TZ_CD | is(CST) }`
const endpoint = `{ name: 'Base {o.ORG_ID}', contact: { system: url, value: 'https://dev.example/{tenant.key}' } }`

const many = (published: string): string =>
  `tenants: { from: ORG_MSTR o, key: o.ORG_ID, zone: =o.TZ_NM, published: ${published} }${rest}`
const one = (published: string): string => `tenants: { one: { key: '7', zone: UTC, published: ${published} } }${rest}`

const zone = 'America/Chicago'
const rows: readonly (readonly Raw[])[] = [
  ['1', zone, 'CST', 'One'],
  ['2', zone, 'CST', 'Two'],
  ['3', zone, 'EST', 'Three'],
]

const loadWith = (text: string) => load({ 'system.yaml': text, 'pat.yaml': patient('gender: female') }, rows)

async function publishedOf(text: string) {
  const { mapping, diagnostics } = await loadWith(text)
  const published = [...(mapping?.tenants.values() ?? [])].map((tenant) => tenant.published)
  return { published, told: diagnostics.map(printDiagnostic) }
}

describe('what is published of organizations', () => {
  it('is made of their rows, and of none that lacks what a brand has to have', async () => {
    const brand = (name: string, value: string, active: string) => ({
      name,
      telecom: [{ system: 'url', value }],
      active,
    })
    const contacts = (key: string) => [{ system: 'url', value: `https://dev.example/${key}` }]
    expect(await publishedOf(many(`{ organization: ${organization}, endpoint: ${endpoint} }`))).to.deep.equal({
      published: [
        { organization: brand('One', 'https://one.example', 'true'), name: 'Base 1', contacts: contacts('1') },
        undefined,
        { organization: brand('Three', 'https://three.example', 'false'), name: 'Base 3', contacts: contacts('3') },
      ],
      told: [
        'system.yaml:1:10 warning: 1 of 3 organizations are not published (they have no name, no website, or their endpoint no name or contact)',
      ],
    })
  })

  it('is nothing, silently, where the mapping says nothing', async () => {
    const text = `tenants: { from: ORG_MSTR o, key: o.ORG_ID, zone: =o.TZ_NM }${rest}`
    expect(await publishedOf(text)).to.deep.equal({ published: [undefined, undefined, undefined], told: [] })
  })

  it('is stated of the one organization of a database that has no table of them', async () => {
    const stated = `{ organization: { name: Seven, telecom: { system: url, value: 'https://seven.example' } }, endpoint: { name: Base, contact: { system: url, value: 'https://dev.example' } } }`
    const telecom = [{ system: 'url', value: 'https://seven.example' }]
    expect(await publishedOf(one(stated))).to.deep.equal({
      published: [
        {
          organization: { name: 'Seven', telecom },
          name: 'Base',
          contacts: [{ system: 'url', value: 'https://dev.example' }],
        },
      ],
      told: [],
    })
  })

  it('is refused where a brand or its endpoint could never be whole', async () => {
    const told = async (published: string) =>
      (await publishedOf(many(published))).told.map((each) => each.replace(/ \(.*$/, ''))
    expect(
      await told(`{ organization: { name: =o.HL7_OID, id: '4' }, endpoint: { name: Base, address: x } }`),
    ).to.deep.equal([
      'system.yaml:1:88 error: what is published of an organization has no telecom',
      'system.yaml:1:108 error: id of what is published is not mapped',
      'system.yaml:1:129 error: what is published of an organization has no contact',
      'system.yaml:1:143 error: "address" is no element of a published endpoint',
    ])
    expect(await told(`{ organization: { name: =o.NAME, telecom: { system: url, value: x } } }`)).to.have.length(1)
    expect(
      await told(`{ organization: ${organization.replace('o.HL7_OID', 'o.NAME')}, endpoint: ${endpoint} }`),
    ).to.deep.equal(['system.yaml:1:97 error: ORG_MSTR has no column NAME'])
  })
})
