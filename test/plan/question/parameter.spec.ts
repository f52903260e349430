import { expect } from 'chai'
import fc from 'fast-check'
import { holds } from '../../../src/mapping/forward.ts'
import type { Column, Mapping, Reader, Rows } from '../../../src/mapping/model.ts'
import type { Matching } from '../../../src/plan/question/matching.ts'
import { askParameter } from '../../../src/plan/question/parameter.ts'
import { factsOf } from '../../../src/plan/facts.ts'
import { boundSystem } from '../../../src/verify/oracle/bindings.ts'
import { clinic, contextOf } from '../clinic.ts'

/** Stored values worth a try, by the name of the column: good ones, empty ones, garbage. */
const stored: Readonly<Record<string, readonly string[]>> = {
  LAST_NM: ['DOE', 'SMITH', "O'BRIEN", 'DO', ''],
  FIRST_NM: ['JANE', 'JOHN', 'Doë', ''],
  SEX: ['F', 'M', 'U', ''],
  DOB: ['19800517', '19800500', '19800000', '19800531', '19800601', '00000000', '20191345', 'UNKNOWN', ''],
  VIT_DT: ['20200102', '20200100', '20200000', '20191345', ''],
  // Merged charts need the lookup that goes before: see restrict.spec.ts.
  REC_STAT: ['A', 'D'],
  OBS_DTTM: ['2020-01-02 00:00:00', '2020-03-08 02:30:00', '2020-11-01 01:30:00', '2019-12-31 23:59:59'],
  UPD_DTTM: ['2020-01-02 00:00:00'],
  TST_CD: ['8867-4', '1-8', ''],
  VAL: ['5.40', '5.41', '5.35', '100.00', '-1.00'],
  CHART_NO: ['77', '078', ''],
  PULSE: ['0', '60', '72'],
  RESP: ['0', '12'],
  PROV_ID: ['1', '2', '0', '-4'],
  PAT_ID: ['7', '8', '-7'],
  MRG_TO: ['7', '8'],
}

const asked: readonly (readonly [type: string, name: string, values: string, modifier?: string])[] = [
  ...['1980', '1980-05', '1980-05-17', '1980-05-17T12:00:00Z', '2020-01-02'].flatMap((date) =>
    ['', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'].map(
      (prefix) => ['Patient', 'birthdate', prefix + date] as const,
    ),
  ),
  ...['2020', '2020-01-02', '2020-03-08T03:00:00-05:00', '2020-11-01T01:30:00-06:00', '2020-01-02T06:00:00Z'].flatMap(
    (date) =>
      ['', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'].map(
        (prefix) => ['Observation', 'date', prefix + date] as const,
      ),
  ),
  ...['5.4', '5', '1e2', '5.4||mg', '5.4|http://unitsofmeasure.org|mg', '72||/min'].flatMap((number) =>
    ['', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'].map(
      (prefix) => ['Observation', 'value-quantity', prefix + number] as const,
    ),
  ),
  ['Patient', 'family', 'do'],
  ['Patient', 'family', 'do,smi'],
  ['Patient', 'family', 'Doe', 'exact'],
  ['Patient', 'family', 'DOE', 'exact'],
  ['Patient', 'family', 'o', 'contains'],
  ['Patient', 'family', 'true', 'missing'],
  ['Patient', 'given', 'jä'],
  ['Patient', 'name', 'doe'],
  ['Patient', 'gender', 'female'],
  ['Patient', 'gender', 'female', 'not'],
  ['Patient', 'gender', 'http://hl7.org/fhir/administrative-gender|female'],
  ['Patient', 'gender', 'http://hl7.org/fhir/administrative-gender|'],
  ['Patient', 'gender', 'urn:other|female', 'not'],
  ['Patient', 'gender', 'false', 'missing'],
  ['Patient', 'identifier', '77'],
  ['Patient', 'identifier', 'urn:oid:2.16.1.1|77'],
  ['Patient', 'identifier', 'urn:oid:2.16.1.1|'],
  ['Patient', 'identifier', '|77'],
  ['Patient', 'identifier', 'urn:oid:9|77', 'not'],
  ['Observation', 'code', '8867-4'],
  ['Observation', 'code', 'http://loinc.org|8867-4,1-8'],
  ['Observation', 'code', 'http://loinc.org|', 'not'],
  ['Observation', 'patient', 'pat-7'],
  ['Observation', 'patient', 'Patient/pat-7,http://fhir.test/1/Patient/pat-8'],
  ['Observation', 'patient', 'http://elsewhere/Patient/pat-7'],
  ['Observation', 'performer', 'prac-1', 'Practitioner'],
  ['Observation', 'performer', 'true', 'missing'],
]

const cell = (name: string): fc.Arbitrary<string | null> => fc.constantFrom(null, ...(stored[name] ?? ['1']))

const row = fc.record({
  own: fc.record(Object.fromEntries(Object.keys(stored).map((name) => [name, cell(name)]))),
  names: fc.array(fc.record({ LAST_NM: cell('LAST_NM') }), { maxLength: 2 }),
})

type Cells = Readonly<Record<string, string | null | undefined>>

/** The root's join speaks of the same person. */
function readerOf(own: Cells, children: readonly Cells[]): Reader {
  const get = ({ name }: Column): string | null => own[name] ?? null
  return { get, rows: (_: Rows) => children.map((child) => readerOf({ ...own, ...child }, [])) }
}

function matchings(mapping: Mapping, [type, name, values, modifier]: (typeof asked)[number]): readonly Matching[] {
  const parameter = mapping.parameters.get(type)?.get(name)
  if (parameter === undefined) throw new Error(`${type} has no ${name}`)
  const request = { name, values: values.split(','), ...(modifier !== undefined && { modifier }) }
  const context = contextOf()
  const { matching } = askParameter(request, parameter, { facts: factsOf(context), base: context.base })
  return (mapping.byType.get(type) ?? []).flatMap((source) => source.kinds.map((kind) => matching(source, kind)))
}

describe('a parameter', () => {
  let mapping: Mapping
  before(async () => {
    mapping = await clinic()
  })

  it('of codes knows the system that their value set draws from, as the oracle does', () => {
    const hits = [...(mapping.parameters.get('Patient')?.get('gender')?.hits.values() ?? [])].flat()
    expect(hits.map(({ system }) => system)).to.deep.equal(hits.map(() => boundSystem('Patient.gender')))
    const reader = readerOf({ SEX: 'F', REC_STAT: 'A' }, [])
    const finds = (value: string): readonly boolean[] =>
      matchings(mapping, ['Patient', 'gender', value]).map(({ decide }) => decide(reader))
    expect(finds(`${boundSystem('Patient.gender')}|female`)).to.deep.equal([true])
    expect(finds('http://snomed.info/sct|female')).to.deep.equal([false])
    expect(finds('|female')).to.deep.equal([false])
  })

  for (const each of asked) {
    const [type, name, values, modifier] = each
    it(`is bounded from both sides: ${type}?${name}${modifier === undefined ? '' : `:${modifier}`}=${values}`, () => {
      const facts = factsOf(contextOf())
      const all = matchings(mapping, each)
      fc.assert(
        fc.property(row, ({ own, names }) => {
          const reader = readerOf(own, names)
          for (const { between, decide } of all) {
            const answer = decide(reader)
            if (answer) expect(holds(between.over, reader, facts), 'SQL selects it').to.equal(true)
            else expect(holds(between.under, reader, facts), 'SQL is sure of it').to.equal(false)
          }
        }),
        { numRuns: 60 },
      )
    })
  }
})
