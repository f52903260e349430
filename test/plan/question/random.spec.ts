import { expect } from 'chai'
import fc from 'fast-check'
import { searchParametersOf } from '../../../src/fhir/definitions.ts'
import { holds } from '../../../src/mapping/forward.ts'
import type { Hit, Kind, Mapping, Parameter, Source } from '../../../src/mapping/model.ts'
import type { SearchParameterRequest } from '../../../src/parse/request.ts'
import { askParameter } from '../../../src/plan/question/parameter.ts'
import { valuesOf } from '../../../src/plan/row/values.ts'
import { Shape } from '../../../src/search/row-reader.ts'
import { createOracle } from '../../../src/verify/oracle/oracle.ts'
import { Needs } from '../../../src/write/needs.ts'
import { buildResource } from '../../../src/write/resource.ts'
import { mappingOf, patient, practitioner, readerOf, type Row } from '../../mapping/clinic.ts'
import { chicago } from '../../mapping/hand-made.ts'
import { laidOut } from '../../mapping/laid-out.ts'
import { rows, templates } from '../../mapping/random-template.ts'

const base = 'http://example.org'
const definitions = Object.fromEntries(searchParametersOf('Patient'))
const oracle = createOracle({ definitions: { Patient: definitions } as never, baseUrl: base, zone: 'America/Chicago' })

const modifiers: Readonly<Record<string, readonly string[]>> = { string: ['exact', 'contains'], token: ['not'] }

/** What is asked of a parameter: what is served, what is stored, and what is nowhere. */
function requestsOf({ name, type }: Parameter, served: readonly object[]): readonly SearchParameterRequest[] {
  const samples = served.flatMap((resource) => oracle.sampleValues(resource, name).slice(0, 3))
  const values = [
    ...new Set([...samples, ...(type === 'reference' ? [] : ['A', 'B', 'K', 'const', 'last', 'nowhere'])]),
  ]
  const plain = values.map((value) => ({ name, values: [value] }))
  const modified = (modifiers[type] ?? []).flatMap((modifier) => plain.map((each) => ({ ...each, modifier })))
  const missing = ['true', 'false'].map((value) => ({ name, modifier: 'missing', values: [value] }))
  return [...plain, ...modified, ...missing]
}

interface Subject {
  readonly mapping: Mapping
  readonly source: Source
  readonly kind: Kind
}

/** The row with no more of it than the hits need. */
function narrowed(hits: readonly Hit[], row: Row) {
  const needs = new Needs()
  for (const hit of hits) needs.hit(hit)
  const layout = needs.layout()
  return new Shape(layout).reader(...laidOut(layout, row))
}

/** What is found otherwise than the oracle says of what is served, in words. */
function faultOf({ source, kind }: Subject, parameter: Parameter, request: SearchParameterRequest, row: Row) {
  const asked = askParameter(request, parameter, { facts: chicago, base })
  const { between, decide, hits } = asked.matching(source, kind)
  const reader = readerOf(row)
  const truth = oracle.matches(buildResource(source, kind, reader, chicago)!, request)
  const words = `${request.name}:${request.modifier ?? ''}=${request.values.join()} is ${truth}`
  if (truth && !holds(between.over, reader, chicago)) return `${words}, over does not hold`
  if (!truth && holds(between.under, reader, chicago)) return `${words}, under holds`
  if (between.over !== between.under && decide(narrowed(hits, row)) !== truth)
    return `${words}, the row decides otherwise`
  return undefined
}

async function faultsOf(map: string, all: readonly Row[]): Promise<readonly string[]> {
  const mapping = await mappingOf(patient(map), practitioner)
  const source = mapping.byName.get('pat')!
  const subject: Subject = { mapping, source, kind: source.kinds[0]! }
  const served = all.map((row) => buildResource(source, subject.kind, readerOf(row), chicago)!)
  return [...mapping.parameters.get('Patient')!.values()].flatMap((parameter) =>
    requestsOf(parameter, served).flatMap((request) =>
      all.flatMap((row) => faultOf(subject, parameter, request, row) ?? []),
    ),
  )
}

const row = (fields: Row): Row => ({ PAT_ID: '7', ORG_ID: '1', names: [], ...fields })

describe('a search of what any template makes', () => {
  it('finds what is served, and nothing else', async function () {
    this.timeout(60_000)
    await fc.assert(
      fc.asyncProperty(templates, fc.array(rows, { minLength: 4, maxLength: 8 }), async (template, some) => {
        expect((await faultsOf(JSON.stringify(template), some)).join('\n')).to.equal('')
      }),
      { numRuns: Number(process.env['RUNS'] ?? 40) },
    )
  })

  const kinds: readonly (readonly [string, string, readonly Row[]])[] = [
    [
      'a constant, or another column, beside pieces of a text that has none',
      "name: [{ given: { each: 'split(p.FIRST_NM ;)', is: konst } }, { prefix: { each: 'split(p.FIRST_NM ;)', is: =p.MID_NM } }]",
      [row({}), row({ FIRST_NM: ' ; ', MID_NM: 'A' }), row({ FIRST_NM: 'A;B', MID_NM: 'A' })],
    ],
    [
      'a constant beside columns that have no value',
      "name: [{ given: { each: 'columns(p.FIRST_NM p.MID_NM)', is: konst } }]",
      [row({}), row({ MID_NM: 'A' })],
    ],
    [
      'repetition inside of repetition where the element does not repeat',
      "name: { family: { each: names, is: { each: 'split(n.ALIASES ;)', is: =it } } }",
      [
        row({ names: [{ 'n.ALIASES': 'A;B' }, { 'n.ALIASES': 'K' }] }),
        row({ names: [{ 'n.ALIASES': ' ; ' }, { 'n.ALIASES': 'K' }] }),
      ],
    ],
    [
      'an element of constants under conditions',
      'identifier: [{ system: urn:a, value: { case: p.SEX, A: const, B: last } }]',
      [row({ SEX: 'A' }), row({ SEX: 'B' }), row({ SEX: 'X' }), row({})],
    ],
  ]
  for (const [title, map, all] of kinds)
    it(`is right of ${title}`, async () => {
      expect(await faultsOf(map, all)).to.deep.equal([])
    })

  it('sorts by the first value that is served where an element does not repeat', async () => {
    const map = "name: { family: { each: names, is: { each: 'split(n.ALIASES ;)', is: =it } } }"
    const mapping = await mappingOf(patient(map), practitioner)
    const hits = [...mapping.parameters.get('Patient')!.get('family')!.hits.values()].flat()
    const reader = readerOf(row({ names: [{ 'n.ALIASES': ' ;' }, { 'n.ALIASES': 'B;A' }, { 'n.ALIASES': 'C' }] }))
    expect(valuesOf(hits, reader, chicago)).to.deep.equal(['B'])
  })
})
