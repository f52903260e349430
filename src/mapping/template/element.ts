/** Builds an element: its children from the map's entries, what the profile fixes beside them, and the heart it lives by. */
import type { ElementDefinition } from '../../fhir/definition.ts'
import { elementByJsonName, elementOf, elementsOf, typeDefinition } from '../../fhir/definitions.ts'
import { suggest } from '../diagnostics.ts'
import type { Child, Element, Json, Node, Occurrence, Place } from '../model.ts'
import { filled, stated, type ProfileNode } from '../profile.ts'
import type { Entry, MapNode } from '../yaml.ts'
import { absentParts, checkAbsent, withValueReason } from './absent.ts'
import { choiceOccurrences } from './choice.ts'
import { constantChild } from './constants.ts'
import { fault, into, type Build, type Named, type Slot } from './context.ts'
import { extensionOccurrences } from './extensions.ts'
import { heartOf, isNone, lifeOf, livens } from './life.ts'
import { inOrder } from './order.ts'
import { isSliced, sliceOccurrences } from './slices.ts'
import { demandedOf, withReasons } from './demanded.ts'
import { withEnds } from './ends.ts'
import { withSyntax } from './syntax.ts'
import { withNameReason } from './names.ts'
import { makeOccurrences } from './values.ts'

export function nameOf(type: string, key: string): Named | undefined {
  const definition = elementOf(type, key)
  if (definition !== undefined) return { element: key, definition }
  const typed = elementByJsonName(type, key)
  return typed && { element: typed.name, definition: typed.element, type: typed.type }
}

function childProfile(build: Build, named: Named): ProfileNode | undefined {
  return build.profile?.children.get(named.element)
}

function plainOccurrences(build: Build, named: Named, entry: Entry): readonly Occurrence[] {
  const { definition } = named
  const type = definition.types[0] ?? 'string'
  const slot: Slot = { type, ...(definition.binding === undefined ? {} : { binding: definition.binding }) }
  const occurrences = makeOccurrences(build, slot, entry.value, definition.max === 1)
  // Nothing in a list is nothing; among alternatives it ends them.
  return definition.max === 1 ? occurrences : occurrences.filter((each) => !isNone(each.node))
}

function occurrencesOf(build: Build, parent: string, named: Named, entry: Entry): readonly Occurrence[] {
  if (named.element === 'extension') return extensionOccurrences(build, entry.value)
  if (named.definition.choice !== undefined) return choiceOccurrences(build, parent, named, entry)
  if (isSliced(build, named, entry.value)) return sliceOccurrences(build, named, entry.value as MapNode)
  return plainOccurrences(build, named, entry)
}

const isDemanded = (definition: ElementDefinition, profile: ProfileNode | undefined): boolean =>
  definition.min >= 1 || (profile?.element?.min ?? 0) >= 1

function makeChild(build: Build, parent: string, named: Named, entry: Entry): Child {
  const inside = into(build, named.element, childProfile(build, named))
  const occurrences = occurrencesOf(inside, parent, named, entry)
  const { definition } = named
  checkAbsent(inside, definition, entry.value)
  const type = definition.choice === undefined ? (definition.types[0] ?? 'string') : typeOf(occurrences[0]?.node)
  const absent = absentParts(inside, { definition, type, json: occurrences[0]?.json }, entry.value)
  return {
    element: named.element,
    json: occurrences[0]?.json ?? entry.key,
    type,
    array: definition.max === '*',
    required: isDemanded(definition, inside.profile),
    occurrences: [...occurrences, ...absent.occurrences],
    ...(absent.extension === undefined ? {} : { absent: absent.extension }),
  }
}

/** Of alternatives the type of the first. */
function typeOf(node: Node | undefined): string {
  if (node?.kind === 'first') return typeOf(node.of[0]?.node)
  return node === undefined ? 'Element' : node.type
}

/** What the profile states of children that the mapping leaves unsaid. Optional ones only where they are stated outright. */
function filledChildren(build: Build, type: string, mapped: ReadonlySet<string>, at: Place): Child[] {
  const { profile } = build
  if (profile === undefined) return []
  const pattern = stated(profile)
  const fromPattern =
    pattern !== undefined && typeof pattern === 'object' && !Array.isArray(pattern) ? Object.entries(pattern) : []
  const fromChildren = [...profile.children].flatMap(([name, child]) => {
    const definition = elementOf(type, name)
    const needed = (child.element?.min ?? 0) >= 1 || definition?.min === 1
    const value =
      definition === undefined || !needed || definition.choice ? undefined : filled(child, definition.max === '*')
    return value === undefined ? [] : [[name, value] as const]
  })
  const all = new Map<string, Json>([...fromChildren, ...(fromPattern as [string, Json][])])
  return [...all].flatMap(([name, value]) => {
    const definition = elementOf(type, name)
    if (definition === undefined || mapped.has(name) || name === 'url') return []
    return [constantChild(name, name, definition.types[0] ?? 'string', definition.max === '*', value, at)]
  })
}

/** Of what has holes; constants alone make a whole. */
function checkHeart(build: Build, type: string, children: readonly Child[], at: Place): void {
  const heart = heartOf(type)
  if (heart === undefined || type === 'Extension' || !children.some(livens)) return
  if (children.some((child) => child.element === heart)) return
  fault(build, at, `${build.path} is a ${type} without ${heart}, by which it lives`, `map ${heart}`)
}

function makeChildren(build: Build, type: string, node: MapNode): Child[] {
  return node.entries.flatMap((entry) => {
    const named = nameOf(type, entry.key)
    if (named !== undefined) return [makeChild(build, type, named, entry)]
    fault(
      build,
      entry.keyAt,
      `${type} has no element "${entry.key}"`,
      suggest(
        entry.key,
        elementsOf(type).map(([name]) => name),
      ),
    )
    return []
  })
}

function missing(type: string, children: readonly Child[]): string[] {
  return elementsOf(type)
    .filter(([name, definition]) => definition.min >= 1 && !children.some((child) => child.element === name))
    .map(([name]) => name)
}

/** An element of a complex type from the children that the map names. */
export function makeElement(build: Build, slot: Slot, node: MapNode): Element | undefined {
  const { type } = slot
  if (typeDefinition(type)?.kind === 'primitive')
    return fault(build, node.at, `${build.path} is a ${type}: it has no children`)
  const mapped = makeChildren(build, type, node)
  const names = new Set(mapped.map((child) => child.element))
  const all = [...mapped, ...filledChildren(build, type, names, node.at)]
  const sound = withEnds(type, withSyntax(type, all))
  const reasoned = withNameReason(build, type, withReasons(build, type, sound, node.at), node.at)
  const children = inOrder(type, withValueReason(type, reasoned, node.at))
  for (const name of missing(type, children)) fault(build, node.at, `${build.path}.${name} is required`, `map ${name}`)
  // Of a resource the id is enough.
  if (children.length === 0 && build.path.includes('.'))
    return fault(build, node.at, `${build.path} is empty`, 'map what is inside, or leave it out')
  checkHeart(build, type, children, node.at)
  return { kind: 'element', type, ...lifeOf(children, heartOf(type), demandedOf(build, type, children)), children }
}
