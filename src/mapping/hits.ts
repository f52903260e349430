/** Walks a search parameter's path through a kind's tree to the leaves it reaches, gathering the conditions on the way. */
import { everything, exactly, isExact, never, type Between } from './cond.ts'
import type { Path, Step } from './fhirpath.ts'
import { wholeOf } from './lenses/pipeline.ts'
import type { Child, Element, Hit, Kind, Node, Occurrence, Place, Rows } from './model.ts'
import { alive, unlessEarlier } from './template/alive.ts'

/** A node on the way, with all that has to hold for it to be there. */
interface Reached {
  readonly node: Node
  readonly path: readonly (Between | Rows)[]
  readonly at: Place
  /** The element around it and the child it is in, for `where(...)` and aliveness. */
  readonly type: string
}

const isTrue = (between: Between): boolean => isExact(between) && between.over === everything.over

const add = (path: Reached['path'], ...conds: readonly Between[]): Reached['path'] => [
  ...path,
  ...conds.filter((each) => !isTrue(each)),
]

function spread(occurrence: Occurrence, path: Reached['path']): Reached[] {
  const here = add(path, exactly(occurrence.when))
  const { each, node } = occurrence
  if (each?.kind === 'split' && wholeOf(each.it) === undefined) return []
  const inside: Reached['path'] =
    each?.kind === 'table' ? [...path, each.rows, ...add([], exactly(occurrence.when))] : here
  return spreadNode(node, inside, occurrence.at)
}

/** Alternatives carry the negation of the earlier ones. */
function spreadAlternatives(occurrences: readonly Occurrence[], path: Reached['path']): Reached[] {
  return occurrences.flatMap((occurrence, index) =>
    spread(occurrence, add(path, unlessEarlier(occurrences.slice(0, index), occurrence))),
  )
}

function spreadNode(node: Node, path: Reached['path'], at: Place): Reached[] {
  if (node.kind === 'first') return spreadAlternatives(node.of, path)
  if (node.kind === 'constant' && node.value === '') return []
  return [{ node, path, at: node.kind === 'hole' ? node.at : at, type: node.type }]
}

function spreadChild(child: Child, path: Reached['path']): Reached[] {
  if (child.array) return child.occurrences.flatMap((each) => spread(each, path))
  return spreadAlternatives(child.occurrences, path)
}

/** Constants of complex types are walked as JSON. */
function intoConstant(reached: Reached, name: string): Reached[] {
  const { node } = reached
  if (node.kind !== 'constant' || typeof node.value === 'string') return []
  const values = Array.isArray(node.value) ? node.value : [node.value]
  return values.flatMap((value: unknown) => {
    const inner = (value as Record<string, unknown>)[name]
    return (Array.isArray(inner) ? inner : inner === undefined ? [] : [inner]).map((each) => ({
      ...reached,
      type: 'unknown',
      node: {
        kind: 'constant' as const,
        value: each as never,
        tenant: node.tenant,
        type: typeof each === 'string' ? 'string' : 'unknown',
      },
    }))
  })
}

function step(reached: Reached, name: string): Reached[] {
  if (reached.node.kind === 'element') return stepElement(reached, reached.node, name)
  if (reached.node.kind === 'hole') return isPart(reached.node.type, name) ? [reached] : []
  return reached.node.kind === 'constant' ? intoConstant(reached, name) : []
}

const parts: Readonly<Record<string, string>> = { Coding: 'code', CodeableConcept: 'coding', Reference: 'reference' }

/** A lens that gives a whole datatype answers for its principal part, beside which it knows the system too. */
const isPart = (type: string, name: string): boolean => parts[type] === name

/** Some definitions name a choice with its type: `valueDateTime` is `value` of that type. */
function stepTyped(reached: Reached, element: Element, name: string): Reached[] {
  const child = element.children.find((each) => each.occurrences.some(({ json }) => json === name) || each.json === name)
  if (child === undefined || child.element === name) return []
  const type = name.slice(child.element.length)
  const isTyped = (each: Reached): boolean => each.type.toLowerCase() === type.toLowerCase()
  return stepElement(reached, element, child.element).filter(isTyped)
}

/** The element has to be alive for its parts to be there. */
function stepElement(reached: Reached, element: Element, name: string): Reached[] {
  const child = element.children.find((each) => each.element === name)
  if (child === undefined) return stepTyped(reached, element, name)
  const isHeart = element.heart === name
  const path = isHeart ? reached.path : add(reached.path, alive(element))
  return spreadChild(child, path)
}

/** `where(system = 'phone')`: the child is a constant here, or the condition cannot be told without the row. */
function matchesConstant(reached: Reached, name: string, value: string): Reached[] {
  const found = step(reached, name)
  const constants = found.filter(({ node }) => node.kind === 'constant' && node.value === value)
  if (constants.length > 0)
    return [{ ...reached, path: [...reached.path, ...constants[0]!.path.slice(reached.path.length)] }]
  const holes = found.flatMap(({ node }) => (node.kind === 'hole' ? [node.lens] : []))
  return holes.map((lens) => ({ ...reached, path: add(reached.path, holeIs(lens, value)) }))
}

const noFacts = { tenant: { key: '', zone: 'UTC', facts: {} }, now: 0, merged: new Map() }

function holeIs(lens: Extract<Node, { kind: 'hole' }>['lens'], value: string): Between {
  const found = lens.match({ kind: 'text', text: value }, noFacts)
  return found ?? { over: lens.has().over, under: never }
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

/** The leaves of one kind that the paths reach. */
export function findHits(kind: Kind, paths: readonly Path[]): readonly Hit[] {
  return paths.flatMap((path) => {
    const root: Reached = { node: kind.tree, path: [], at: { file: '', line: 0, column: 0 }, type: kind.tree.type }
    const found = path.reduce<Reached[]>((reached, next) => follow(reached, next), [root])
    return found.flatMap(({ node, path: conds, at, type }) =>
      node.kind === 'first' ? [] : [{ kind, leaf: node, type, path: conds, at }],
    )
  })
}
