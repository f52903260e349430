/** `absent: unknown`: the data-absent-reason of an element that yields nothing: a code where it is coded, else the extension. */
import type { ElementDefinition } from '../../fhir/definition.ts'
import { typeDefinition } from '../../fhir/definitions.ts'
import { always, atMost, negate, nothing, type Between } from '../cond.ts'
import { buildChild } from '../build.ts'
import { columnsOfOccurrence } from '../forward.ts'
import type { Child, Column, Element, Facts, Lens, Occurrence, Place, Probe, Raw, Reader } from '../model.ts'
import { entryOf, itemsOf, type Yaml } from '../yaml.ts'
import { childYields } from './alive.ts'
import { absentCoding, absentExtension, absentSystem } from './constants.ts'
import { fault, type Build } from './context.ts'
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

export function absentParts(build: Build, definition: ElementDefinition, node: Yaml): AbsentParts {
  const word = absentWord(node)
  const type = definition.types[0] ?? 'string'
  if (word === undefined || build.path.endsWith('.component')) return { occurrences: [] }
  if (codedTypes.has(type) && definition.choice === undefined) {
    const coding = absentCoding(word.text)
    const value = type === 'Coding' ? coding : { coding: [coding] }
    if (definition.max !== 1)
      fault(build, word.at, `${build.path} repeats`, `write first: [..., ${absentSystem}|${word.text}]`)
    return { occurrences: [{ when: always, node: { kind: 'constant', type, value, tenant: false }, at: word.at }] }
  }
  const primitive = typeDefinition(type)?.kind === 'primitive'
  return { occurrences: [], extension: { value: absentExtension(word.text), primitive } }
}

const sameColumn = (a: Column, b: Column): boolean => a.alias === b.alias && a.name === b.name

/** What is bad about the value, where it gives nothing: only the row can tell, as a text may hold what is no value. */
function reasonLens(value: Child, reasons: { readonly none: string; readonly bad: string }): Lens {
  const columns = value.occurrences.flatMap(columnsOfOccurrence)
  const codes = [...new Set(Object.values(reasons))]
  const readerOf = (values: readonly Raw[]): Reader => ({
    get: (column) => values[columns.findIndex((each) => sameColumn(each, column))] ?? null,
    rows: () => [],
  })
  const reasonOf = (values: readonly Raw[], facts: Facts): string | undefined => {
    let reason = reasons.none
    const building = { facts, report: () => void (reason = reasons.bad), path: '' }
    return buildChild(value, readerOf(values), building) === undefined ? reason : undefined
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

/** An Observation says why it has no value, unless it consists of others. https://hl7.org/fhir/us/core/StructureDefinition-us-core-observation-lab.html */
export function withValueReason(type: string, children: readonly Child[], at: Place): readonly Child[] {
  const find = (name: string): Child | undefined => children.find(({ element }) => element === name)
  const [value, own] = [find('value'), find('dataAbsentReason')]
  const consists = find('component') ?? find('hasMember')
  if (type !== 'Observation' || value === undefined || value.absent || consists || !isOfRow(value)) return children
  const last = reasonOccurrence(value, { none: 'unknown', bad: 'error' }, at)
  if (own === undefined) return [...children, reasonChild([last])]
  return children.map((child) => (child === own ? { ...own, occurrences: [...own.occurrences, last] } : child))
}

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
  return { ...element, fixed: true, children: inOrder(element.type, [...element.children, reason]) }
}
