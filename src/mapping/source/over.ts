/**
 * `over: [{ of: [alg, cond], author: ... }]`: a source of Provenance over the rows of other sources -> one document for each of those, of its tables, rows
 * and key, which a head is made of like any other. docs/decisions/0026-provenance-is-of-the-row.md
 */
import { suggest, type Diagnostics } from '../diagnostics.ts'
import { checkKeys, entryOf, itemsOf, textIn, type MapNode, type TextNode, type Yaml } from '../yaml.ts'
import type { Head } from './head.ts'
import type { Behind } from './over-map.ts'
import { overNode } from './over-node.ts'

/** A document made over a source: its rows are those of `target`, and each is about what that row is served as. */
export interface Made {
  readonly node: MapNode
  readonly target: Head
}

type Heads = ReadonlyMap<string, Head>

const clauses = ['resource', 'source', 'over', 'profile', 'author', 'onBehalfOf', 'transmitter', 'recorded', 'map']
const hint = 'write over: [{ of: [cond, alg], author: =row.PROV_ID | ref(prac) }]'

export const isOver = (node: MapNode): boolean => entryOf(node, 'over') !== undefined

function checkDocument(node: MapNode, diagnostics: Diagnostics): void {
  checkKeys(node, clauses, 'clause of a source over others', diagnostics)
  if (textIn(node, 'resource') !== 'Provenance')
    diagnostics.error(entryOf(node, 'over')!.keyAt, 'what is over other sources is Provenance', 'resource: Provenance')
}

function targetOf({ text, at }: TextNode, heads: Heads, diagnostics: Diagnostics): Head | undefined {
  const target = heads.get(text)
  if (target === undefined) diagnostics.error(at, `"${text}" is no source of this mapping`, suggest(text, heads.keys()))
  return target
}

/** The sources of one item, each with what the item says of them, and the document where it says nothing. */
function itemSources(node: MapNode, item: Yaml, heads: Heads, diagnostics: Diagnostics): readonly [TextNode, Made][] {
  if (item.kind !== 'map') return (diagnostics.error(item.at, 'sources are named by a map', hint), [])
  checkKeys(item, ['of', 'join', 'author', 'onBehalfOf', 'transmitter', 'recorded'], 'clause of over', diagnostics)
  const of = entryOf(item, 'of')
  if (of === undefined) diagnostics.error(item.at, 'of what sources?', hint)
  const behind: Behind = { document: node, item }
  return (of === undefined ? [] : itemsOf(of.value)).flatMap((name) => {
    if (name.kind !== 'text') return []
    const target = targetOf(name, heads, diagnostics)
    return target === undefined ? [] : [[name, { node: overNode(behind, target, name.at), target }] as const]
  })
}

/** One document for each source that is named. Of one that is named twice it would not be known which counts. */
export function expandOver(node: MapNode, heads: Heads, diagnostics: Diagnostics): readonly Made[] {
  checkDocument(node, diagnostics)
  const known = new Set<Head>()
  const items = itemsOf(entryOf(node, 'over')!.value)
  return items
    .flatMap((item) => itemSources(node, item, heads, diagnostics))
    .flatMap(([{ text, at }, made]) => {
      if (known.has(made.target)) diagnostics.error(at, `${text} is named twice`, 'leave one of them out')
      return known.has(made.target) ? [] : (known.add(made.target), [made])
    })
}
