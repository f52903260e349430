/** Random values of one FHIR type that have no children: holes of each lens, constants, texts with holes, code lists. */
import type { Binding } from '../../src/fhir/definition.ts'
import { valueSet } from '../../src/fhir/definitions.ts'
import { isExcluded } from './exclusions.ts'
import { chance, noted, pick, type Making, type Ref, type Scope, type Tree } from './model.ts'
import type { Role } from './values.ts'

export interface Want {
  /** Several of a choice. */
  readonly types: readonly string[]
  readonly binding?: Binding
  readonly isMany: boolean
}

const columnOf = (making: Making, scope: Scope, roles: readonly Role[]): Ref | undefined => {
  const fitting = scope.columns.filter(({ role }) => roles.includes(role))
  return fitting.length === 0 ? undefined : pick(making, fitting)
}

/** `c.X | title`, without the equals sign. */
type Pipe = (making: Making, scope: Scope, want: Want) => string | undefined

const through =
  (roles: readonly Role[], ...lenses: readonly string[]): Pipe =>
  (making, scope) => {
    const column = columnOf(making, scope, roles)
    const lens = pick(making, lenses)
    if (column === undefined || isExcluded(`lens ${lens}`)) return undefined
    return noted(
      making,
      `lens ${lens.replace(/\(.*/, '') || 'none'}`,
      lens === '' ? column.text : `${column.text} | ${lens}`,
    )
  }

const two =
  (first: readonly Role[], second: readonly Role[], lens: string): Pipe =>
  (making, scope) => {
    const [a, b] = [columnOf(making, scope, first), columnOf(making, scope, second)]
    return a && b && noted(making, `lens ${lens.replace(/\(.*/, '')}`, `${a.text} ${b.text} | ${lens}`)
  }

/** A list for the value set of the element, or one of two standard systems where there is none. */
function listFor({ lists, ...making }: Making, binding: Binding | undefined, isCode: boolean): string {
  const codes = (binding && valueSet(binding.valueSet)) ?? []
  const usable = codes.filter(({ code, display }) => !/[",#]/.test(code + display)).slice(0, 4)
  const rows = usable.length > 1 ? usable : standard
  const named = `${isCode ? 'c' : 'l'}${usable.length > 1 ? (binding?.valueSet.replace(/\W/g, '') ?? '') : ''}`
  const words = isCode ? ['drop', 'bad', usable[0]?.code ?? 'drop'] : ['drop', 'text', 'bad', 'local']
  const otherwise = pick({ lists, ...making }, words)
  const name = `${named}${otherwise.replace(/\W/g, '')}`
  const lines = ['A', 'B', 'C'].map((local, index) => {
    const { system, code, display } = rows[index % rows.length]!
    return [local, system, code, display].join()
  })
  const clause = { file: `codes/${name}.csv`, else: otherwise, ...(otherwise === 'local' && { own: 'urn:local' }) }
  lists.set(name, { lines, clause })
  making.forms.add(`list else ${words.indexOf(otherwise) > 1 && isCode ? 'code' : otherwise}`)
  return name
}

const standard = [
  { system: 'http://snomed.info/sct', code: '73211009', display: 'Diabetes mellitus' },
  { system: 'http://snomed.info/sct', code: '38341003', display: 'Hypertension' },
  { system: 'http://loinc.org', code: '4548-4', display: 'A1c' },
]

const listed =
  (lens: string, roles: readonly Role[], isCode: boolean, more = ''): Pipe =>
  (making, scope, { binding }) => {
    const column = columnOf(making, scope, roles)
    if (column === undefined || isExcluded(`lens ${lens}`)) return undefined
    return noted(making, `lens ${lens}`, `${column.text} | ${lens}(${listFor(making, binding, isCode)})${more}`)
  }

const reference = (role: Role, source: string): Pipe => through([role], `ref(${source})`)

const references: readonly Pipe[] = [
  reference('practitioner', 'prac'),
  reference('encounter', 'enc'),
  reference('condition', 'cond'),
  reference('patient', 'pat'),
]

const strings: readonly Pipe[] = [
  through(['word', 'word', 'person'], '', '', 'title', 'upper', 'lower', 'before-suffix', 'suffix'),
  through(['list'], '', 'part(; 1)', 'part(; 2)', 'part(; 1) | title'),
  through(['json'], 'json(a)', 'json(b.c)'),
  through(['number', 'whole', 'flag', 'code', 'day', 'diagnosis'], ''),
  through(['zip'], 'zip'),
  through(['phone', 'phone'], '', 'phone', 'digits', 'part(- 1)'),
  through(['clock'], 'zeros(6)', ''),
  listed('codes', ['code'], false, ' | display'),
]

const times: readonly Pipe[] = [
  through(['day'], 'date(yyyymmdd)'),
  through(['date', 'instant'], 'date'),
  through(['stamp'], 'hl7ts'),
]

const quantities: readonly Pipe[] = [
  through(['number', 'whole', 'measured'], 'quantity(mg)', 'quantity(/min)', 'times(0.5) | quantity(kg)'),
  through(['measured'], 'comparator | quantity(mg)'),
  (making, scope) => {
    const [value, unit] = [columnOf(making, scope, ['number', 'whole', 'measured']), columnOf(making, scope, ['unit'])]
    const before = value?.role === 'measured' && chance(making, 0.5) ? ' | comparator' : ''
    return value && unit && noted(making, 'lens unit', `${value.text}${before} | unit(${unit.text} uom)`)
  },
]

const pipes: Readonly<Record<string, readonly Pipe[]>> = {
  string: strings,
  markdown: strings,
  uri: [through(['word'], 'lower'), through(['code'], '')],
  code: [listed('codes', ['code', 'flag'], true)],
  boolean: [through(['flag', 'code'], 'is(Y)', 'is(Y X)'), through(['bit', 'whole'], 'is(1)')],
  date: times,
  dateTime: [...times, through(['instant'], 'local', 'utc'), two(['day'], ['clock'], 'localtime(yyyymmdd hhmm)')],
  instant: [through(['instant'], 'local', 'utc')],
  decimal: [through(['number', 'whole', 'measured'], 'number', '')],
  integer: [through(['whole'], 'number', '')],
  positiveInt: [through(['whole'], 'number', '')],
  Coding: [listed('codes', ['code', 'flag'], false), through(['code', 'list', 'word'], 'coding(sct)', 'coding(urn:x)')],
  CodeableConcept: [
    listed('codes', ['code', 'flag'], false),
    through(['code', 'list'], 'coding(sct)', 'coding(urn:x)'),
    through(['diagnosis'], 'icd10 | coding(icd10)', 'icd9 | coding(icd9)'),
    listed('hl7ce', ['coded'], false),
  ],
  Quantity: quantities,
  Range: [through(['limits'], 'range')],
  HumanName: [through(['person', 'word'], 'name(comma)')],
  Reference: references,
  // Its text: what else stands there is no reference.
  reference: references,
}

/** Types that a bare text may stand for. */
const constants: Readonly<Record<string, readonly string[]>> = {
  string: ['Konst', 'konst b', 'A'],
  markdown: ['Note'],
  uri: ['urn:k', 'urn:oid:{tenant.oid}.1'],
  boolean: ['true', 'false'],
  date: ['2020-01-31', '2020'],
  dateTime: ['2020-01-31', '2020-01-31T09:30:00Z'],
  instant: ['2020-01-31T09:30:00Z'],
  decimal: ['5.50', '100'],
  integer: ['5', '0'],
  positiveInt: ['1'],
  CodeableConcept: ['sct|73211009', 'urn:x|A'],
  Coding: ['sct|38341003', 'urn:x|B'],
}

export function constant(making: Making, { types, binding }: Want): string | undefined {
  const [type = ''] = types
  const coded = ['code', 'Coding', 'CodeableConcept'].includes(type) ? binding && valueSet(binding.valueSet) : undefined
  const codes = coded?.slice(0, 3).map(({ code }) => code) ?? []
  const known = codes.length > 0 ? codes : type === 'code' ? ['k1', 'k2'] : constants[type]
  return known && noted(making, 'constant', pick(making, known))
}

export function pipe(making: Making, scope: Scope, want: Want): string | undefined {
  const own = pipes[want.types[0] ?? ''] ?? []
  for (let tries = 0; tries < 4 && own.length > 0; tries++) {
    const made = pick(making, own)(making, scope, want)
    if (made !== undefined) return made
  }
  return undefined
}

/** `"{p.A}-{p.B}"`. */
function holes(making: Making, scope: Scope): string | undefined {
  const [a, b] = [columnOf(making, scope, ['word', 'code', 'whole']), columnOf(making, scope, ['code', 'flag'])]
  if (a === undefined || b === undefined || a.text === 'it' || b.text === 'it') return undefined
  return noted(making, 'text with holes', chance(making, 0.5) ? `{${a.text}}-{${b.text}}` : `No {${a.text}}`)
}

/** A hole, alternatives in short form, a text with holes or a constant; undefined where the scope has nothing of the type. */
export function leaf(making: Making, scope: Scope, want: Want): Tree | undefined {
  const [type = ''] = want.types
  if (type === 'string' && chance(making, 0.1)) return holes(making, scope)
  const konst = constant(making, want)
  if (chance(making, 0.08)) return konst
  const first = pipe(making, scope, want)
  if (first === undefined) return konst
  if (!chance(making, 0.2)) return `=${first}`
  const second = pipe(making, scope, want)
  const last = chance(making, 0.3) ? constant(making, want) : undefined
  const literal = last === undefined || /[{|]/.test(last) ? [] : [last]
  return noted(making, '??', `=${[first, ...(second === undefined ? [] : [second]), ...literal].join(' ?? ')}`)
}
