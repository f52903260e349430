/** Walks a search parameter's path through a kind's tree to the leaves it reaches, gathering the conditions on the way. */
import { always, atMost, everything, exactly, isExact, type Between } from './cond.ts'
import type { Path, Step } from './fhirpath.ts'
import { wholeOf } from './lenses/pipeline.ts'
import type { Child, Element, Hit, Hole, Kind, Node, Occurrence, Place } from './model.ts'
import { elementOf, valueSet } from '../fhir/definitions.ts'
import { partOf } from './part.ts'
import { alive, unlessEarlier } from './template/alive.ts'
import { livens } from './template/life.ts'
import { standsFor } from './template/decide.ts'

/** A node on the way, with all that has to hold for it to be there. */
interface Reached {
  readonly node: Node
  readonly path: Hit['path']
  readonly at: Place
  /** The element around it and the child it is in, for `where(...)` and aliveness. */
  readonly type: string
  readonly system?: string
}

const isTrue = (between: Between): boolean => isExact(between) && between.over === everything.over

const add = (path: Reached['path'], ...conds: readonly Between[]): Reached['path'] => [
  ...path,
  ...conds.filter((each) => !isTrue(each)),
]

/** Where the element does not repeat, one of the rows or pieces counts: which, the row decides. */
function repetition(occurrence: Occurrence, single: boolean): Reached['path'] {
  const { each } = occurrence
  if (each === undefined) return []
  const repeated = each.kind === 'table' ? each.rows : each
  return single ? [repeated, standsFor(atMost(always), { kind: 'taken', of: occurrence })] : [repeated]
}

function spread(occurrence: Occurrence, path: Reached['path'], single: boolean): Reached[] {
  const { each, node } = occurrence
  if (each?.kind === 'split' && wholeOf(each.it) === undefined) return []
  const inside = add([...path, ...repetition(occurrence, single)], exactly(occurrence.when))
  return spreadNode(node, inside, occurrence.at, single && each === undefined)
}

/** Alternatives carry the negation of the earlier ones. */
function spreadAlternatives(occurrences: readonly Occurrence[], path: Reached['path'], single: boolean): Reached[] {
  return occurrences.flatMap((occurrence, index) => {
    const earlier = occurrences.slice(0, index)
    const unless = standsFor(unlessEarlier(earlier, occurrence), { kind: 'none', of: earlier })
    return spread(occurrence, add(path, unless), single)
  })
}

function spreadNode(node: Node, path: Reached['path'], at: Place, single: boolean): Reached[] {
  if (node.kind === 'first') return spreadAlternatives(node.of, path, single)
  if (node.kind === 'constant' && node.value === '') return []
  return [{ node, path, at: node.kind === 'hole' ? node.at : at, type: node.type }]
}

function spreadChild(child: Child, path: Reached['path']): Reached[] {
  if (child.array) return child.occurrences.flatMap((each) => spread(each, path, false))
  return spreadAlternatives(child.occurrences, path, true)
}

/** Constants of complex types are walked as JSON. */
function intoConstant(reached: Reached, name: string): Reached[] {
  const { node } = reached
  if (node.kind !== 'constant' || typeof node.value === 'string') return []
  const values = Array.isArray(node.value) ? node.value : [node.value]
  return values.flatMap((value: unknown) => {
    const inner = Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : undefined
    const type = elementOf(node.type, name)?.types[0] ?? (typeof inner === 'string' ? 'string' : 'unknown')
    return (Array.isArray(inner) ? inner : inner === undefined ? [] : [inner]).map((each) => ({
      ...reached,
      type,
      node: { kind: 'constant' as const, value: each as never, tenant: node.tenant, type },
    }))
  })
}

function step(reached: Reached, name: string): Reached[] {
  if (reached.node.kind === 'element') return stepElement(reached, reached.node, name)
  if (reached.node.kind === 'hole')
    return isPart(reached.node.type, name) ? [reached] : intoHole(reached, reached.node, name)
  return reached.node.kind === 'constant' ? intoConstant(reached, name) : []
}

const parts: Readonly<Record<string, string>> = { Coding: 'code', CodeableConcept: 'coding', Reference: 'reference' }

/** A lens that gives a whole datatype answers for its principal part, beside which it knows the system too. */
const isPart = (type: string, name: string): boolean => parts[type] === name

function intoHole(reached: Reached, hole: Hole, name: string): Reached[] {
  const part = partOf(hole, name)
  return part === undefined ? [] : [{ ...reached, node: part, type: part.type }]
}

/** Some definitions name a choice with its type: `valueDateTime` is `value` of that type. */
function stepTyped(reached: Reached, element: Element, name: string): Reached[] {
  const child = element.children.find(
    (each) => each.occurrences.some(({ json }) => json === name) || each.json === name,
  )
  if (child === undefined || child.element === name) return []
  const type = name.slice(child.element.length)
  const isTyped = (each: Reached): boolean => each.type.toLowerCase() === type.toLowerCase()
  return stepElement(reached, element, child.element).filter(isTyped)
}

/** The element has to be alive for its parts to be there. */
function stepElement(reached: Reached, element: Element, name: string): Reached[] {
  const child = element.children.find((each) => each.element === name)
  if (child === undefined) return stepTyped(reached, element, name)
  // What is there keeps the element alive itself, as its heart, or as any hole where it has none.
  const isVital = livens(child) && (element.heart === undefined || element.heart === name)
  const isAlive = standsFor(alive(element), { kind: 'alive', element })
  const path = isVital ? reached.path : add(reached.path, isAlive)
  return spreadChild(child, path).map((each) => withSystem(each, element, name))
}

/** https://hl7.org/fhir/R4/search.html#token: the system of a code is that of the value set it is bound to. */
function withSystem(reached: Reached, element: Element, name: string): Reached {
  const set = reached.type === 'code' ? elementOf(element.type, name)?.binding?.valueSet : undefined
  const [system, ...others] = set === undefined ? [] : new Set(valueSet(set)?.map((coding) => coding.system))
  return system === undefined || others.length > 0 ? reached : { ...reached, system }
}

/** `where(system = 'phone')`: each way in which the child may be that text, a constant or a hole that gives it. */
function matchesConstant(reached: Reached, name: string, value: string): Reached[] {
  return step(reached, name).flatMap(({ node, path }) => {
    if (node.kind === 'constant') return node.value === value ? [{ ...reached, path }] : []
    return node.kind === 'hole' ? [{ ...reached, path: add(path, holeIs(node.lens, value)) }] : []
  })
}

const noFacts = { tenant: { key: '', zone: 'UTC', facts: {} }, now: 0 }

/** Known before there is a request, and so only where the tenant does not matter. */
function holeIs(lens: Hole['lens'], value: string): Between {
  const isKnown = lens.isPerTenant?.() !== true
  const found = isKnown ? lens.match({ kind: 'text', text: value }, noFacts) : undefined
  return standsFor(found ?? atMost(lens.has().over), { kind: 'is', lens, value })
}

const resourceTypeOf = (reached: Reached): string | undefined => {
  const { node } = reached
  if (node.kind === 'hole' && node.lens.target !== undefined) return node.lens.targetType
  if (node.kind !== 'element') return undefined
  const inner = node.children.find((child) => child.element === 'reference')?.occurrences[0]?.node
  return inner?.kind === 'hole' ? inner.lens.targetType : undefined
}

function follow(reached: readonly Reached[], next: Step): Reached[] {
  switch (next.kind) {
    case 'child':
      return reached.flatMap((each) => step(each, next.name))
    case 'type':
      return reached.filter((each) => each.node.kind !== 'first' && sameType(each.node.type, next.type))
    case 'where':
      return reached.flatMap((each) => matchesConstant(each, next.name, next.value))
    case 'resolves':
      return reached.filter((each) => [undefined, next.type].includes(resourceTypeOf(each)))
    case 'exists':
      return [...reached]
  }
}

/** Definitions cast to `Quantity` what a type calls Age or SimpleQuantity. */
const sameType = (own: string, wanted: string): boolean =>
  own === wanted || (wanted === 'Quantity' && own === 'SimpleQuantity')

const toHits = (kind: Kind, found: readonly Reached[]): readonly Hit[] =>
  found.flatMap(({ node, path, at, type, system }) =>
    node.kind === 'first' ? [] : [{ kind, leaf: node, type, path, at, ...(system !== undefined && { system }) }],
  )

/** What is said of the resources of a kind beside their elements, as if an element that repeats held it. */
export const hitsBeside = (kind: Kind, occurrences: readonly Occurrence[]): readonly Hit[] =>
  toHits(
    kind,
    occurrences.flatMap((each) => spread(each, [], false)),
  )

/** The leaves of one kind that the paths reach. */
export function findHits(kind: Kind, paths: readonly Path[]): readonly Hit[] {
  return paths.flatMap((path) => {
    const root: Reached = { node: kind.tree, path: [], at: { file: '', line: 0, column: 0 }, type: kind.tree.type }
    const found = path.reduce<Reached[]>((reached, next) => follow(reached, next), [root])
    return toHits(kind, found)
  })
}
