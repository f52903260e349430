/** `ref(source)`: keys to references and ids back to keys. */
import { atMost, both, exactly, has, nothing, oneOf, type Between } from '../cond.ts'
import { decodeId, encodeId, printKey, type DecodedId } from '../id.ts'
import { beginsWith, cutAt } from '../key-conditions.ts'
import { textOf } from '../equality/absent.ts'
import { storedForms } from '../key.ts'
import type { Column, Facts, Json, KeyPart, Lens, PieceLookUp, Probe, Raw, Source } from '../model.ts'
import { isNumeric, trimDecimal } from '../value.ts'
import { askColumn, askIn } from './ask.ts'
import { askText, wholeOf } from './pipeline.ts'

/** By what a row is kept in the facts that pieces name: the values of `held`. */
export const pieceName = (values: readonly Raw[]): string => values.join('\u0000')

/** The source is known only when all of the mapping is read. */
export type LaterSource = () => Source

/** What a row is asked beside its key, of the values of these columns: whether one patient owns it and the row that it refers to. */
export interface Beside {
  readonly columns: readonly Column[]
  isSame(values: readonly Raw[], facts: Facts): boolean
}

export interface ReferenceOptions {
  /** The key, as the row named has it. */
  readonly columns: readonly Column[]
  /** The columns that lead to that row, where they have to equal the key digit for digit: an index over them serves. */
  readonly held?: readonly Column[]
  /** Asked of a row, of the values behind those of `columns`: whether it may be given. */
  readonly beside?: Beside
  /** There where `columns` are a piece of a text and what stands beside it: the row named is looked up, and its key stands in these columns of it. */
  readonly pieces?: { readonly of: PieceLookUp; readonly key: readonly Column[] }
  readonly target: LaterSource
  /** Of a source whose rows give several resources: which of them. */
  readonly kind?: string
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

/** Beside a piece the key that is served may be spelled otherwise. */
function partBeside(column: Column, part: KeyPart, text: string): Between {
  if (wholeOf(column) !== undefined || isNumeric(column)) return partIs(column, part, text)
  return atMost(has(column))
}

function partIs(column: Column, part: KeyPart, text: string): Between {
  const forms = storedForms(part, column, text)
  if (wholeOf(column) !== undefined) return askText({ column, steps: [] }, askIn(forms))
  if (text.trim() === text) return askColumn(column, askIn(forms))
  if (forms.every((each) => textOf(column, each) === undefined)) return nothing
  return atMost(oneOf(column, [...forms, ...forms.map((each) => each.trim())]))
}

/** Each key column equals its part: a condition that an index serves. Keys of letters are told apart by their case, uuids are not. */
function keyIs({ columns, held, target, pieces }: ReferenceOptions, decoded: DecodedId): Between {
  const asked = held ?? columns
  const is = pieces === undefined ? partIs : partBeside
  const equal = decoded.key.map((text, index) => {
    const cut = cutAt(decoded, index)
    return cut === undefined ? is(asked[index]!, target().key[index]!, text) : atMost(beginsWith(asked[index]!, cut))
  })
  return both(...equal, ...(held === undefined ? [] : columns.map((column) => exactly(has(column)))))
}

function matchReference(options: ReferenceOptions, probe: Probe & { kind: 'reference' }): Between {
  const target = options.target()
  if (probe.type !== undefined && probe.type !== target.resource) return nothing
  const decoded = decodeId({ sources: [target] }, target.resource, probe.id)
  if (decoded === undefined || decoded.kind?.id !== options.kind) return nothing
  const between = bounded(options, keyIs(options, decoded))
  return decoded.hashed === undefined ? between : atMost(between.over)
}

/** What only the row can tell. */
const bounded = ({ beside, pieces }: ReferenceOptions, between: Between): Between =>
  beside === undefined && pieces === undefined ? between : atMost(between.over)

/** Of what the row tells beside its key, what is not looked up. */
const outerOf = ({ beside, pieces }: ReferenceOptions): readonly Column[] =>
  beside?.columns.filter((column) => pieces?.of.columns.includes(column) !== true) ?? []

/** Of the row that was looked up. */
function keyNamed(
  options: ReferenceOptions,
  { of, key }: NonNullable<ReferenceOptions['pieces']>,
  values: readonly Raw[],
  facts: Facts,
): readonly string[] | undefined {
  const { beside, columns, target } = options
  const found = facts.named?.get(of)?.get(pieceName(values.slice(0, columns.length)))
  if (found === undefined) return undefined
  const outer = outerOf(options)
  const get = (column: Column): Raw =>
    (outer.includes(column) ? values[columns.length + outer.indexOf(column)] : found[of.columns.indexOf(column)]) ??
    null
  if (beside !== undefined && !beside.isSame(beside.columns.map(get), facts)) return undefined
  const texts = key.map((column, index) => heldIn(column, get(column), target().key[index]))
  return printKey(target(), texts)
}

/** Undefined where the row that is named may not be. */
function keyHere(options: ReferenceOptions, values: readonly Raw[], facts: Facts): readonly string[] | undefined {
  const { beside, columns, pieces } = options
  if (pieces !== undefined) return keyNamed(options, pieces, values, facts)
  const isSame = beside === undefined || beside.isSame(values.slice(columns.length), facts)
  return isSame ? keyOf(options, values) : undefined
}

/** Every whole number is a key; a text may be too long for an id. */
function keyed(column: Column, codec: KeyPart['codec']): Between {
  const whole = wholeOf(column)
  if (whole !== undefined) return atMost(has(whole))
  return column.schema.type === 'integer' && codec === 'integer' ? exactly(has(column)) : atMost(has(column))
}

function refText(options: ReferenceOptions, key: readonly string[]): string | undefined {
  const { kinds } = options.target()
  const kind = options.kind === undefined ? undefined : kinds.find(({ id: own }) => own === options.kind)
  const id = encodeId(options.target(), kind, key)
  return id === undefined ? undefined : `${options.target().resource}/${id}`
}

export function referenceLens(options: ReferenceOptions): Lens {
  return {
    gives: options.shape === 'Reference' ? 'Reference' : 'uri',
    targetType: options.targetType,
    columns: [...options.columns, ...outerOf(options)],
    ...(options.pieces !== undefined && { isLookedUp: true as const }),
    forward: (values, facts): Json | undefined => {
      const key = keyHere(options, values, facts)
      const text = key && refText(options, key)
      return text !== undefined && options.shape === 'Reference' ? { reference: text } : text
    },
    has: () => {
      const { key } = options.target()
      const all = both(...options.columns.map((column, index) => keyed(column, key[index]?.codec ?? 'text')))
      return bounded(options, all)
    },
    match: (probe) => {
      if (probe.kind === 'reference') return matchReference(options, probe)
      if (probe.kind !== 'uri' && probe.kind !== 'text') return undefined
      const [type, id] = probe.text.split('/')
      return id === undefined
        ? nothing
        : matchReference(options, { kind: 'reference', ...(type === undefined ? {} : { type }), id })
    },
    target: (values, facts) => {
      const key = keyHere(options, values, facts)
      return key && { source: options.target().name, key, ...(options.kind !== undefined && { kind: options.kind }) }
    },
  }
}
