/** The head of a source, and what is said of who is behind its rows -> the document of its Provenance. */
import type { Place } from '../model.ts'
import { entryOf, itemsOf, textIn, type Entry, type MapNode, type Yaml } from '../yaml.ts'
import type { Head } from './head.ts'
import { entry, map, text } from './nodes.ts'
import { mapOf, type Behind } from './over-map.ts'

const bareKind = (value: Yaml): Yaml =>
  value.kind === 'map'
    ? { ...value, entries: value.entries.filter(({ key }) => key === 'when' || key === 'each') }
    : value

const isConditional = (shape: Yaml): boolean => shape.kind === 'map' && entryOf(shape, 'when') !== undefined

const withItems = (found: Entry, items: readonly Yaml[]): Entry => ({
  ...found,
  value: { kind: 'list', at: found.value.at, items: items.map(bareKind) },
})

/** The kinds of the source as far as they say which there are: of shapes, whether every row has one. */
function kindsOf({ node }: Head): Entry | undefined {
  const found = entryOf(node, 'kinds')
  if (found === undefined || found.value.kind === 'text') return found
  const { value } = found
  if (value.kind === 'list') return value.items.every(isConditional) ? withItems(found, value.items) : undefined
  if (entryOf(value, 'each') !== undefined) return { ...found, value: bareKind(value) }
  const entries = value.entries.map((each) => ({ ...each, value: bareKind(each.value) }))
  return { ...found, value: { ...value, entries } }
}

/** Joins by name or in a list -> a list. */
const joinsIn = (found: Entry | undefined): readonly Yaml[] =>
  found === undefined
    ? []
    : found.value.kind === 'map'
      ? found.value.entries.map(({ value }) => value)
      : itemsOf(found.value)

function joinsOf(target: Head, { item }: Behind, at: Place): Entry | undefined {
  const items = [...joinsIn(entryOf(target.node, 'join')), ...joinsIn(entryOf(item, 'join'))]
  return items.length === 0 ? undefined : entry('join', { kind: 'list', items, at })
}

const taken = ['from', 'key', 'group', 'tenant', 'patient', 'where', 'exclude', 'newest', 'rows', 'groups', 'updated']

/** `at`: where the source is named. */
export function overNode(behind: Behind, target: Head, at: Place): MapNode {
  const prefix = textIn(behind.document, 'source') ?? ''
  return map(
    [
      entry('resource', text('Provenance', at)),
      entry('source', text(`${prefix}-${target.name}`, entryOf(behind.document, 'source')?.value.at ?? at)),
      ...taken.map((key) => entryOf(target.node, key)),
      joinsOf(target, behind, at),
      entryOf(behind.document, 'profile'),
      entry('map', mapOf(behind, target, at)),
      kindsOf(target),
    ],
    at,
  )
}
