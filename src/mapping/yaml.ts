/** Turns YAML text into plain nodes that know their place. Every scalar is text: 00 stays 00, no stays no. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  Scalar,
  type Document,
  type Node as YamlNode,
} from 'yaml'
import { suggest, type Diagnostics } from './diagnostics.ts'
import type { Place } from './model.ts'

export interface TextNode {
  readonly kind: 'text'
  readonly text: string
  readonly at: Place
  /** The text stands in quotes: its first character is one column behind `at`. */
  readonly quoted?: true
}
export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly Yaml[]
  readonly at: Place
}
export interface Entry {
  readonly key: string
  readonly keyAt: Place
  readonly value: Yaml
}
export interface MapNode {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
  readonly at: Place
}
export type Yaml = TextNode | ListNode | MapNode

interface Reading {
  readonly file: string
  readonly lines: LineCounter
  readonly diagnostics: Diagnostics
}

function placeOf(reading: Reading, offset: number | undefined): Place {
  const { line, col } = reading.lines.linePos(offset ?? 0)
  return { file: reading.file, line: Math.max(line, 1), column: Math.max(col, 1) }
}

function readText(reading: Reading, text: string, at: Place, quoted: boolean): TextNode {
  const open = text.match(/[([{]/g)?.length ?? 0
  const closed = text.match(/[)\]}]/g)?.length ?? 0
  if (text.startsWith('=') && open !== closed) {
    reading.diagnostics.error(at, `the brackets of "${text}" do not pair`, 'a comma split this item: quote it')
  }
  return { kind: 'text', text, at, ...(quoted ? { quoted } : {}) }
}

function readEntries(reading: Reading, node: YamlNode): Entry[] {
  if (!isMap(node)) return []
  return node.items.map((pair) => {
    const key = pair.key as YamlNode | null
    const keyAt = placeOf(reading, key?.range?.[0] ?? node.range?.[0])
    const name = isScalar(key) ? String(key.value ?? '') : ''
    if (name === '') reading.diagnostics.error(keyAt, 'a key is a text', 'quote it')
    return { key: name, keyAt, value: readNode(reading, pair.value as YamlNode | null, keyAt) }
  })
}

/** `behind`: where what is not written at all would stand. */
function readNode(reading: Reading, node: YamlNode | null, behind: Place): Yaml {
  if (node === null) return { kind: 'text', text: '', at: behind }
  const at = placeOf(reading, node.range?.[0])
  if (isMap(node)) return { kind: 'map', entries: readEntries(reading, node), at }
  if (isSeq(node))
    return { kind: 'list', items: node.items.map((item) => readNode(reading, item as YamlNode | null, at)), at }
  if (isAlias(node)) {
    reading.diagnostics.error(at, 'aliases are not read in mappings', 'write the value out')
    return { kind: 'text', text: '', at }
  }
  if (!isScalar(node)) return { kind: 'text', text: '', at }
  const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE
  return readText(reading, String(node.value ?? ''), at, quoted)
}

function readDocument(reading: Reading, document: Document): Yaml | undefined {
  for (const { message, pos } of document.errors) {
    const [words = message] = message.split(' at line')
    const hint = /flow|,|\]|\}/i.test(words) ? 'a comma or bracket may have split an item: quote it' : undefined
    reading.diagnostics.error(placeOf(reading, pos[0]), words, hint)
  }
  return document.contents === null ? undefined : readNode(reading, document.contents as YamlNode, placeOf(reading, 0))
}

/** The documents of one file; syntax faults go to `diagnostics`. `file` is the name used in places. */
export function readYaml(file: string, text: string, diagnostics: Diagnostics): readonly Yaml[] {
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: true })
  if (!Array.isArray(documents)) return []
  const reading = { file, lines, diagnostics }
  return documents.flatMap((document) => readDocument(reading, document as Document) ?? [])
}

export const entryOf = (node: MapNode, key: string): Entry | undefined => node.entries.find((each) => each.key === key)

/** A list's items, or the node itself as the only one. */
export const itemsOf = (node: Yaml): readonly Yaml[] => (node.kind === 'list' ? node.items : [node])

/** The text of an entry; undefined where there is none, or another node. */
export function textIn(node: MapNode, key: string): string | undefined {
  const value = entryOf(node, key)?.value
  return value?.kind === 'text' ? value.text : undefined
}

/** The texts of a list, or the one text. */
export const textsOf = (node: Yaml | undefined): readonly string[] =>
  node === undefined ? [] : itemsOf(node).flatMap((item) => (item.kind === 'text' ? [item.text] : []))

/** Where a text's own first character stands. */
export const startOf = ({ at, quoted }: TextNode): Place => (quoted === true ? { ...at, column: at.column + 1 } : at)

/** Tells of every key that is none of the known ones. `what`: "clause of a source". */
export function checkKeys(node: MapNode, known: readonly string[], what: string, diagnostics: Diagnostics): void {
  for (const { key, keyAt } of node.entries) {
    if (!known.includes(key)) diagnostics.error(keyAt, `"${key}" is no ${what}`, suggest(key, known))
  }
}
