/** `ref(source)`: keys to references and ids back to keys. For references to the patient it knows of merged rows. */
import { and, atMost, both, exactly, has, isExact, not, nothing, oneOf, or, type Between, type Cond } from '../cond.ts'
import { decodeId, encodeId, printKey } from '../id.ts'
import { storedForms } from '../key.ts'
import type { Column, Facts, Json, KeyPart, Lens, Merge, Probe, Raw, Source } from '../model.ts'
import { foldCase, isNumeric, textOf, trimDecimal } from '../value.ts'
import { askColumn, askIn } from './ask.ts'

/** The source is known only when all of the mapping is read. */
export type LaterSource = () => Source

export interface ReferenceOptions {
  readonly columns: readonly Column[]
  readonly target: LaterSource
  readonly targetType: string
  /** Columns of the root's own join, where the reference is the root and merged rows count as the survivor's. */
  readonly merge?: Merge
  readonly shape: 'Reference' | 'text'
}

/** Blanks are part of a key where they tell it from another; those that fill up a CHAR do not. */
function heldIn(column: Column, raw: Raw, part: KeyPart | undefined): Raw {
  if (raw === null || textOf(column, raw) === undefined) return null
  // The text `1.0` is found under no number.
  if (part?.codec === 'integer' && !isNumeric(column) && trimDecimal(raw.trim()) !== raw.trim()) return null
  return column.schema.padded ? raw.trimEnd() : raw
}

function keyOf(options: ReferenceOptions, values: readonly Raw[]): readonly string[] | undefined {
  const { key } = options.target()
  const texts = options.columns.map((column, index) => heldIn(column, values[index] ?? null, key[index]))
  const own = printKey(options.target(), texts)
  if (options.merge === undefined || own === undefined) return own
  const into = values[options.columns.length]
  const merged = values[options.columns.length + 1] === '1'
  return merged ? printKey(options.target(), [into ?? null]) : own
}

function partIs(column: Column, part: KeyPart, text: string): Between {
  const forms = storedForms(part, column, text)
  if (text.trim() === text) return askColumn(column, askIn(forms))
  if (forms.every((each) => textOf(column, each) === undefined)) return nothing
  return atMost(oneOf(column, [...forms, ...forms.map((each) => each.trim())]))
}

/** Each key column equals its part: a condition that an index serves. Keys of letters are told apart by their case, uuids are not. */
const keyIs = ({ columns, target }: ReferenceOptions, key: readonly string[]): Between =>
  both(...target().key.map((part, index) => partIs(columns[index]!, part, key[index]!)))

/** Rows under the key itself, unless they were merged away, and those under keys that were merged into it. */
function survivor(options: ReferenceOptions, merge: Merge, key: readonly string[], facts: Facts): Cond {
  const others = facts.merged.get(key.join('.')) ?? []
  const own = and(keyIs(options, key).over, not(merge.when))
  if (others.length === 0) return own
  const keys = [key, ...others].map((each) => each[0]!)
  const moved = and(merge.when, oneOf(merge.into, [key[0]!]))
  return and(oneOf(options.columns[0]!, keys), or(not(merge.when), moved))
}

function matchKey(options: ReferenceOptions, key: readonly string[], facts: Facts): Between {
  const plain = keyIs(options, key)
  if (options.merge === undefined) return plain
  const merged = survivor(options, options.merge, key, facts)
  return isExact(plain) ? exactly(merged) : atMost(merged)
}

function matchReference(options: ReferenceOptions, probe: Probe & { kind: 'reference' }, facts: Facts): Between {
  const target = options.target()
  if (probe.type !== undefined && probe.type !== target.resource) return nothing
  const decoded = decodeId({ sources: [target] }, target.resource, probe.id)
  return decoded === undefined ? nothing : matchKey(options, decoded.key, facts)
}

/** Every whole number is a key; a text may be too long for an id. */
const keyed = (column: Column, codec: KeyPart['codec']): Between =>
  column.schema.type === 'integer' && codec === 'integer' ? exactly(has(column)) : atMost(has(column))

function refText(options: ReferenceOptions, key: readonly string[]): string | undefined {
  const id = encodeId(options.target(), undefined, key)
  return id === undefined ? undefined : `${options.target().resource}/${id}`
}

export function referenceLens(options: ReferenceOptions): Lens {
  const merging = options.merge === undefined ? [] : [options.merge.into, mergeFlag(options.merge)]
  return {
    gives: options.shape === 'Reference' ? 'Reference' : 'uri',
    targetType: options.targetType,
    columns: [...options.columns, ...merging],
    forward: (values): Json | undefined => {
      const key = keyOf(options, flagged(options, values))
      const text = key && refText(options, key)
      return text !== undefined && options.shape === 'Reference' ? { reference: text } : text
    },
    has: () => {
      const { key } = options.target()
      const all = both(...options.columns.map((column, index) => keyed(column, key[index]?.codec ?? 'text')))
      return options.merge === undefined ? all : atMost(all.over)
    },
    match: (probe, facts) => {
      if (probe.kind === 'reference') return matchReference(options, probe, facts)
      if (probe.kind !== 'uri' && probe.kind !== 'text') return undefined
      const [type, id] = probe.text.split('/')
      return id === undefined
        ? nothing
        : matchReference(options, { kind: 'reference', ...(type === undefined ? {} : { type }), id }, facts)
    },
    target: (values) => {
      const key = keyOf(options, flagged(options, values))
      return key && { source: options.target().name, key }
    },
  }
}

/** The column whose value tells a merged row; conditions of one column and one list only, which the source compiler sees to. */
export function mergeFlag(merge: Merge): Column {
  if (merge.when.kind !== 'test') throw new Error('a merge condition is one test')
  return merge.when.column
}

/** Replaces the flag column's text by 1 or 0. */
function flagged(options: ReferenceOptions, values: readonly Raw[]): readonly Raw[] {
  const { merge, columns } = options
  if (merge === undefined || merge.when.kind !== 'test' || merge.when.test.is !== 'in') return values
  const text = values[columns.length + 1]?.trim()
  const fold = merge.when.column.schema.collation === 'ci' ? foldCase : (each: string) => each
  const merged = text !== undefined && merge.when.test.values.some((each) => fold(each) === fold(text))
  return [...values.slice(0, columns.length + 1), merged ? '1' : '0']
}
