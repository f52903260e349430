import { expect } from 'chai'
import type { SearchPlan } from '../../src/plan/model.ts'
import { noteMatches, startIncludes } from '../../src/search/include-targets.ts'
import { Shape } from '../../src/search/row-reader.ts'
import type { Taken } from '../../src/search/search.ts'
import { Needs } from '../../src/write/needs.ts'
import { buildResource } from '../../src/write/resource.ts'
import { mappingOf, patient, practitioner, readerOf, type Row } from '../mapping/clinic.ts'
import { chicago } from '../mapping/hand-made.ts'
import { laidOut } from '../mapping/laid-out.ts'

interface Served {
  readonly generalPractitioner?: readonly { readonly reference?: string }[]
}

/** The practitioners that one patient's resource refers to, and those that are included for it. */
async function followed(map: string, fields: Row): Promise<{ served: readonly string[]; included: readonly string[] }> {
  const row: Row = { PAT_ID: '7', ORG_ID: '1', names: [], ...fields }
  const mapping = await mappingOf(patient(map), practitioner)
  const source = mapping.byName.get('pat')!
  const kind = source.kinds[0]!
  const parameter = mapping.parameters.get('Patient')!.get('general-practitioner')!
  const plan = {
    includes: [{ kind: 'include', parameter, type: 'Patient' }],
    facts: chicago,
    context: { mapping },
  } as unknown as SearchPlan
  const needs = new Needs()
  for (const hit of parameter.hits.get(source)!) needs.hit(hit)
  const shape = new Shape(needs.layout())
  const [values, children] = laidOut(shape.layout, row)
  const found = [{ kind, key: ['7'], id: 'pat-7', row: values, children }]
  const includes = startIncludes(plan)
  noteMatches(includes, plan, { plan: { source }, shape, found } as unknown as Taken)
  const { generalPractitioner = [] } = buildResource(source, kind, readerOf(row), chicago) as Served
  return {
    served: generalPractitioner.flatMap(({ reference }) => reference ?? []),
    included: [...(includes.targets.get('prac')?.keys.values() ?? [])].map(([key]) => `Practitioner/prac-${key}`),
  }
}

const maps: readonly (readonly [string, string])[] = [
  ['alternatives', '{ first: [ =p.PCP_ID | ref(prac), =p.MRG_TO_PAT_ID | ref(prac) ] }'],
  [
    'alternatives of the text',
    '{ reference: { first: [ =p.PCP_ID | ref(prac), =p.MRG_TO_PAT_ID | ref(prac) ] }, display: x }',
  ],
  ['a condition', '{ when: { p.SEX: F }, is: =p.PCP_ID | ref(prac) }'],
  ['a condition of the text', '{ reference: { when: { p.SEX: F }, is: =p.PCP_ID | ref(prac) }, display: =p.LAST_NM }'],
  ['a case', '{ case: p.SEX, F: =p.PCP_ID | ref(prac), M: =p.MRG_TO_PAT_ID | ref(prac) }'],
  [
    'a case of the text',
    '{ reference: { case: p.SEX, F: =p.PCP_ID | ref(prac), M: =p.MRG_TO_PAT_ID | ref(prac) }, display: x }',
  ],
  [
    'an element around it that is not there',
    '{ when: { p.LAST_NM: any }, reference: =p.PCP_ID | ref(prac), display: =p.LAST_NM }',
  ],
  ['columns', "{ each: 'columns(p.PCP_ID p.MRG_TO_PAT_ID)', is: =it | ref(prac) }"],
  ['child rows', '{ each: names, when: { n.NM_TYP: M }, is: =n.NAME_HX_ID | ref(prac) }'],
  [
    'the first of child rows',
    '{ first: [ { each: names, is: { when: { n.NM_TYP: M }, is: =n.NAME_HX_ID | ref(prac) } }, =p.PCP_ID | ref(prac) ] }',
  ],
  [
    'alternatives within alternatives',
    '{ first: [ { first: [ { when: { p.SEX: X }, none: true }, =p.PCP_ID | ref(prac) ] }, =p.MRG_TO_PAT_ID | ref(prac) ] }',
  ],
]

const names: readonly Row[] = [
  { NAME_HX_ID: '5', NM_TYP: 'M' },
  { NAME_HX_ID: '6', NM_TYP: 'P' },
]
const rows = ['F', 'M', 'X', null].flatMap((SEX) =>
  [
    { PCP_ID: '1', MRG_TO_PAT_ID: '2', LAST_NM: 'A', names },
    { PCP_ID: null, MRG_TO_PAT_ID: '2', LAST_NM: null, names: [] },
    { PCP_ID: '1', MRG_TO_PAT_ID: null, LAST_NM: null, names: names.slice(1) },
  ].map((fields): Row => ({ SEX, ...fields })),
)

describe('what a page includes', () => {
  for (const [title, map] of maps)
    it(`is what its references name, and nothing else: ${title}`, async () => {
      for (const row of rows) {
        const { served, included } = await followed(`generalPractitioner: ${map}`, row)
        expect(included, JSON.stringify(row)).to.have.members(served)
      }
    })
})
