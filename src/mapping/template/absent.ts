/** `absent: unknown`: the data-absent-reason of an element that yields nothing: a code where it is coded, else the extension. */
import type { ElementDefinition } from '../../fhir/definition.ts'
import { typeDefinition } from '../../fhir/definitions.ts'
import { always, negate, nothing, type Between } from '../cond.ts'
import { buildOccurrence } from '../build.ts'
import { columnsOfOccurrence } from '../forward.ts'
import type { Child, Column, Element, Facts, Json, Lens, Occurrence, Place, Probe, Raw, Reader } from '../model.ts'
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

/** The reason, wherever the value beside it yields nothing: only the row can tell, as a text may hold what is no value. */
function reasonLens(value: Child, code: string): Lens {
  const columns = value.occurrences.flatMap(columnsOfOccurrence)
  const concept: Json = { coding: [absentCoding(code)] }
  const readerOf = (values: readonly Raw[]): Reader => ({
    get: (column) => values[columns.findIndex((each) => sameColumn(each, column))] ?? null,
    rows: () => [],
  })
  const isThere = (values: readonly Raw[], facts: Facts): boolean => {
    const building = { facts, report: () => undefined, path: '' }
    return value.occurrences.some((each) => buildOccurrence(each, readerOf(values), building).length > 0)
  }
  const has = (): Between => negate(childYields(value))
  const isAsked = (probe: Probe & { kind: 'token' }): boolean =>
    [undefined, absentSystem].includes(probe.system) && [undefined, code].includes(probe.code)
  return {
    gives: 'CodeableConcept',
    columns,
    forward: (values, facts) => (isThere(values, facts) ? undefined : concept),
    has,
    match: (probe) => (probe.kind !== 'token' ? undefined : isAsked(probe) ? has() : nothing),
  }
}

/** A component that is there even without its value, and then says why there is none. */
export function withAbsentReason(build: Build, element: Element, code: string, at: Place): Element {
  const value = element.children.find((child) => child.element === 'value')
  if (value === undefined || value.occurrences.some(({ each }) => each !== undefined)) {
    fault(build, at, `${build.path} has no value of its own row that could be absent`, 'map value')
    return element
  }
  const type = 'CodeableConcept'
  const reason: Child = {
    element: 'dataAbsentReason',
    json: 'dataAbsentReason',
    type,
    array: false,
    required: false,
    occurrences: [{ when: always, node: { kind: 'hole', lens: reasonLens(value, code), type, at }, at }],
  }
  return { ...element, fixed: true, children: inOrder(element.type, [...element.children, reason]) }
}
