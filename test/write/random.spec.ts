import { expect } from 'chai'
import fc from 'fast-check'
import { writerLayout } from '../../src/write/needs.ts'
import { buildResource } from '../../src/write/resource.ts'
import { compileWriter } from '../../src/write/writer.ts'
import { Shape } from '../../src/search/row-reader.ts'
import { mappingOf, patient, practitioner, type Row } from '../mapping/clinic.ts'
import { chicago } from '../mapping/hand-made.ts'
import { laidOut } from '../mapping/laid-out.ts'
import { rows, templates } from '../mapping/random-template.ts'

/** What the fast writer gives for each row, and what its twin does. */
async function writeBoth(map: string, all: readonly Row[]): Promise<readonly (readonly [unknown, unknown])[]> {
  const mapping = await mappingOf(patient(map), practitioner)
  const source = mapping.byName.get('pat')!
  const kind = source.kinds[0]!
  const layout = writerLayout(source, [kind])
  const [write, shape] = [compileWriter(source, kind, layout, chicago.tenant), new Shape(layout)]
  return all.map((row) => {
    const [values, children] = laidOut(layout, row)
    const text = write('pat-7', values, children, chicago, () => undefined)
    const built = buildResource(source, kind, shape.reader(values, children), chicago)
    return [text === '' ? undefined : JSON.parse(text), built]
  })
}

/** The elements of the one row's patient, as both writers give them. */
async function written(map: string, row: Row): Promise<unknown> {
  const [[fast, slow] = []] = await writeBoth(map, [{ PAT_ID: '7', ORG_ID: '1', ...row }])
  expect(fast).to.deep.equal(slow)
  const { resourceType: _, id: __, ...elements } = fast as Readonly<Record<string, unknown>>
  return elements
}

const names = [
  { 'n.LAST_NM': 'X', 'n.ALIASES': 'Anna;Berta;Carla' },
  { 'n.LAST_NM': null, 'n.ALIASES': 'Dora;Eva' },
]
const all = ['Anna', 'Berta', 'Carla', 'Dora', 'Eva']

describe('a compiled writer of any template', () => {
  it('gives the text of what its slow twin builds, members in the same order', async function () {
    this.timeout(60_000)
    const cases = fc.tuple(templates, fc.array(rows, { minLength: 6, maxLength: 12 }))
    await fc.assert(
      fc.asyncProperty(cases, async ([template, some]) => {
        for (const [fast, slow] of await writeBoth(JSON.stringify(template), some))
          expect(JSON.stringify(fast)).to.equal(JSON.stringify(slow))
      }),
      { numRuns: Number(process.env['RUNS'] ?? 120) },
    )
  })

  it('gives all that is repeated inside of what is repeated, by whatever way', async () => {
    const ways = [
      "{ each: names, is: { each: 'split(n.ALIASES ;)', is: =it } }",
      "{ each: names, first: [ { each: 'split(n.ALIASES ;)', is: =it }, =n.LAST_NM ] }",
      "{ first: [ { first: [ { each: names, is: { each: 'split(n.ALIASES ;)', is: =it } } ] }, =p.LAST_NM ] }",
      "{ first: [ { case: p.SEX, F: { each: names, is: { each: 'split(n.ALIASES ;)', is: =it } } }, =p.LAST_NM ] }",
    ]
    for (const way of ways)
      expect(await written(`name: { given: ${way} }`, { SEX: 'F', LAST_NM: 'L', names })).to.deep.equal({
        name: [{ given: all }],
      })
  })

  it('gives the first of all that is repeated where the element does not repeat', async () => {
    const map = "name: { family: { each: names, first: [ =n.LAST_NM, { each: 'split(n.ALIASES ;)', is: =it } ] } }"
    expect(await written(map, { names: names.slice(1) })).to.deep.equal({ name: [{ family: 'Dora' }] })
  })

  it('gives an element of constants where some of those under conditions are there', async () => {
    const identifier = 'identifier: [{ system: urn:y, value: { case: p.SEX, F: one, M: two } }]'
    expect(await written(identifier, { SEX: 'F' })).to.deep.equal({ identifier: [{ system: 'urn:y', value: 'one' }] })
    expect(await written(identifier, { SEX: 'X' })).to.deep.equal({})
    const given = 'name: [{ use: old, given: { each: names, when: { n.LAST_NM: any }, is: konst } }]'
    expect(await written(given, { names })).to.deep.equal({ name: [{ use: 'old', given: ['konst'] }] })
    expect(await written(given, { names: [] })).to.deep.equal({})
    const coding = 'maritalStatus: { coding: [{ system: urn:y, code: { case: p.SEX, F: one } }] }'
    expect(await written(coding, { SEX: 'X' })).to.deep.equal({})
    expect(await written(coding, { SEX: 'F' })).to.deep.equal({
      maritalStatus: { coding: [{ system: 'urn:y', code: 'one' }] },
    })
  })

  it('gives an element whose heart is a constant always, with what else there is', async () => {
    const map = 'identifier: [{ system: =p.SSN, value: one }]'
    expect(await written(map, {})).to.deep.equal({ identifier: [{ value: 'one' }] })
    expect(await written(map, { SSN: 'urn:z' })).to.deep.equal({ identifier: [{ system: 'urn:z', value: 'one' }] })
  })

  it('gives a required choice under the name of its type', async () => {
    const map =
      'deceased: { first: [ { when: { p.SEX: F }, dateTime: =p.DEATH_DT | date(yyyymmdd) }, { boolean: "true" } ] }'
    expect(await written(map, { SEX: 'F' })).to.deep.equal({ deceasedBoolean: true })
  })
})
