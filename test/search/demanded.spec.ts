/** What FHIR or a profile demands and the row has not, at any depth: a reason stands there, or the element is left out; reads, searches and conditions agree, on every engine. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { openWorld, quoted, type Files, opened } from './world.ts'

const absentSystem = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'
const absentUrl = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const coding = (code: string, display: string): object => ({ coding: [{ system: absentSystem, code, display }] })
const unknown = coding('unknown', 'Unknown')
const error = coding('error', 'Error')
const extension = (code = 'unknown'): object[] => [{ url: absentUrl, valueCode: code }]

const literal = (text: string | null): string => (text === null ? 'null' : `'${text}'`)

function table(name: string, columns: string, rows: readonly (readonly (string | null)[])[]): readonly string[] {
  const typeOf = (each: string): string => (['PT', 'OB', 'LNK'].includes(each) ? 'integer' : 'varchar(40)')
  const all = columns.split(' ').map((each) => `"${each}" ${typeOf(each)}`)
  return [
    `drop table if exists "${name}"`,
    `create table "${name}" ("ID" integer not null primary key, ${all.join(', ')})`,
    ...rows.map((row, index) => `insert into "${name}" values (${index + 1}, ${row.map(literal).join(', ')})`),
  ]
}

const tables = (engine: Engine): readonly string[] =>
  [
    ...table('PT', 'FAM GIV PFX LNK TYP', [
      ['SMITH', 'ANN', 'Dr', null, null],
      [null, null, 'Dr', '1', 'replaces'],
      [null, 'BOB', null, '1', 'nonsense'],
      [null, null, null, '1', null],
      [null, null, 'Mx', null, 'refer'],
    ]),
    ...table('PR', 'FAM GIV', [
      ['JONES', 'EVE'],
      [null, 'EVE'],
    ]),
    ...table('AL', 'PT MANI SEV', [
      ['1', 'rash', 'mild'],
      ['1', null, 'severe'],
      ['1', null, null],
    ]),
    ...table('OB', 'PT VAL UNT CMP INT', [
      ['1', '5', 'kg', '7', 'H'],
      ['1', 'x', 'kg', null, 'H'],
      ['1', null, null, 'x', null],
      ['1', null, null, null, null],
    ]),
    ...table('OV', 'OB VAL', [['1', '5']]),
  ].map((each) => quoted(engine, each))

const observation = (name: string, map: string): string => `
resource: Observation
source: ${name}
from: OB o
key: o.ID
patient: =o.PT | ref(pat)
rows: { values: { from: OV v, on: v.OB = o.ID, order: v.ID } }
map:
  status: final
  code: { text: x }
${map.replaceAll(/^/gm, '  ')}
`

const files: Files = {
  'system.yaml': `
tenants: { one: { key: '1', zone: America/Chicago } }
nulls: ['']
codes:
  interpretation: { file: interpretation.csv, else: text }
`,
  'interpretation.csv':
    'local,system,code,display\nH,http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation,H,High\n',
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
profile: us-core-patient
map:
  identifier: [{ system: 'urn:x', value: =p.ID }]
  name:
    - { family: =p.FAM | title, given: =p.GIV | title, prefix: =p.PFX, absent: masked }
  gender: unknown
  link: [{ other: =p.LNK | ref(pat), type: =p.TYP }]
`,
  'prac.yaml': `
resource: Practitioner
source: prac
from: PR d
key: d.ID
patient: shared
profile: us-core-practitioner
map: { identifier: [{ system: 'urn:x', value: =d.ID }], name: [{ family: =d.FAM | title, given: =d.GIV | title }] }
`,
  'al.yaml': `
resource: AllergyIntolerance
source: alg
from: AL a
key: a.ID
patient: =a.PT | ref(pat)
map:
  code: { text: x }
  reaction: [{ manifestation: [{ text: =a.MANI }], severity: =a.SEV }]
`,
  'ob.yaml': [
    observation('one', 'value: { Quantity: { value: =o.VAL | number, unit: =o.UNT } }'),
    observation('said', 'value: { Quantity: { value: =o.VAL | number }, absent: masked }'),
    observation('rows', 'value: { each: values, Quantity: { value: =v.VAL | number } }'),
    observation(
      'parts',
      `value: { Quantity: { value: =o.VAL | number } }
component:
  - { code: { text: c }, value: { Quantity: { value: =o.CMP | number } }, interpretation: =o.INT | codes(interpretation) }`,
    ),
  ].join('---'),
}

describe('what is demanded and has no value', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    const world = opened(async () => {
      await engine.write(...tables(engine))
      return openWorld(engine, files)
    })

    const idsOf = async (query: string): Promise<readonly string[]> => (await world.ids(query)).filter(Boolean)

    /** One element of the resource, by a read and by a search. */
    async function served(type: string, id: string, element: string): Promise<unknown> {
      const [read, [found]] = [await world.read(type, id), await world.search(`${type}?_id=${id}`)]
      expect(found).to.deep.equal(read)
      return read?.[element]
    }

    const all = async (type: string, source: string, count: number, element: string): Promise<unknown[]> => {
      const found: unknown[] = []
      for (let key = 1; key <= count; key++) found.push(await served(type, `${source}-${key}`, element))
      return found
    }

    it('is a name of a patient that says so where it has neither family nor given name', async () => {
      expect(await all('Patient', 'pat', 5, 'name')).to.deep.equal([
        [{ family: 'Smith', given: ['Ann'], prefix: ['Dr'] }],
        [{ extension: extension('masked'), prefix: ['Dr'] }],
        [{ given: ['Bob'] }],
        [{ extension: extension('masked') }],
        [{ extension: extension('masked'), prefix: ['Mx'] }],
      ])
      expect(await idsOf('Patient?name=Mx')).to.deep.equal(['pat-5'])
      expect(await idsOf('Patient?_id=pat-1,pat-2,pat-3&family:missing=true')).to.deep.equal(['pat-2', 'pat-3'])
    })

    it('is a family name that the profile demands of those who have one', async () => {
      expect(await all('Practitioner', 'prac', 2, 'name')).to.deep.equal([
        [{ family: 'Jones', given: ['Eve'] }],
        [{ _family: { extension: extension() }, given: ['Eve'] }],
      ])
    })

    it('leaves its element out where nothing may stand, and that is not found either', async () => {
      expect(await all('Patient', 'pat', 5, 'link')).to.deep.equal([
        undefined,
        [{ other: { reference: 'Patient/pat-1' }, type: 'replaces' }],
        undefined,
        undefined,
        [{ other: { extension: extension() }, type: 'refer' }],
      ])
      expect(await idsOf('Patient?link=Patient/pat-1')).to.deep.equal(['pat-2'])
      expect(await idsOf('Patient?link:missing=true&_id=pat-1,pat-2,pat-3,pat-4')).to.deep.equal([
        'pat-1',
        'pat-3',
        'pat-4',
      ])
      const found = await world.search('Patient?_id=pat-2,pat-3,pat-4&_include=Patient:link')
      expect(found.map(({ id }) => id).filter((id) => id === 'pat-1')).to.deep.equal(['pat-1'])
    })

    it('is a coded reason inside of an element that something else keeps there, and is found as that', async () => {
      expect(await all('AllergyIntolerance', 'alg', 3, 'reaction')).to.deep.equal([
        [{ manifestation: [{ text: 'rash' }], severity: 'mild' }],
        [{ manifestation: [unknown], severity: 'severe' }],
        undefined,
      ])
      const ids = (query: string): Promise<readonly string[]> => idsOf(`AllergyIntolerance?patient=pat-1&${query}`)
      expect(await ids(`manifestation=${absentSystem}|unknown`)).to.deep.equal(['alg-2'])
      expect(await ids('manifestation:missing=true')).to.deep.equal(['alg-3'])
      expect(await ids('manifestation:not=unknown')).to.deep.equal(['alg-1', 'alg-3'])
      expect(await ids('severity=severe')).to.deep.equal(['alg-2'])
    })

    it('is the reason why an Observation has no value, also where the value was bad or is one of several rows', async () => {
      const reasons = (source: string): Promise<unknown[]> => all('Observation', source, 4, 'dataAbsentReason')
      expect(await reasons('one')).to.deep.equal([undefined, error, unknown, unknown])
      expect(await reasons('said')).to.deep.equal([undefined, error, ...['', ''].map(() => coding('masked', 'Masked'))])
      expect(await reasons('rows')).to.deep.equal([undefined, unknown, unknown, unknown])
      expect(await reasons('parts')).to.deep.equal([undefined, undefined, unknown, unknown])
      for (const source of ['one', 'rows', 'parts'])
        for (const [code, reason] of [
          ['unknown', unknown],
          ['error', error],
        ] as const) {
          const served = (await reasons(source)).flatMap((each, index) =>
            JSON.stringify(each) === JSON.stringify(reason) ? [`${source}-${index + 1}`] : [],
          )
          const found = await idsOf(`Observation?patient=pat-1&_count=100&data-absent-reason=${absentSystem}|${code}`)
          expect(
            found.filter((id) => id.startsWith(source)),
            code,
          ).to.deep.equal(served)
        }
    })

    it('is the reason why a component has no value', async () => {
      const components = (await all('Observation', 'parts', 4, 'component')) as (
        { dataAbsentReason?: object }[] | undefined
      )[]
      expect(components.map((each) => each?.map(({ dataAbsentReason: reason }) => reason ?? 'a value'))).to.deep.equal([
        ['a value'],
        [unknown],
        undefined,
        undefined,
      ])
      expect(await idsOf('Observation?patient=pat-1&component-data-absent-reason=unknown')).to.deep.equal(['parts-2'])
    })
  })
})
