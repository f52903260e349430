/** Turns YAML text into plain nodes that know their place. Every scalar is text: 00 stays 00, no stays no. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node as YamlNode,
} from 'yaml'
import type { Diagnostics } from './diagnostics.ts'
import type { Place } from './model.ts'

export interface TextNode {
  readonly kind: 'text'
  readonly text: string
  readonly at: Place
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

function readText(reading: Reading, text: string, at: Place): TextNode {
  const open = text.match(/[([{]/g)?.length ?? 0
  const closed = text.match(/[)\]}]/g)?.length ?? 0
  if (text.startsWith('=') && open !== closed) {
    reading.diagnostics.error(at, `the brackets of "${text}" do not pair`, 'a comma split this item: quote it')
  }
  return { kind: 'text', text, at }
}

function readEntries(reading: Reading, node: YamlNode): Entry[] {
  if (!isMap(node)) return []
  return node.items.map((pair) => {
    const key = pair.key as YamlNode
    const keyAt = placeOf(reading, key.range?.[0])
    const name = isScalar(key) ? String(key.value ?? '') : ''
    const value = pair.value as YamlNode | null
    return {
      key: name,
      keyAt,
      value: value === null ? { kind: 'text', text: '', at: keyAt } : readNode(reading, value),
    }
  })
}

function readNode(reading: Reading, node: YamlNode): Yaml {
  const at = placeOf(reading, node.range?.[0])
  if (isMap(node)) return { kind: 'map', entries: readEntries(reading, node), at }
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => readNode(reading, item as YamlNode)), at }
  if (isAlias(node)) {
    reading.diagnostics.error(at, 'aliases are not read in mappings', 'write the value out')
    return { kind: 'text', text: '', at }
  }
  return readText(reading, isScalar(node) ? String(node.value ?? '') : '', at)
}

function readDocument(reading: Reading, document: Document): Yaml | undefined {
  for (const fault of document.errors) {
    const hint = /flow|,|\]|\}/.test(fault.message) ? 'a comma or bracket may have split an item: quote it' : undefined
    reading.diagnostics.error(placeOf(reading, fault.pos[0]), fault.message.split(' at line')[0] ?? fault.message, hint)
  }
  return document.contents === null ? undefined : readNode(reading, document.contents as YamlNode)
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
