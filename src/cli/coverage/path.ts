/** Paths of US Core profiles (`Observation.component:systolic.value`) -> whether a mapped tree, or a served resource, has something there. */
import { typeDefinition } from '../../fhir/definitions.ts'
import type { ProfileElement } from '../../fhir/definition.ts'
import type { Child, Element, Json, Node } from '../../mapping/model.ts'

export interface Step {
  readonly name: string
  readonly slice?: string
  /** Of an extension slice. */
  readonly url?: string
  /** Of any other slice, as far as the profile tells it apart by constants. */
  readonly constants: readonly Constant[]
}

/** A value that an element has below itself. */
interface Constant {
  readonly at: readonly string[]
  readonly value: unknown
}

/** What slices are told apart by; other constants, as of units, may be absent. */
const discriminators = /^(?:code|coding|type|system|class)(?:\.|$)/

function constantsOf(path: string, elements: readonly ProfileElement[]): readonly Constant[] {
  return elements.flatMap((each) => {
    const value = each.pattern ?? each.fixed
    const rest = each.path.slice(path.length + 1)
    if (value === undefined || (each.path !== path && !each.path.startsWith(`${path}.`))) return []
    if (rest !== '' && (!discriminators.test(rest) || rest.includes(':'))) return []
    return [{ at: rest === '' ? [] : rest.split('.'), value }]
  })
}

/** Without the resource type. */
export function stepsOf({ path }: ProfileElement, elements: readonly ProfileElement[]): readonly Step[] {
  const parts = path.split('.')
  return parts.slice(1).map((part, index) => {
    const [name = '', slice] = part.split(':')
    const own = parts.slice(0, index + 2).join('.')
    const url = elements.find((each) => each.path === own)?.extensionUrl
    const constants = slice === undefined || url !== undefined ? [] : constantsOf(own, elements)
    return { name, constants, ...(slice !== undefined && { slice }), ...(url !== undefined && { url }) }
  })
}

/** As a pattern of a profile asks: what it has is there, and more may be. */
function contains(value: unknown, pattern: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return value === pattern
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(pattern)) return pattern.every((part) => Object.values(value).some((each) => contains(each, part)))
  const fields = value as Readonly<Record<string, unknown>>
  return Object.entries(pattern).every(([name, part]) => contains(fields[name], part))
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (name === undefined) return [value]
  const inner = (value as Readonly<Record<string, unknown>> | undefined)?.[name]
  return (Array.isArray(inner) ? inner : [inner]).flatMap((each: unknown) => valuesAt(each, rest))
}

const isOfSlice = (value: unknown, { url, constants }: Step): boolean =>
  url === undefined
    ? constants.every((each) => valuesAt(value, each.at).some((inner) => contains(inner, each.value)))
    : (value as { url?: unknown }).url === url

const nodesOf = (node: Node): readonly Node[] =>
  node.kind === 'first' ? node.of.flatMap((each) => nodesOf(each.node)) : [node]

const nodesOfChild = ({ occurrences }: Child): readonly Node[] => occurrences.flatMap(({ node }) => nodesOf(node))

function isExtension(node: Node, url: string): boolean {
  if (node.kind === 'constant') return JSON.stringify(node.value).includes(url)
  if (node.kind !== 'element') return false
  const urls = node.children.filter(({ element }) => element === 'url').flatMap(nodesOfChild)
  return urls.some((each) => each.kind === 'constant' && each.value === url)
}

function isInJson(value: Json | undefined, steps: readonly Step[]): boolean {
  const [step, ...rest] = steps
  if (value === undefined) return false
  if (step === undefined) return true
  if (typeof value === 'string') return false
  if (Array.isArray(value)) return value.some((each: Json) => isInJson(each, steps))
  const fields = value as Readonly<Record<string, Json>>
  const found = Object.entries(fields).filter(([name]) => isNamed(name, step))
  const inside = found.flatMap(([, each]): readonly Json[] =>
    Array.isArray(each) ? (each as readonly Json[]) : [each],
  )
  return inside.some((each) => isOfSlice(each, step) && isInJson(each, rest))
}

/** `Quantity` of `valueQuantity`, `Date` of `startDate`. */
const isTypeName = (text: string): boolean =>
  typeDefinition(text) !== undefined || typeDefinition(text.charAt(0).toLowerCase() + text.slice(1)) !== undefined

/** `valueQuantity` is `value`, and of its slices the one of that name. */
function isNamed(json: string, { name, slice }: Step): boolean {
  if (json === name) return true
  const type = json.slice(name.length)
  if (!json.startsWith(name) || !/^[A-Z]/.test(type) || !isTypeName(type)) return false
  return slice === undefined || !slice.startsWith(name) || slice === json
}

/** A lens that gives a whole datatype is taken to give its parts, and any value of an element any of its slices but extensions. */
export function isMapped(node: Node, steps: readonly Step[]): boolean {
  const [step, ...rest] = steps
  if (step === undefined || node.kind === 'hole') return true
  if (node.kind === 'constant') return isInJson(node.value, steps)
  if (node.kind === 'first') return nodesOf(node).some((each) => isMapped(each, steps))
  const nodes = childrenOf(node, step.name).flatMap(nodesOfChild)
  const wanted = step.url === undefined ? nodes : nodes.filter((each) => isExtension(each, step.url!))
  return wanted.some((each) => isMapped(each, rest))
}

const childrenOf = ({ children }: Element, name: string): readonly Child[] =>
  children.filter(({ element }) => element === name)

/** Slices by a value set are not told apart. Absent reasons do not count: they stand beside the element. */
export const isFilled = (resource: object, steps: readonly Step[]): boolean => isInJson(resource as Json, steps)
