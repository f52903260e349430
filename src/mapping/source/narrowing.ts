/** `search: { name: [name.family, name.given] }`: parameters of a source that look at fewer elements than their definition says. */
import { searchParametersOf } from '../../fhir/definitions.ts'
import { suggest, type Diagnostics } from '../diagnostics.ts'
import { parsePaths } from '../fhirpath.ts'
import { findHits } from '../hits.ts'
import type { Source } from '../model.ts'
import { entryOf, itemsOf, type Entry, type TextNode, type Yaml } from '../yaml.ts'
import type { Head } from './head.ts'

const textsOf = (node: Yaml): readonly TextNode[] =>
  itemsOf(node).flatMap((item) => (item.kind === 'text' ? [item] : []))

function entriesOf(head: Head): readonly Entry[] {
  const node = entryOf(head.node, 'search')?.value
  return node?.kind === 'map' ? node.entries : []
}

export const narrowing = (head: Head): Source['narrow'] =>
  Object.fromEntries(entriesOf(head).map(({ key, value }) => [key, textsOf(value).map((each) => each.text)]))

function checkPath({ resource, kinds }: Source, { text, at }: TextNode, diagnostics: Diagnostics): void {
  const paths = parsePaths(resource, text)
  if (paths === undefined) diagnostics.error(at, `"${text}" is no path that a search can follow`, 'write name.family')
  else if (!kinds.some((kind) => findHits(kind, paths).length > 0))
    diagnostics.error(at, `${text} leads to nothing that this source maps`, 'name elements of its map')
}

/** Once all sources are made: parameters that are none, and paths that lead nowhere. */
export function checkNarrowing(head: Head, source: Source, diagnostics: Diagnostics): void {
  const known = searchParametersOf(source.resource)
  for (const { key, keyAt, value } of entriesOf(head)) {
    if (!known.has(key))
      diagnostics.error(keyAt, `"${key}" is no search parameter of ${source.resource}`, suggest(key, known.keys()))
    for (const path of textsOf(value)) checkPath(source, path, diagnostics)
  }
}
