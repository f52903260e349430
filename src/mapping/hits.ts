/** Walks a search parameter's path through a kind's tree to the leaves it reaches. */
import { elementOf, valueSet } from '../fhir/definitions.ts'
import { atMost, either, everything, nothing, type Between } from './cond.ts'
import type { Path, Step } from './fhirpath.ts'
import type { Child, Element, Hit, Hole, Kind, Occurrence, Place, Turn } from './model.ts'
import { partOf } from './part.ts'
import { turnsInto, turnsOf, wrap } from './turns.ts'

/** A node on the way. */
interface Reached {
  readonly node: Turn['node']
  readonly path: Hit['path']
  readonly at: Place
  readonly type: string
  readonly system?: string
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

const into = (path: Reached['path'], turn: Turn): Reached => {
  const { node, at } = turn
  return { node, path: [...path, turn], at, type: node.type }
}

function stepElement(reached: Reached, element: Element, name: string): Reached[] {
  if (!element.children.some((child) => child.element === name)) return stepTyped(reached, element, name)
  return turnsInto(element, name).map((turn) => withSystem(into(reached.path, turn), element, name))
}

/** https://hl7.org/fhir/R4/search.html#token: the system of a code is that of the value set it is bound to. */
function withSystem(reached: Reached, element: Element, name: string): Reached {
  const set = reached.type === 'code' ? elementOf(element.type, name)?.binding?.valueSet : undefined
  const [system, ...others] = set === undefined ? [] : new Set(valueSet(set)?.map((coding) => coding.system))
  return system === undefined || others.length > 0 ? reached : { ...reached, system }
}

/** `where(system = 'phone')`: the child may be that text, as a constant or by a hole that gives it. */
function matchesText(reached: Reached, name: string, value: string): Reached[] {
  if (reached.node.kind !== 'element')
    return step(reached, name).some(({ node }) => node.kind === 'constant' && node.value === value) ? [reached] : []
  const of = turnsInto(reached.node, name).filter(({ node }) => isText(node, value).over !== nothing.over)
  if (of.length === 0) return []
  const between = either(...of.map(({ node, steps }) => wrap(steps, isText(node, value))))
  return [{ ...reached, path: [...reached.path, { kind: 'filter', steps: [{ kind: 'if', between }], of, value }] }]
}

function isText(node: Turn['node'], value: string): Between {
  if (node.kind === 'constant') return node.value === value ? everything : nothing
  return node.kind === 'hole' ? holeIs(node.lens, value) : nothing
}

const noFacts = { tenant: { key: '', zone: 'UTC', facts: {} }, now: 0 }

/** Known before there is a request, and so only where the tenant does not matter. */
function holeIs(lens: Hole['lens'], value: string): Between {
  const isKnown = lens.isPerTenant?.() !== true
  const found = isKnown ? lens.match({ kind: 'text', text: value }, noFacts) : undefined
  return found ?? atMost(lens.has().over)
}

const ofType = (text: string, type: string): boolean => text.startsWith(`${type}/`)

/** Undefined where only the row knows. */
function isTo({ node }: Reached, type: string): boolean | undefined {
  if (node.kind === 'hole') return node.lens.targetType === undefined ? undefined : node.lens.targetType === type
  if (node.kind !== 'constant') return undefined
  const text = typeof node.value === 'string' ? node.value : (node.value as { readonly reference?: string }).reference
  return text !== undefined && ofType(text, type)
}

/** `where(resolve() is Practitioner)`: the reference itself, for what has words alone leads nowhere. */
function resolved(reached: Reached, type: string): Reached[] {
  const { node } = reached
  const inner =
    node.kind === 'element' ? turnsInto(node, 'reference').map((turn) => into(reached.path, turn)) : [reached]
  return inner.filter((each) => isTo(each, type) !== false).map((each) => ({ ...each, type: 'Reference' }))
}

function follow(reached: readonly Reached[], next: Step): Reached[] {
  switch (next.kind) {
    case 'child':
      return reached.flatMap((each) => step(each, next.name))
    case 'type':
      return reached.filter((each) => sameType(each.node.type, next.type))
    case 'where':
      return reached.flatMap((each) => matchesText(each, next.name, next.value))
    case 'resolves':
      return reached.flatMap((each) => resolved(each, next.type))
    case 'exists':
      return [...reached]
  }
}

/** Definitions cast to `Quantity` what a type calls Age or SimpleQuantity. */
const sameType = (own: string, wanted: string): boolean =>
  own === wanted || (wanted === 'Quantity' && own === 'SimpleQuantity')

const toHits = (kind: Kind, found: readonly Reached[]): readonly Hit[] =>
  found.map(({ node, path, at, type, system }) => ({
    kind,
    leaf: node,
    type,
    path,
    at,
    ...(system !== undefined && { system }),
  }))

/** What is said of the resources of a kind beside their elements, as if an element that repeats held it. */
export function hitsBeside(kind: Kind, occurrences: readonly Occurrence[]): readonly Hit[] {
  const child: Child = { element: '', json: '', type: '', array: true, required: false, occurrences }
  return toHits(
    kind,
    turnsOf(child).map((turn) => into([], turn)),
  )
}

/** The leaves of one kind that the paths reach. */
export function findHits(kind: Kind, paths: readonly Path[]): readonly Hit[] {
  return paths.flatMap((path) => {
    const root: Reached = { node: kind.tree, path: [], at: { file: '', line: 0, column: 0 }, type: kind.tree.type }
    const found = path.reduce<Reached[]>((reached, next) => follow(reached, next), [root])
    return toHits(kind, found)
  })
}
