/** Organizations are said by the mapping, and held against the table whenever it is read. */
import { expect } from 'chai'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import type { Raw } from '../../src/mapping/model.ts'
import { load, patient, system, vitals } from './clinic.ts'

const rest = system.replace(/^tenants:.*$/m, '')
const withTenants = (clause: string): string => `tenants: ${clause}${rest}`
const table = (more: string): string =>
  withTenants(`{ from: ORG_MSTR o, key: o.ORG_ID, zone: =o.TZ_NM, facts: { oid: =o.HL7_OID }, ${more} }`)

const untenanted = patient('gender: =p.SEX | codes(sex)').replace('tenant: p.ORG_ID\n', '')
const group = `
resource: Group
source: grp
from: CARE_TEAM g
key: g.TEAM_ID
patient: never
map: { type: person, actual: 'true', code: { text: =g.TEAM_NM } }
`

const zone = 'America/Chicago'
const row = (key: Raw, name: Raw = zone): readonly Raw[] => [key, name, null, '2.16']

async function faultsOf(text: string, rows: readonly (readonly Raw[])[], source = patient('gender: female')) {
  const { diagnostics } = await load({ 'system.yaml': text, 'pat.yaml': source }, rows)
  return diagnostics.map(printDiagnostic)
}

async function tenantsOf(text: string, rows: readonly (readonly Raw[])[]) {
  const { mapping } = await load({ 'system.yaml': text, 'pat.yaml': patient('gender: female') }, rows)
  return mapping && { organizations: mapping.organizations, keys: [...mapping.tenants.keys()] }
}

const one = (more = ''): string => withTenants(`{ one: { key: '7', zone: ${zone}, facts: { oid: 2.16.840 }${more} } }`)

describe('organizations', () => {
  it('are many unless the mapping says one', async () => {
    expect(await tenantsOf(table('where: { o.ACTV_FLG: Y }'), [row('1'), row('2')])).to.deep.equal({
      organizations: 'many',
      keys: ['1', '2'],
    })
    expect(await tenantsOf(table('expect: many'), [row('1')])).to.deep.equal({ organizations: 'many', keys: ['1'] })
    expect(await tenantsOf(table('expect: one'), [row('1')])).to.deep.equal({ organizations: 'one', keys: ['1'] })
  })

  it('need no table and no tenant: where the mapping states the one', async () => {
    const { mapping, diagnostics } = await load({
      'system.yaml': one(),
      'pat.yaml': untenanted,
      'vit.yaml': vitals('map: { status: final, code: { text: Weight } }'),
      'grp.yaml': group,
    })
    expect(diagnostics).to.deep.equal([])
    expect(mapping?.organizations).to.equal('one')
    expect([...mapping!.tenants.values()]).to.deep.equal([{ key: '7', zone, facts: { oid: '2.16.840' } }])
  })

  it('do not compile where they are many and a source does not say whose its rows are', async () => {
    const { diagnostics } = await load({ 'pat.yaml': untenanted, 'grp.yaml': group })
    expect(diagnostics.map(printDiagnostic)).to.deep.equal([
      'grp.yaml:2:1 error: the rows of grp belong to no organization (write tenant: alias.COLUMN, or say in tenants: that there is one organization)',
      'pat.yaml:2:1 error: the Patient source pat has no tenant (write tenant: alias.COLUMN, or say in tenants: that there is one organization)',
    ])
  })

  it('are refused where one is expected and the table has none, two, or one in doubt', async () => {
    const hint = ' (narrow it by where:, or say expect: many)'
    expect(await faultsOf(table('expect: one'), [row('1'), row('2')])).to.deep.equal([
      `system.yaml:1:10 error: ORG_MSTR has 2 rows where one organization is expected${hint}`,
    ])
    expect(await faultsOf(table('expect: one'), [])).to.deep.equal([
      `system.yaml:1:10 error: ORG_MSTR has 0 rows where one organization is expected${hint}`,
    ])
    for (const bad of [row('1', 'America/Chigaco'), row('1', null), row(null), row(' ')]) {
      expect(await faultsOf(table('expect: one'), [bad])).to.deep.equal([
        'system.yaml:1:10 error: the row of ORG_MSTR is no tenant: it has no key, or no zone that is known',
      ])
    }
    // A second row whose zone is bad does not make the first the only one.
    expect(await faultsOf(table('expect: one'), [row('1'), row('2', 'x')])).to.have.length(1)
  })

  it('are refused where none of many can be told', async () => {
    expect(await faultsOf(table('expect: many'), [])).to.deep.equal([
      'system.yaml:1:10 error: ORG_MSTR has no row: there is no organization to serve',
    ])
    expect(await faultsOf(table('expect: many'), [row('1', 'x'), row(null)])).to.deep.equal([
      'system.yaml:1:10 error: 2 of 2 rows of ORG_MSTR are no tenants: they have no key of their own, or no zone that is known (there is no organization to serve)',
    ])
  })

  it('are left out, and told, where they have no zone or share their key', async () => {
    const rows = [row('1'), row('2', 'x'), row('3'), row('3', 'UTC'), row('')]
    expect(await tenantsOf(table('expect: many'), rows)).to.deep.equal({ organizations: 'many', keys: ['1'] })
    expect(await faultsOf(table('expect: many'), rows)).to.deep.equal([
      'system.yaml:1:10 warning: 4 of 5 rows of ORG_MSTR are no tenants: they have no key of their own, or no zone that is known (nothing of theirs is served)',
    ])
  })

  const wrong: readonly (readonly [string, string, string])[] = [
    ['another number', table('expect: two'), '1:97 error: "two" is no number of organizations (known: one, many)'],
    [
      'a zone that is none',
      withTenants("{ one: { key: '1', zone: America/Chigaco } }"),
      '1:35 error: "America/Chigaco" is no time zone that is known (write one: { key: \'1\', zone: America/Chicago })',
    ],
    [
      'no key',
      withTenants('{ one: { zone: UTC } }'),
      "1:17 error: the one organization has no key (write one: { key: '1', zone: America/Chicago })",
    ],
    [
      'a column',
      one().replace('2.16.840', '=o.X'),
      '1:66 error: what is known of the one organization is a text (write oid: 2.16.840.1)',
    ],
    [
      'both forms',
      withTenants('{ one: { key: a, zone: UTC }, from: ORG_MSTR o }'),
      '1:40 error: "from" is no clause of tenants (known: one)',
    ],
  ]
  for (const [title, text, fault] of wrong) {
    it(`are refused with ${title}`, async () => {
      expect(await faultsOf(text, [row('1')])).to.deep.equal([`system.yaml:${fault}`])
    })
  }
})
