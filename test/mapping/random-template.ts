/** Random maps of a Patient, each form of the language inside each other, and random rows to read by them. */
import fc from 'fast-check'
import type { Raw } from '../../src/mapping/model.ts'
import type { Row } from './clinic.ts'

/** A map as the YAML parser reads it: JSON is YAML. */
export type Template = string | readonly Template[] | { readonly [key: string]: Template }

/** What may be said at a place: columns in reach, whether rows and pieces may still be gone into, and whether a list may stand. */
interface Place {
  readonly columns: readonly string[]
  readonly depth: number
  readonly inRows: boolean
  readonly inPieces: boolean
  readonly repeats: boolean
}

type Make = (place: Place) => fc.Arbitrary<Template>

const own = ['p.FIRST_NM', 'p.MID_NM', 'p.LAST_NM', 'p.RACE_CDS', 'p.PHONE']
const childs = ['n.LAST_NM', 'n.NM_TYP', 'n.ALIASES']
const stored = ['A', 'B', 'K']

const outer: Place = { columns: own, depth: 2, inRows: false, inPieces: false, repeats: false }

const columnOf = ({ columns }: Place): fc.Arbitrary<string> => fc.constantFrom(...columns)
const real = (place: Place): fc.Arbitrary<string> =>
  columnOf({ ...place, columns: place.columns.filter((each) => each !== 'it') })

const condition = (place: Place): fc.Arbitrary<Template> =>
  fc
    .tuple(columnOf(place), fc.constantFrom<Template>('A', ['A', 'B'], { not: 'B' }, 'any', 'none'))
    .map(([column, test]) => ({ [column]: test }))

const inside = (place: Place): Place => ({ ...place, depth: place.depth - 1 })
const within = (place: Place, more: Partial<Place>, ...columns: readonly string[]): Place => ({
  ...inside(place),
  ...more,
  columns: [...place.columns, ...columns],
  repeats: true,
})

const several = (make: fc.Arbitrary<Template>, place: Place): fc.Arbitrary<Template> =>
  place.repeats ? fc.array(make, { minLength: 1, maxLength: 2 }) : make

function alternatives(make: Make, place: Place): fc.Arbitrary<Template> {
  const none = condition(place).map((when) => ({ none: 'true', when }))
  const branch = fc.oneof({ weight: 4, arbitrary: make(inside(place)) }, { weight: 1, arbitrary: none })
  return fc.array(branch, { minLength: 1, maxLength: 3 }).map((first) => ({ first }))
}

const cases = (make: Make, place: Place): fc.Arbitrary<Template> =>
  fc
    .tuple(
      columnOf(place),
      fc.subarray([...stored, 'else'], { minLength: 1 }),
      fc.array(several(make(inside(place)), place), { minLength: 4, maxLength: 4 }),
    )
    .map(([column, keys, branches]) => ({
      case: column,
      ...Object.fromEntries(keys.map((key, index) => [key, branches[index]!])),
    }))

/** `is` beside `each`, or the value's own control words. */
const repeated = (each: fc.Arbitrary<string>, value: fc.Arbitrary<Template>): fc.Arbitrary<Template> =>
  fc.tuple(each, value).map(([text, is]) => ({ each: text, is }))

function controls(make: Make, place: Place): readonly fc.Arbitrary<Template>[] {
  if (place.depth <= 0) return []
  const inRows = repeated(fc.constant('names'), make(within(place, { inRows: true }, ...childs)))
  const inPieces = repeated(
    real(place).map((column) => `split(${column} ;)`),
    make(within(place, { inPieces: true }, 'it')),
  )
  const inColumns = repeated(
    fc.tuple(real(place), real(place)).map((columns) => `columns(${columns.join(' ')})`),
    make(within(place, { inPieces: true }, 'it')),
  )
  const inJoined = repeated(
    fc
      .tuple(fc.constantFrom(...childs), fc.constantFrom('', ' ;', ' crlf', ' blank'))
      .map(([column, by]) => `joined(names ${column}${by})`),
    make(within(place, { inRows: true, inPieces: true }, 'it')),
  )
  return [
    fc.tuple(condition(place), make(inside(place))).map(([when, is]) => ({ when, is })),
    alternatives(make, place),
    cases(make, place),
    ...(place.inRows ? [] : [inRows]),
    ...(place.inRows || place.inPieces ? [] : [inJoined]),
    ...(place.inPieces ? [] : [inPieces, inColumns]),
  ]
}

const value =
  (leaf: Make): Make =>
  (place) =>
    fc.oneof(
      { weight: 3, arbitrary: leaf(place) },
      ...controls(value(leaf), place).map((arbitrary) => ({ weight: 1, arbitrary })),
    )

const text = value((place) =>
  fc.oneof(
    { weight: 4, arbitrary: columnOf(place).map((column) => `=${column}`) },
    { weight: 2, arbitrary: fc.constantFrom('const', 'other') },
    fc.tuple(columnOf(place), columnOf(place)).map(([one, two]) => `=${one} ?? ${two}`),
    columnOf(place).map((column) => `=${column} ?? last`),
    real(place).map((column) => `x-{${column}}`),
  ),
)

const code = (...codes: readonly string[]): Make => value(() => fc.constantFrom(...codes))

const listOf =
  (make: Make): Make =>
  (place) =>
    several(make({ ...place, repeats: true }), { ...place, repeats: true })

/** Some of these members, and one of the first always. */
const members =
  (all: Readonly<Record<string, Make>>): Make =>
  (place) => {
    const [[first, ...rest]] = [Object.keys(all) as [string, ...string[]]]
    const make = (name: string) => all[name]!({ ...inside(place), repeats: false })
    const optional = rest.map((name) => fc.option(make(name), { nil: undefined }))
    return fc
      .tuple(make(first), ...optional)
      .map((values) =>
        Object.fromEntries(
          [first, ...rest].flatMap((name, index) => (values[index] === undefined ? [] : [[name, values[index]]])),
        ),
      )
  }

const given = listOf(text)
const name = value(members({ family: text, given, prefix: given, use: code('official', 'old') }))
const identifier = value(members({ value: text, system: code('urn:a', 'urn:b'), use: code('usual', 'old') }))
const coding = value(members({ code: text, system: code('urn:a', 'urn:b'), display: text }))
const concept = value(members({ text, coding: listOf(coding) }))
const contact = value(members({ name, gender: code('male', 'female'), relationship: listOf(concept) }))
const address = value(members({ city: text, line: given, use: code('home', 'old') }))
const reference = value((place) =>
  columnOf({ ...place, columns: ['p.PCP_ID'] }).map((column) => `=${column} | ref(prac)`),
)
const deep = { ...outer, depth: 3 }

/** One or more elements of a Patient. */
export const templates: fc.Arbitrary<Readonly<Record<string, Template>>> = fc.oneof(
  listOf(name)(deep).map((each) => ({ name: each })),
  listOf(identifier)(deep).map((each) => ({ identifier: each })),
  concept(deep).map((each) => ({ maritalStatus: each })),
  listOf(contact)(deep).map((each) => ({ contact: each })),
  listOf(address)(deep).map((each) => ({ address: each })),
  listOf(reference)(outer).map((each) => ({ generalPractitioner: each })),
)

const texts = ['A', 'B', 'K', 'A;B', 'B; ;A', ' ; ', '', ' ', 'A ;A']
const cell: fc.Arbitrary<Raw> = fc.constantFrom(null, ...texts)
const fieldsOf = (columns: readonly string[]) =>
  fc.record(Object.fromEntries(columns.map((column) => [column.slice(2), cell])))

/** A patient with up to three old names. */
export const rows: fc.Arbitrary<Row> = fc
  .tuple(fieldsOf(own), fc.constantFrom(null, '3', '4'), fc.array(fieldsOf(childs), { maxLength: 3 }))
  .map(([fields, doctor, names]) => ({ PAT_ID: '7', ORG_ID: '1', PCP_ID: doctor, ...fields, names }))
