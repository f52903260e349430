/** Random templates: combinators of the language, some deep, around leaves and elements with children. */
import { elementOf, elementsOf, typeDefinition } from '../../src/fhir/definitions.ts'
import { branchesOf, condition } from './conditions.ts'
import { isExcluded } from './exclusions.ts'
import { constant, leaf, pipe, type Want } from './leaves.ts'
import { chance, count, noted, pick, type Making, type Ref, type Scope, type Tree, type TreeMap } from './model.ts'

/** The children that are worth mapping, for types that have many. Those that a type demands come along. */
const children: Readonly<Record<string, readonly string[]>> = {
  HumanName: ['use', 'family', 'family', 'given', 'given', 'prefix', 'suffix', 'text', 'period'],
  Identifier: ['use', 'type', 'system', 'period'],
  ContactPoint: ['system', 'use', 'rank', 'period'],
  Address: ['use', 'line', 'city', 'city', 'state', 'postalCode', 'country', 'text', 'period'],
  CodeableConcept: ['coding', 'coding', 'text'],
  Coding: ['system', 'display'],
  Reference: ['reference', 'display'],
  Period: ['start', 'end'],
  Annotation: ['time'],
  Quantity: ['unit', 'system', 'code'],
  Range: ['low', 'high'],
  'Patient.contact': ['name', 'telecom', 'gender', 'relationship'],
  'Patient.communication': ['preferred'],
  'Encounter.participant': ['individual', 'type', 'period'],
  'Encounter.diagnosis': ['use', 'rank'],
  'Encounter.location': ['status'],
  'Observation.component': ['value', 'value', 'interpretation'],
  'Observation.referenceRange': ['low', 'high', 'text', 'type'],
  'AllergyIntolerance.reaction': ['severity', 'onset', 'substance', 'description'],
  'Condition.stage': ['summary', 'type'],
  'CareTeam.participant': ['role', 'member', 'period'],
}

const hearts: Readonly<Record<string, string>> = {
  Identifier: 'value',
  Quantity: 'value',
  ContactPoint: 'value',
  Coding: 'code',
  Annotation: 'text',
}

const isPrimitive = (type: string): boolean => type === 'reference' || typeDefinition(type)?.kind === 'primitive'

/** Types of a choice that the generator has values for. */
const choosable: ReadonlySet<string> = new Set([
  ...['boolean', 'dateTime', 'string', 'integer', 'Quantity', 'CodeableConcept', 'Period', 'Range', 'instant'],
])

function wantOf(type: string, name: string): Want | undefined {
  const definition = elementOf(type, name)
  if (definition === undefined) return undefined
  if (type === 'Reference' && name === 'reference') return { types: ['reference'], isMany: false }
  const types = definition.choice ? definition.types.filter((each) => choosable.has(each)) : definition.types
  const { binding } = definition
  return { types, isMany: definition.max === '*', ...(binding !== undefined && { binding }) }
}

/** What `patient:` fills is left to it. */
const rooted: ReadonlySet<string> = new Set(['subject', 'patient'])

function demanded(type: string): readonly string[] {
  if (type === 'Reference') return isExcluded('references without a target') ? ['reference'] : []
  return elementsOf(type).flatMap(([name, { min }]) => (min > 0 && !rooted.has(name) ? [name] : []))
}

/** The children of an element: what it needs to be, and a few more. Undefined where what it needs cannot be filled. */
export function element(making: Making, scope: Scope, type: string, depth: number, most = 3): TreeMap | undefined {
  const heart = hearts[type]
  const known = children[type] ?? []
  const chosen = Array.from({ length: count(making, 1, most) }, () => (known.length > 0 ? [pick(making, known)] : []))
  const names = [...new Set([...demanded(type), ...(heart === undefined ? [] : [heart]), ...chosen.flat()])]
  const needed = new Set(demanded(type))
  const entries = names.flatMap((name) => {
    const want = wantOf(type, name)
    const made = want && (member(making, scope, want, depth) ?? (needed.has(name) ? constant(making, want) : undefined))
    return made === undefined ? [] : [[name, made] as const]
  })
  const made: TreeMap = Object.fromEntries(entries)
  const isWhole = [...demanded(type), ...(heart === undefined ? [] : [heart])].every((name) => name in made)
  return isWhole && entries.length > 0 ? made : undefined
}

/** What stands behind an element's name: a value, several of a list, a type of a choice, with a reason where it may be absent. */
export function member(making: Making, scope: Scope, want: Want, depth: number): Tree | undefined {
  if (want.types.length > 1) return choice(making, scope, want, depth)
  if (want.isMany && chance(making, 0.25)) {
    const items = [value(making, scope, want, depth), value(making, scope, want, depth)].filter(
      (each) => each !== undefined,
    )
    return items.length > 0 ? noted(making, 'list', items) : undefined
  }
  const made = value(making, scope, want, depth)
  const isReason = made !== undefined && !want.isMany && !scope.isInside && chance(making, 0.06)
  if (!isReason || isExcluded('absent')) return made
  return noted(making, 'absent', typeof made === 'string' ? { is: made, absent: 'unknown' } : made)
}

const only = (want: Want, type: string): Want => ({ ...want, types: [type] })

function choice(making: Making, scope: Scope, want: Want, depth: number): Tree | undefined {
  const typed = (): TreeMap | undefined => {
    const type = pick(making, want.types)
    const made = value(making, scope, only(want, type), depth > 0 ? depth - 1 : 0)
    return made === undefined ? undefined : { [type]: made }
  }
  const first = typed()
  if (first === undefined || depth === 0 || chance(making, 0.5)) return first && noted(making, 'choice', first)
  const second = typed()
  if (second === undefined) return first
  if (chance(making, 0.6)) return noted(making, 'choice first', { first: [first, second] })
  const column = caseColumn(making, scope)
  const [branch = 'A'] = column === undefined ? [] : branchesOf(making, column)
  return column === undefined
    ? first
    : noted(making, 'choice case', { case: column.text, [branch]: first, else: second })
}

const caseRoles: ReadonlySet<string> = new Set(['flag', 'code', 'bit', 'whole', 'word'])

function caseColumn(making: Making, scope: Scope): Ref | undefined {
  const fitting = scope.columns.filter(({ role }) => caseRoles.has(role))
  return fitting.length === 0 ? undefined : pick(making, fitting)
}

type Combinator = (making: Making, scope: Scope, want: Want, depth: number) => Tree | undefined

const first: Combinator = (making, scope, want, depth) => {
  const branches = Array.from({ length: count(making, 2, 3) }, () => value(making, scope, want, depth - 1))
  const made = branches.filter((each) => each !== undefined)
  const nothing: Tree = { when: condition(making, scope.columns, true), none: 'true' }
  const isEnded = chance(making, 0.1)
  const items = isEnded ? [...made.slice(0, 1), noted(making, 'none', nothing), ...made.slice(1)] : made
  return made.length === 0 ? undefined : noted(making, 'first', { first: items })
}

const caseOf: Combinator = (making, scope, want, depth) => {
  const column = caseColumn(making, scope)
  if (column === undefined) return undefined
  const branches = branchesOf(making, column).flatMap((branch) => {
    const made = value(making, scope, want, depth - 1)
    return made === undefined ? [] : [[branch, made] as const]
  })
  const otherwise = chance(making, 0.5) ? value(making, scope, want, depth - 1) : undefined
  if (branches.length === 0) return undefined
  const made: TreeMap = { case: column.text, ...Object.fromEntries(branches), ...(otherwise && { else: otherwise }) }
  return noted(making, 'case', made)
}

/** Beside children where the value has some. */
const isTree = (tree: Tree | undefined): tree is TreeMap => typeof tree === 'object' && !Array.isArray(tree)
const controls = ['first', 'case', 'when', 'each', 'is', 'absent', 'none']
const hasControl = (tree: TreeMap): boolean => controls.some((each) => each in tree)

const when: Combinator = (making, scope, want, depth) => {
  const made = value(making, scope, want, depth - 1)
  if (made === undefined) return undefined
  const asked = condition(making, scope.columns, true)
  if (isTree(made) && !hasControl(made)) return noted(making, 'when beside children', { when: asked, ...made })
  return noted(making, 'when is', { when: asked, is: made })
}

function repeated(making: Making, scope: Scope, want: Want, depth: number, each: string): Tree | undefined {
  const made = value(making, scope, want, depth - 1)
  if (made === undefined) return undefined
  const asked = chance(making, 0.3) ? { when: condition(making, scope.columns, true) } : {}
  return isTree(made) && !hasControl(made) ? { each, ...asked, ...made } : { each, ...asked, is: made }
}

const eachRows: Combinator = (making, scope, want, depth) => {
  if (scope.rows.length === 0) return undefined
  const { name, columns } = pick(making, scope.rows)
  // Inside, the outer row may be asked too.
  const all = [...columns, ...columns, ...scope.columns]
  const inside: Scope = { ...scope, columns: all, rows: [], isInside: true }
  const made = repeated(making, inside, want, depth, name)
  return made && noted(making, want.isMany ? 'each rows' : 'each rows in one', made)
}

const it: Ref = { text: 'it', role: 'code', kind: 'varchar' }

const eachSplit: Combinator = (making, scope, want, depth) => {
  const lists = scope.columns.filter(({ role, text }) => role === 'list' && text !== 'it')
  if (lists.length === 0) return undefined
  const columns = [it, it, { ...it, role: 'word' as const }, ...scope.columns]
  const made = repeated(
    making,
    { ...scope, columns, isInside: true },
    want,
    depth,
    `split(${pick(making, lists).text} ;)`,
  )
  return made && noted(making, want.isMany ? 'each split' : 'each split in one', made)
}

const eachColumns: Combinator = (making, scope, want, depth) => {
  const column = pick(making, scope.columns)
  const alike = scope.columns.filter(({ role, text }) => role === column.role && text !== 'it')
  const names = [...new Set(alike.map(({ text }) => text))].slice(0, 3)
  if (names.length < 2) return undefined
  const own: Ref = { ...column, text: 'it' }
  const made = repeated(making, { ...scope, columns: [own, own, own] }, want, depth, `columns(${names.join(' ')})`)
  return made && noted(making, want.isMany ? 'each columns' : 'each columns in one', made)
}

const combinators: readonly Combinator[] = [
  first,
  first,
  caseOf,
  caseOf,
  when,
  when,
  eachRows,
  eachRows,
  eachSplit,
  eachColumns,
]

/** One value of the type: plain, or through a combinator while there is depth left. */
export function value(making: Making, scope: Scope, want: Want, depth: number): Tree | undefined {
  if (depth > 0 && chance(making, 0.55)) {
    const made = pick(making, combinators)(making, scope, want, depth)
    if (made !== undefined) return made
  }
  return plain(making, scope, want, depth)
}

function plain(making: Making, scope: Scope, want: Want, depth: number): Tree | undefined {
  const [type = ''] = want.types
  if (isPrimitive(type)) return leaf(making, scope, want)
  const isLens = chance(making, 0.5)
  const made = isLens ? pipe(making, scope, want) : undefined
  if (made !== undefined) return `=${made}`
  return typeof children[type] === 'object' ? element(making, scope, type, depth) : leaf(making, scope, want)
}
