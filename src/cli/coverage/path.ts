/** Paths of US Core profiles (`Observation.component:systolic.value`) -> whether a mapped tree, or a served resource, has something there. */
import type { ProfileElement } from '../../fhir/definition.ts'
import type { Child, Element, Json, Node } from '../../mapping/model.ts'

export interface Step {
  readonly name: string
  readonly slice?: string
  /** Of an extension slice. */
  readonly url?: string
}

/** Without the resource type. `urls` tells the URL of extension slices, by their paths. */
export function stepsOf({ path }: ProfileElement, urls: ReadonlyMap<string, string>): readonly Step[] {
  const parts = path.split('.')
  return parts.slice(1).map((part, index) => {
    const [name = '', slice] = part.split(':')
    const url = urls.get(parts.slice(0, index + 2).join('.'))
    return { name, ...(slice !== undefined && { slice }), ...(url !== undefined && { url }) }
  })
}

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
  const found = Object.entries(fields).filter(([name]) => isNamed(name, step.name))
  const inside = found.flatMap(([, each]): readonly Json[] =>
    Array.isArray(each) ? (each as readonly Json[]) : [each],
  )
  const wanted = step.url === undefined ? inside : inside.filter((each) => (each as { url?: unknown }).url === step.url)
  return wanted.some((each) => isInJson(each, rest))
}

/** `valueQuantity` is `value`. */
const isNamed = (json: string, element: string): boolean =>
  json === element ||
  (json.startsWith(element) && /^[A-Z]/.test(json.slice(element.length)) && element === choice(json, element))

const choices = [
  'value',
  'effective',
  'onset',
  'abatement',
  'deceased',
  'occurrence',
  'medication',
  'reported',
  'performed',
  'multipleBirth',
]
const choice = (json: string, element: string): string | undefined =>
  choices.find((each) => each === element && json.startsWith(each))

/** A lens that gives a whole datatype is taken to give its parts. */
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

/** Slices other than of extensions are not told apart. Absent reasons do not count: they stand beside the element. */
export const isFilled = (resource: object, steps: readonly Step[]): boolean => isInJson(resource as Json, steps)
