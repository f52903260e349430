/** `ref(source)`: keys to references and ids back to keys. For references to the patient it knows of merged rows. */
import {
  and,
  atMost,
  both,
  exactly,
  has,
  isExact,
  not,
  nothing,
  oneOf,
  or,
  test,
  type Between,
  type Cond,
} from '../cond.ts'
import { decodeId, encodeId, printKey } from '../id.ts'
import type { Column, Facts, Json, Lens, Merge, Probe, Raw, Source } from '../model.ts'
import { foldCase, textOf } from '../value.ts'
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

function keyOf(options: ReferenceOptions, values: readonly Raw[]): readonly string[] | undefined {
  const texts = options.columns.map((column, index) => textOf(column, values[index] ?? null) ?? null)
  const own = printKey(options.target(), texts)
  if (options.merge === undefined || own === undefined) return own
  const into = values[options.columns.length]
  const merged = values[options.columns.length + 1] === '1'
  return merged ? printKey(options.target(), [into ?? null]) : own
}

/** Each key column equals its part: a condition that an index serves. Keys of letters are told apart by their case, uuids are not. */
function keyIs({ columns, target }: ReferenceOptions, key: readonly string[]): Between {
  const codecs = target().key
  return both(
    ...columns.map((column, index) => askColumn(column, askIn([key[index]!], codecs[index]?.codec === 'uuid'))),
  )
}

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

/** Zero and negative numbers are no keys; texts may have characters that no id can hold. */
function keyed(column: Column, codec: 'integer' | 'text' | 'uuid'): Between {
  if (column.schema.type === 'integer' && codec === 'integer')
    return exactly(and(has(column), test(column, { is: 'range', from: '1' })))
  return atMost(has(column))
}

const refText = (options: ReferenceOptions, key: readonly string[]): string =>
  `${options.target().resource}/${encodeId(options.target(), undefined, key)}`

export function referenceLens(options: ReferenceOptions): Lens {
  const merging = options.merge === undefined ? [] : [options.merge.into, mergeFlag(options.merge)]
  return {
    gives: options.shape === 'Reference' ? 'Reference' : 'uri',
    targetType: options.targetType,
    columns: [...options.columns, ...merging],
    forward: (values): Json | undefined => {
      const key = keyOf(options, flagged(options, values))
      if (key === undefined) return undefined
      return options.shape === 'Reference' ? { reference: refText(options, key) } : refText(options, key)
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
