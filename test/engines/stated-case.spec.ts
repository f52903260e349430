/** The case of codes as a mapping says it of a system, against what is known of systems: exact of an organization's own, ignored of one of HL7. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { openPlace, type Place } from './place.ts'

const rows = ['GluC', 'gluc', 'GLUC', 'hb', 'x']

const statements = [
  'drop table if exists sc',
  'create table sc (id integer not null primary key, cd varchar(20))',
  'create index sc_cd on sc (cd)',
  ...rows.map((code, at) => `insert into sc values (${at + 1}, '${code}')`),
]

const source = (name: string, type: string): string => `
resource: Location
source: ${name}
from: sc p
key: p.id
patient: never
map: { status: active, type: ${type} }
`

const v2 = 'http://terminology.hl7.org/CodeSystem/v2-0302'

const files = {
  'system.yaml': `
tenants: { one: { key: '1', zone: UTC, facts: { oid: 1.2.3 } } }
systems:
  lab: { uri: "urn:oid:{tenant.oid}.4", case: exact }
  plain: urn:oid:1.2.3.5
  beds: { uri: ${v2}, case: ignored }
codes:
  tests: { file: codes/tests.csv, own: "urn:oid:{tenant.oid}.4", else: local }
  loose: { file: codes/tests.csv, own: plain, else: local }
`,
  'place.yaml': [
    source('lab', '{ coding: { system: "urn:oid:{tenant.oid}.4", code: =p.cd } }'),
    source('plain', '{ coding: { system: urn:oid:1.2.3.5, code: =p.cd } }'),
    source('beds', `{ coding: { system: ${v2}, code: =p.cd } }`),
    source('lens', '=p.cd | coding(lab)'),
    source('listed', '=p.cd | codes(tests)'),
    source('loose', '=p.cd | codes(loose)'),
  ].join('---'),
  'codes/tests.csv': 'local,system,code,display\nhb,http://loinc.org,718-7,Hemoglobin\n',
}

describe('the case of codes that a mapping states of a system', function () {
  this.timeout(120_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let place: Place
    before(async () => {
      await engine.write(...statements)
      place = await openPlace(engine, files)
    })
    after(() => place.close())

    const find = (value: string): Promise<readonly string[]> =>
      place.find(`Location?type=${encodeURIComponent(value)}&_count=1000`)
    const all = (names: readonly string[], ...ats: readonly number[]): readonly string[] =>
      names.flatMap((name) => ats.map((at) => `${name}-${at}`))
    const own = ['lab', 'lens', 'listed']

    it('counts where it says exact, by the URI that the tenant has', async () => {
      expect(await find('urn:oid:1.2.3.4|GluC')).to.have.members(all(own, 1))
      expect(await find('urn:oid:1.2.3.4|gluc')).to.have.members(all(own, 2))
      expect(await find('urn:oid:1.2.3.4|Gluc')).to.deep.equal([])
    })

    it('does not count where it says ignored, or nothing', async () => {
      expect(await find(`${v2}|gLUc`)).to.have.members(all(['beds'], 1, 2, 3))
      expect(await find('urn:oid:1.2.3.5|gLUc')).to.have.members(all(['plain', 'loose'], 1, 2, 3))
    })

    it('is each its own where no system is asked', async () => {
      expect(await find('GLUC')).to.have.members([...all(own, 3), ...all(['plain', 'beds', 'loose'], 1, 2, 3)])
      expect(await place.find('Location?type:not=GLUC&_count=1000')).to.have.length(6 * rows.length - 12)
    })

    it('is as the oracle says', async () => {
      expect(await place.failures({ samples: 10, pairs: 0, types: ['Location'] })).to.deep.equal([])
    })
  })
})
