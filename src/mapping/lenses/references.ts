/** `ref(source)`: keys to references and ids back to keys. */
import { atMost, both, exactly, has, nothing, oneOf, type Between } from '../cond.ts'
import { decodeId, encodeId, printKey } from '../id.ts'
import { textOf } from '../equality/absent.ts'
import { storedForms } from '../key.ts'
import type { Column, Json, KeyPart, Lens, Probe, Raw, Source } from '../model.ts'
import { isNumeric, trimDecimal } from '../value.ts'
import { askColumn, askIn } from './ask.ts'
import { askText, wholeOf } from './pipeline.ts'

/** The source is known only when all of the mapping is read. */
export type LaterSource = () => Source

export interface ReferenceOptions {
  readonly columns: readonly Column[]
  readonly target: LaterSource
  readonly targetType: string
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
  return printKey(options.target(), texts)
}

function partIs(column: Column, part: KeyPart, text: string): Between {
  const forms = storedForms(part, column, text)
  if (wholeOf(column) !== undefined) return askText({ column, steps: [] }, askIn(forms))
  if (text.trim() === text) return askColumn(column, askIn(forms))
  if (forms.every((each) => textOf(column, each) === undefined)) return nothing
  return atMost(oneOf(column, [...forms, ...forms.map((each) => each.trim())]))
}

/** Each key column equals its part: a condition that an index serves. Keys of letters are told apart by their case, uuids are not. */
const keyIs = ({ columns, target }: ReferenceOptions, key: readonly string[]): Between =>
  both(...target().key.map((part, index) => partIs(columns[index]!, part, key[index]!)))

function matchReference(options: ReferenceOptions, probe: Probe & { kind: 'reference' }): Between {
  const target = options.target()
  if (probe.type !== undefined && probe.type !== target.resource) return nothing
  const decoded = decodeId({ sources: [target] }, target.resource, probe.id)
  return decoded === undefined ? nothing : keyIs(options, decoded.key)
}

/** Every whole number is a key; a text may be too long for an id. */
function keyed(column: Column, codec: KeyPart['codec']): Between {
  const whole = wholeOf(column)
  if (whole !== undefined) return atMost(has(whole))
  return column.schema.type === 'integer' && codec === 'integer' ? exactly(has(column)) : atMost(has(column))
}

function refText(options: ReferenceOptions, key: readonly string[]): string | undefined {
  const id = encodeId(options.target(), undefined, key)
  return id === undefined ? undefined : `${options.target().resource}/${id}`
}

export function referenceLens(options: ReferenceOptions): Lens {
  return {
    gives: options.shape === 'Reference' ? 'Reference' : 'uri',
    targetType: options.targetType,
    columns: options.columns,
    forward: (values): Json | undefined => {
      const key = keyOf(options, values)
      const text = key && refText(options, key)
      return text !== undefined && options.shape === 'Reference' ? { reference: text } : text
    },
    has: () => {
      const { key } = options.target()
      return both(...options.columns.map((column, index) => keyed(column, key[index]?.codec ?? 'text')))
    },
    match: (probe) => {
      if (probe.kind === 'reference') return matchReference(options, probe)
      if (probe.kind !== 'uri' && probe.kind !== 'text') return undefined
      const [type, id] = probe.text.split('/')
      return id === undefined
        ? nothing
        : matchReference(options, { kind: 'reference', ...(type === undefined ? {} : { type }), id })
    },
    target: (values) => {
      const key = keyOf(options, values)
      return key && { source: options.target().name, key }
    },
  }
}
