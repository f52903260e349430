/** A US Core profile as a tree: what each element and slice fixes, demands and binds, ready to be walked beside the mapping. */
import type { ProfileElement } from '../fhir/definition.ts'
import { profile as profileById, type Edition } from '../fhir/definitions.ts'
import type { Json } from './model.ts'

export interface ProfileNode {
  readonly element?: ProfileElement
  readonly children: ReadonlyMap<string, ProfileNode>
  readonly slices: ReadonlyMap<string, ProfileNode>
}

interface Growing {
  element?: ProfileElement
  readonly children: Map<string, Growing>
  readonly slices: Map<string, Growing>
}

const grow = (): Growing => ({ children: new Map(), slices: new Map() })

function step(map: Map<string, Growing>, name: string): Growing {
  const known = map.get(name)
  if (known !== undefined) return known
  const fresh = grow()
  map.set(name, fresh)
  return fresh
}

function place(root: Growing, path: string): Growing {
  return path
    .split('.')
    .slice(1)
    .reduce((node, part) => {
      const [name = '', ...slices] = part.split(':')
      return slices.reduce((each, slice) => step(each.slices, slice), step(node.children, name))
    }, root)
}

const trees = new Map<string, ProfileNode>()

/** The tree of a profile by its short id, as the edition of US Core has it; undefined for ids that it does not know. */
export function profileTree(id: string, edition: Edition): ProfileNode | undefined {
  const name = `${edition} ${id}`
  const known = trees.get(name)
  const definition = profileById(id, edition)
  if (known !== undefined || definition === undefined) return known
  const root = grow()
  for (const element of definition.elements) place(root, element.path).element = element
  trees.set(name, root)
  return root
}

/** The constant that the profile states for the element, if any. */
export const stated = (node: ProfileNode | undefined): Json | undefined =>
  (node?.element?.fixed ?? node?.element?.pattern) as Json | undefined

const demanded = (node: ProfileNode): boolean => (node.element?.min ?? 0) >= 1

/** The constant that stands when the mapping says nothing: the stated one, or one made of what demanded children and slices state. */
export function filled(node: ProfileNode, array: boolean): Json | undefined {
  const own = stated(node)
  if (own !== undefined) return array && !Array.isArray(own) ? [own] : own
  const slices = [...node.slices.values()].filter(demanded).flatMap((slice) => filled(slice, false) ?? [])
  if (slices.length > 0) return slices
  const members = filledMembers(node)
  return members === undefined ? undefined : array ? [members] : members
}

const repeating = new Set(['coding'])

function filledMembers(node: ProfileNode): Json | undefined {
  const entries = [...node.children].flatMap(([name, child]) => {
    const value = stated(child) !== undefined || demanded(child) ? filled(child, repeating.has(name)) : undefined
    return value === undefined ? [] : [[name, value] as const]
  })
  // Single fixed members of an otherwise open element (the system of a telecom) do not make an element.
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Json)
}
