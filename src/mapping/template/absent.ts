/** `absent: unknown`: the data-absent-reason of an element that yields nothing: a code where it is coded, else the extension. */
import type { ElementDefinition } from '../../fhir/definition.ts'
import { typeDefinition } from '../../fhir/definitions.ts'
import { always, atMost, negate, nothing, type Between } from '../cond.ts'
import { buildChild } from '../build.ts'
import { columnsOfOccurrence } from '../forward.ts'
import type { Child, Element, Facts, Lens, Occurrence, Place, Probe, Raw } from '../model.ts'
import { rowOfValues } from '../row-of-values.ts'
import { entryOf, itemsOf, type Yaml } from '../yaml.ts'
import { childYields } from './alive.ts'
import { absentCoding, absentExtension, absentSystem } from './constants.ts'
import { fault, type Build } from './context.ts'
import { livens } from './life.ts'
import { inOrder } from './order.ts'

export interface AbsentParts {
  readonly occurrences: readonly Occurrence[]
  readonly extension?: NonNullable<Child['absent']>
}

/** The word, where the value is a map with `absent:` that says nothing of a component (there it becomes a dataAbsentReason). */
function absentWord(node: Yaml): { text: string; at: Yaml['at'] } | undefined {
  const maps = itemsOf(node).filter((item) => item.kind === 'map')
  const found = maps.map((map) => entryOf(map, 'absent')).find((entry) => entry !== undefined)
  return found?.value.kind === 'text' ? { text: found.value.text, at: found.value.at } : undefined
}

const codedTypes = new Set(['CodeableConcept', 'Coding'])

/** The element that may be absent: of a choice the first of its types, and the member's name with it. */
export interface Absent {
  readonly definition: ElementDefinition
  readonly type: string
  readonly json: string | undefined
}

/** Of an Observation and its components the reason is an element of its own. */
const isValue = (path: string): boolean => /(?:^Observation|\.component[^.]*)\.value$/.test(path)

export function absentParts(build: Build, { definition, type, json }: Absent, node: Yaml): AbsentParts {
  const word = absentWord(node)
  if (word === undefined || build.path.endsWith('.component')) return { occurrences: [] }
  const primitive = typeDefinition(type)?.kind === 'primitive'
  if (!codedTypes.has(type) || isValue(build.path))
    return { occurrences: [], extension: { value: absentExtension(word.text), primitive } }
  if (definition.max !== 1)
    fault(build, word.at, `${build.path} repeats`, `write first: [..., ${absentSystem}|${word.text}]`)
  const coding = absentCoding(word.text)
  const value = type === 'Coding' ? coding : { coding: [coding] }
  const name = json === undefined ? {} : { json }
  return {
    occurrences: [{ when: always, ...name, node: { kind: 'constant', type, value, tenant: false }, at: word.at }],
  }
}

/** Values inside of control words, and of the types of a choice. */
function insideOf(node: Yaml, types: readonly string[]): readonly Yaml[] {
  if (node.kind !== 'map') return []
  const isCase = entryOf(node, 'case') !== undefined
  const isBranch = (key: string): boolean => !['case', 'when', 'each', 'absent'].includes(key)
  return node.entries.flatMap(({ key, value }) =>
    ['first', 'is'].includes(key) || types.includes(key) || (isCase && isBranch(key)) ? itemsOf(value) : [],
  )
}

/** `absent` speaks of the element as a whole: it is told where it stands inside of what is one of several. */
export function checkAbsent(build: Build, definition: ElementDefinition, node: Yaml): void {
  if (build.path.endsWith('.component')) return
  const types = definition.choice === undefined ? [] : definition.types
  const check = (each: Yaml): void => {
    const entry = each.kind === 'map' ? entryOf(each, 'absent') : undefined
    if (entry !== undefined)
      fault(build, entry.keyAt, 'absent stands inside of an alternative', 'write it beside first, case, is or the type')
    insideOf(each, types).forEach(check)
  }
  itemsOf(node)
    .flatMap((item) => insideOf(item, types))
    .forEach(check)
}

/** What is bad about the value, where it gives nothing: only the row can tell, as a text may hold what is no value. */
function reasonLens(value: Child, reasons: { readonly none: string; readonly bad: string }): Lens {
  const columns = value.occurrences.flatMap(columnsOfOccurrence)
  const codes = [...new Set(Object.values(reasons))]
  const rowOf = rowOfValues(columns)
  const reasonOf = (values: readonly Raw[], facts: Facts): string | undefined => {
    let reason = reasons.none
    const building = { facts, report: () => void (reason = reasons.bad), path: '' }
    return buildChild(value, rowOf(values), building) === undefined ? reason : undefined
  }
  const has = (): Between => negate(childYields(value))
  const matched = (probe: Probe & { kind: 'token' }): Between => {
    if (![undefined, absentSystem].includes(probe.system)) return nothing
    if (probe.code === undefined) return has()
    if (!codes.includes(probe.code)) return nothing
    return codes.length === 1 ? has() : atMost(has().over)
  }
  return {
    gives: 'CodeableConcept',
    columns,
    forward: (values, facts) => {
      const reason = reasonOf(values, facts)
      return reason === undefined ? undefined : { coding: [absentCoding(reason)] }
    },
    has,
    match: (probe) => (probe.kind === 'token' ? matched(probe) : undefined),
  }
}

const reasonType = 'CodeableConcept'

const reasonOccurrence = (value: Child, reasons: Parameters<typeof reasonLens>[1], at: Place): Occurrence => ({
  when: always,
  node: { kind: 'hole', lens: reasonLens(value, reasons), type: reasonType, at },
  at,
})

/** Nothing in it comes of child rows or of pieces. */
const isOfRow = ({ occurrences }: Child): boolean => occurrences.every(isPlain)

function isPlain({ each, node }: Occurrence): boolean {
  if (each !== undefined) return false
  return node.kind === 'first' ? node.of.every(isPlain) : node.kind !== 'element' || node.children.every(isOfRow)
}

/** Of what a value is looked for elsewhere. */
const elsewhere: readonly string[] = ['component', 'hasMember']

const wordOf = ({ absent }: Child): string | undefined =>
  (absent?.value as { readonly extension?: readonly { readonly valueCode?: string }[] } | undefined)?.extension?.[0]
    ?.valueCode

const valued: ReadonlySet<string> = new Set(['Observation', 'Observation.component'])

/** A component that nothing else keeps alive. */
const isAlone = (type: string, value: Child, all: readonly Child[]): boolean =>
  type !== 'Observation' && value.absent === undefined && !all.some((child) => child !== value && livens(child))

/** An Observation says why it has no value, unless it consists of others that are there; a component that is there without one too. https://hl7.org/fhir/us/core/StructureDefinition-us-core-observation-lab.html */
export function withValueReason(type: string, all: readonly Child[], at: Place): readonly Child[] {
  const stated = all.find(({ element }) => element === 'value')
  if (!valued.has(type) || stated === undefined || isAlone(type, stated, all)) return all
  const { absent: _, ...value } = stated
  const children = all.map((child) => (child === stated ? value : child))
  const reasons = { none: wordOf(stated) ?? 'unknown', bad: 'error' }
  const last = isOfRow(value) ? reasonOccurrence(value, reasons, at) : reasonConstant(reasons.none, at)
  const own = children.find(({ element }) => element === 'dataAbsentReason')
  const others = children.filter(({ element }) => elsewhere.includes(element))
  if (type !== 'Observation' || others.length > 0 || !isOfRow(value)) {
    const unless = [value, ...(own === undefined ? [] : [own]), ...others]
    return [...children, { ...reasonChild([last]), unless }]
  }
  if (own === undefined) return [...children, reasonChild([last])]
  return children.map((child) => (child === own ? { ...own, occurrences: [...own.occurrences, last] } : child))
}

const reasonConstant = (code: string, at: Place): Occurrence => ({
  when: always,
  node: { kind: 'constant', type: reasonType, value: { coding: [absentCoding(code)] }, tenant: false },
  at,
})

const reasonChild = (occurrences: readonly Occurrence[]): Child => ({
  element: 'dataAbsentReason',
  json: 'dataAbsentReason',
  type: reasonType,
  array: false,
  required: false,
  occurrences,
})

/** A component that is there even without its value, and then says why there is none. */
export function withAbsentReason(build: Build, element: Element, code: string, at: Place): Element {
  const value = element.children.find((child) => child.element === 'value')
  if (value === undefined || !isOfRow(value)) {
    fault(build, at, `${build.path} has no value of its own row that could be absent`, 'map value')
    return element
  }
  const reason = reasonChild([reasonOccurrence(value, { none: code, bad: code }, at)])
  // In place of what is said of one that is there by something else.
  const others = element.children.filter((child) => child.element !== reason.element || child.unless === undefined)
  return { ...element, fixed: true, children: inOrder(element.type, [...others, reason]) }
}
