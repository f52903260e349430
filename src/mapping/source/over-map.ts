/** What is said of who is behind the rows of a source -> the map of their Provenance. https://hl7.org/fhir/us/core/STU6.1/StructureDefinition-us-core-provenance.html */
import { withoutLiterals } from '../expression.ts'
import type { Place } from '../model.ts'
import { entryOf, itemsOf, type Entry, type MapNode, type Yaml } from '../yaml.ts'
import type { Head } from './head.ts'
import { entry, map, text } from './nodes.ts'

export interface Behind {
  readonly document: MapNode
  readonly item: MapNode
}

const participant = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type|author'
const transmitting = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type|transmitter'

/** The item's own clause stands for the document's. */
const said = ({ document, item }: Behind, key: string): Entry | undefined =>
  entryOf(item, key) ?? entryOf(document, key)

/** The day at the end of `updated:`, so that no row is without, is none on which anything was recorded. */
function recordedBy(node: Yaml): Yaml | undefined {
  if (node.kind === 'text') return node.text.startsWith('=') ? { ...node, text: withoutLiterals(node.text) } : undefined
  const first = node.kind === 'map' ? entryOf(node, 'first') : undefined
  if (node.kind !== 'map' || first === undefined) return node
  const items = itemsOf(first.value).flatMap((item) => recordedBy(item) ?? [])
  return map([entry('first', { kind: 'list', items, at: first.value.at })], node.at)
}

function agent(type: string, who: Entry | undefined, onBehalfOf: Entry | undefined): readonly MapNode[] {
  if (who === undefined) return []
  const behalf = onBehalfOf && entry('onBehalfOf', onBehalfOf.value)
  return [map([entry('type', text(type, who.keyAt)), entry('who', who.value), behalf], who.keyAt)]
}

/** The columns of the key, as an expression has them. */
const keyText = ({ key }: Head): string => key.map(({ column }) => `${column.alias}.${column.name}`).join(' ')

/** What is behind the row, and about which resource: that of the row itself. */
export function mapOf(behind: Behind, target: Head, at: Place): MapNode {
  const agents = [
    ...agent(participant, said(behind, 'author'), said(behind, 'onBehalfOf')),
    ...agent(transmitting, said(behind, 'transmitter'), undefined),
  ]
  const updated = said(behind, 'recorded')?.value ?? recordedBy(entryOf(target.node, 'updated')?.value ?? text('', at))
  const unknown = map([entry('none', text('true', at)), entry('absent', text('unknown', at))], at)
  const more = entryOf(behind.document, 'map')?.value
  return map(
    [
      entry('target', text(`=${keyText(target)} | ref(${target.name})`, at)),
      entry('recorded', updated ?? unknown),
      entry('agent', { kind: 'list', items: agents, at }),
      ...(more?.kind === 'map' ? more.entries : []),
    ],
    at,
  )
}
