import { expect } from 'chai'
import fc from 'fast-check'
import type { Raw, Rows } from '../../src/mapping/model.ts'
import type { BadValue } from '../../src/write/frame.ts'
import type { Row } from '../../src/write/layout.ts'
import { writerLayout } from '../../src/write/needs.ts'
import { buildResource } from '../../src/write/resource.ts'
import { compileWriter } from '../../src/write/writer.ts'
import { Shape } from '../../src/search/row-reader.ts'
import { child, element, facts, hole, kindOf, tenant } from './hand-made.ts'
import { columns, kind, names, source } from './patient.ts'

const layout = writerLayout(source, [kind])
const shape = new Shape(layout)
const writer = compileWriter(source, kind, layout, tenant)

type Fields = Readonly<Record<string, Raw>>

const rowOf = (fields: Fields): Row => layout.columns.map(({ name }) => fields[name] ?? null)
const childOf = (fields: Fields): Row => layout.children[0]!.columns.map(({ name }) => fields[name] ?? null)

function write(fields: Fields, children: readonly Fields[] = []) {
  const bad: BadValue[] = []
  const text = writer(`pat-${fields['PAT_ID']}`, rowOf(fields), [children.map(childOf)], facts, (each) =>
    bad.push(each),
  )
  return { text, bad, resource: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>) }
}

const value = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '  ',
    '-',
    'M',
    'F',
    'Y',
    'X',
    'a;b; ;X',
    '2020-01-02',
    '3',
    '0012',
    'SMITH  ',
    'say "hi"\\',
    '\u0007\ud800é',
  ),
  fc.string({ maxLength: 8 }),
)
const fieldNames = layout.columns.map(({ name }) => name).filter((name) => name !== 'PAT_ID')
const anyFields = fc.record({
  PAT_ID: fc.integer({ min: 1 }).map(String),
  ...Object.fromEntries(fieldNames.map((name) => [name, value])),
})
const anyChild = fc.record({ PAT_ID: fc.constant('1'), NAME_ID: fc.constant('1'), LAST_NM: value, NM_TYP: value })

describe('a compiled writer', () => {
  it('gives the text of what its slow twin builds, members in the same order, for any row', () => {
    fc.assert(
      fc.property(anyFields, fc.array(anyChild, { maxLength: 3 }), (fields, children) => {
        const row = rowOf(fields)
        const built = buildResource(source, kind, shape.reader(row, [children.map(childOf)]), facts)
        const { resource } = write(fields, children)
        expect(JSON.stringify(resource)).to.equal(JSON.stringify(built))
      }),
      { numRuns: 600 },
    )
  })

  it('writes id and meta first, then the elements in the order of the tree', () => {
    const { resource } = write({ PAT_ID: '7', DOB: '1980-02-03', LAST_NM: 'Doe', PHONE: '5', CD: 'M', RACES: 'en' })
    expect(Object.keys(resource ?? {})).to.deep.equal(
      'resourceType id meta identifier active name telecom birthDate maritalStatus communication'
        .split(' ')
        .concat('link'),
    )
    expect(resource?.['meta']).to.deep.equal({ lastUpdated: '5', profile: ['http://example.org/patient'] })
    expect(resource?.['identifier']).to.deep.equal([{ system: 'urn:oid:1.2.3.1', value: '7' }])
  })

  it('leaves out a bad value and tells its element and reason, but not the value', () => {
    const { resource, bad } = write({ PAT_ID: '7', DOB: '1980-02-03', SEX: 'secret' })
    expect(resource).not.to.have.property('gender')
    expect(bad).to.deep.equal([{ source: 'pat', element: 'Patient.gender', reason: 'is no known sex' }])
  })

  it('gives no resource where a required element is bad', () => {
    const { text, bad } = write({ PAT_ID: '7', DOB: 'secret' })
    expect(text).to.equal('')
    expect(bad.map(({ element, reason }) => `${element} ${reason}`)).to.deep.equal([
      'Patient.birthDate is not a date',
      'Patient.birthDate is required and has no value',
    ])
  })

  it('takes the next alternative of a choice where a value is bad, and tells so', () => {
    const { resource, bad } = write({ PAT_ID: '7', DOB: '1980-02-03', DEATH_DT: 'soon', DEATH_FLG: 'Y' })
    expect(resource).to.have.property('deceasedBoolean', true)
    expect(bad).to.have.length(1)
  })

  it('reports a number that JSON could not hold instead of writing it', () => {
    const births = child('multipleBirthInteger', 'integer', [hole('integer', [columns.births])])
    const small = kindOf(element('Patient', [births], { fixed: true }))
    const bad: BadValue[] = []
    const write = compileWriter(source, small, { columns: [columns.id, columns.births], children: [] }, tenant)
    const text = write('pat-7', ['7', '012'], [], facts, (each) => bad.push(each))
    expect(text).to.equal('{"resourceType":"Patient","id":"pat-7"}')
    expect(bad[0]).to.include({ element: 'Patient.multipleBirthInteger', reason: 'is no integer' })
  })

  it('repeats an element for each child row and for each piece of a text', () => {
    const children = [
      { LAST_NM: 'Roe', NM_TYP: 'M' },
      { LAST_NM: null, NM_TYP: 'P' },
      { LAST_NM: 'Poe', NM_TYP: 'P' },
    ]
    const { resource } = write({ PAT_ID: '7', DOB: '1980-02-03', RACES: 'a; b;X;' }, children)
    expect(resource?.['name']).to.deep.equal([
      { use: 'maiden', family: 'Roe' },
      { use: 'old', family: 'Poe' },
    ])
    expect(resource?.['communication']).to.deep.equal([{ language: { text: 'a' } }, { language: { text: 'b' } }])
  })

  it('writes only the elements asked for, those that cannot be missing, and a tag that says so', () => {
    const elements = ['name']
    const cut = writerLayout(source, [kind], elements)
    const write = compileWriter(source, kind, cut, tenant, { elements })
    const fields: Fields = { PAT_ID: '7', DOB: '1980-02-03', LAST_NM: 'Doe', SEX: 'M' }
    const row = cut.columns.map(({ name }) => fields[name] ?? null)
    const resource = JSON.parse(write('pat-7', row, [[]], facts, () => {})) as Record<string, unknown>
    expect(cut.columns.map(({ name }) => name)).not.to.include('DISP')
    expect(Object.keys(resource))
      .to.include.members(['identifier', 'active', 'name', 'birthDate'])
      .and.not.include('gender')
    expect(resource['meta']).to.have.nested.property('tag[0].code', 'SUBSETTED')
  })

  it('fills the facts of each tenant', () => {
    const other = { ...tenant, key: '2', facts: { oid: '9.9' } }
    const text = compileWriter(source, kind, layout, other)(
      'pat-7',
      rowOf({ PAT_ID: '7', DOB: '1980-02-03' }),
      [[]],
      { ...facts, tenant: other },
      () => {},
    )
    expect(text).to.include('urn:oid:9.9.1')
  })

  it('says which column was not selected', () => {
    const rows: Rows = names
    expect(() => compileWriter(source, kind, { columns: layout.columns.slice(0, 2), children: [] }, tenant)).to.throw(
      'was not selected',
    )
    expect(layout.children[0]?.rows).to.equal(rows)
  })
})
