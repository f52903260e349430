/** Lenses of plain values: texts, numbers, booleans, references, and the pieces of free text that become whole datatypes. */
import { atMost, both, exactly, has, not, nothing, test, type Between } from '../cond.ts'
import type { Bad, Bounds, Column, Json, Lens, Probe, Raw } from '../model.ts'
import { bad, isBad, isNumeric, textOf, trimDecimal } from '../value.ts'
import { askIn } from './ask.ts'
import { askText, readText, textHas, type Text } from './pipeline.ts'

function matchText(text: Text, probe: Probe): Between | undefined {
  if (probe.kind === 'text' || probe.kind === 'uri') return askText(text, askIn([probe.text]))
  if (probe.kind === 'token') return probe.code === undefined ? textHas(text) : askText(text, askIn([probe.code]))
  if (probe.kind !== 'string') return undefined
  if (probe.mode === 'exact') return askText(text, askIn([probe.text]))
  return askText(text, { kind: probe.mode === 'starts' ? 'prefix' : 'contains', text: probe.text })
}

/** A text as it is after its steps; `check` refuses what the FHIR type cannot hold. */
export function textLens(text: Text, gives: string, check?: RegExp): Lens {
  return {
    gives,
    columns: [text.column],
    forward: (values) => {
      const value = readText(text, values[0] ?? null)
      if (value === undefined || isBad(value) || check === undefined || check.test(value)) return value
      return bad(`is no ${gives}`)
    },
    has: () => (check === undefined ? textHas(text) : atMost(textHas(text).over)),
    match: (probe) => matchText(text, probe),
  }
}

/** A decimal that SQL can compare: plain digits, as the bounds of searches come as numbers. */
function printNumber(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, '')
}

/** Bounds of `value * factor` are bounds of the value over the factor. */
function numberBounds(column: Column, factor = 1): Bounds {
  if (!isNumeric(column)) return { lowFrom: () => atMost(has(column)), highTo: () => atMost(has(column)) }
  const sure = factor === 1 ? exactly : atMost
  // Division is not exact in binary: a little more is selected, and the row decides.
  const slack = factor === 1 ? 0 : 1e-6
  return {
    lowFrom: (x) => sure(test(column, { is: 'range', from: printNumber(x / factor - slack) })),
    highTo: (x) => sure(test(column, { is: 'range', below: printNumber(x / factor + slack) })),
  }
}

/** The exact product of two plain decimals. */
export function multiply(a: string, b: string): string {
  const scale = (text: string): number => text.split('.')[1]?.length ?? 0
  const digits = scale(a) + scale(b)
  const product = BigInt(a.replace('.', '')) * BigInt(b.replace('.', ''))
  const text = (product < 0n ? -product : product).toString().padStart(digits + 1, '0')
  const plain = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return (product < 0n ? '-' : '') + trimDecimal(plain)
}

const decimalForm = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** `+05.70` as FHIR's decimal wants it: no sign, no leading zeros, no bare point. */
function cleanNumber(text: string): string {
  return text
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '')
}

/** Numbers: exact texts, never floats. Zeros that a column's fixed scale adds are dropped. */
export function numberLens(text: Text, gives: 'decimal' | 'integer' | 'positiveInt' | 'unsignedInt', factor?: string): Lens {
  const { column } = text
  const whole = gives !== 'decimal'
  const read = (raw: Raw): string | Bad | undefined => {
    const value = readText(text, raw)
    if (value === undefined || isBad(value)) return value
    const number = isNumeric(column) ? trimDecimal(cleanNumber(value)) : cleanNumber(value)
    if (!decimalForm.test(number) || (whole && number.includes('.'))) return bad('is no number')
    return factor === undefined ? number : multiply(number, factor)
  }
  return {
    gives,
    columns: [column],
    forward: (values) => read(values[0] ?? null),
    has: () => (isNumeric(column) ? textHas(text) : atMost(textHas(text).over)),
    match: (probe) => matchText(text, probe),
    numberBounds: () => numberBounds(column, Number(factor ?? 1)),
  }
}

/** `is(A I)`: true for these, false for any other value, nothing for none. */
export function isLens(text: Text, truths: readonly string[]): Lens {
  const truth = askText(text, askIn(truths))
  const falsehood = both(textHas(text), { over: not(truth.under), under: not(truth.over) })
  return {
    gives: 'boolean',
    columns: [text.column],
    forward: (values) => {
      const value = readText(text, values[0] ?? null)
      return value === undefined || isBad(value) ? value : String(truths.includes(value))
    },
    has: () => textHas(text),
    match: (probe) => {
      const wanted = probe.kind === 'token' ? probe.code : probe.kind === 'text' ? probe.text : undefined
      if (wanted === undefined) return probe.kind === 'token' ? textHas(text) : undefined
      return wanted === 'true' ? truth : wanted === 'false' ? falsehood : nothing
    },
  }
}

const credentials = new Set([
  'MD',
  'DO',
  'NP',
  'PA',
  'RN',
  'MA',
  'PHD',
  'DDS',
  'DPM',
  'OD',
  'LPN',
  'CRNA',
  'FNP',
  'JR',
  'SR',
  'II',
  'III',
  'IV',
  'LCSW',
  'PSYD',
])

/** `DOE, JANE A MD` as a HumanName: family before the comma, then given names, then what the list knows as suffixes. */
export function splitName(text: string, title: (text: string) => string): Json | undefined {
  const [family = '', ...rest] = text.split(',').map((each) => each.trim())
  const words = rest
    .join(' ')
    .split(/\s+/)
    .filter((each) => each !== '')
  const suffix = words.filter((word) => credentials.has(word.toUpperCase().replaceAll('.', '')))
  const given = words.filter((word) => !suffix.includes(word)).map(title)
  if (family === '') return undefined
  return { family: title(family), ...(given.length === 0 ? {} : { given }), ...(suffix.length === 0 ? {} : { suffix }) }
}

export function nameLens(text: Text, title: (text: string) => string): Lens {
  return {
    gives: 'HumanName',
    columns: [text.column],
    forward: (values) => {
      const value = readText(text, values[0] ?? null)
      return value === undefined || isBad(value) ? value : splitName(value, title)
    },
    has: () => atMost(textHas(text).over),
    match: (probe) =>
      probe.kind === 'string' ? atMost(askText(text, { kind: 'contains', text: probe.text }).over) : undefined,
  }
}

/** Texts with holes: `x-{p.A}`. The whole is there when every column has a value. */
export function templateLens(pieces: readonly (string | Column)[], gives: string): Lens {
  const columns = pieces.filter((piece) => typeof piece !== 'string')
  const matchPieces = (value: string): Between => {
    const [only] = columns
    if (columns.length !== 1 || only === undefined)
      return atMost(both(...columns.map((each) => exactly(has(each)))).over)
    const at = pieces.indexOf(only)
    const before = pieces.slice(0, at).join('')
    const after = pieces.slice(at + 1).join('')
    const inner = value.slice(before.length, value.length - after.length)
    const fits =
      value.startsWith(before) && value.endsWith(after) && inner !== '' && value.length >= before.length + after.length
    return fits ? askText({ column: only, steps: [] }, askIn([inner])) : nothing
  }
  return {
    gives,
    columns,
    forward: (values) => {
      const texts = columns.map((column, index) => textOf(column, values[index] ?? null))
      if (texts.includes(undefined)) return undefined
      let next = 0
      return pieces.map((piece) => (typeof piece === 'string' ? piece : texts[next++]!)).join('')
    },
    has: () => both(...columns.map((column) => exactly(has(column)))),
    match: (probe) => {
      if (probe.kind === 'text' || probe.kind === 'uri') return matchPieces(probe.text)
      if (probe.kind === 'token' && probe.code !== undefined) return matchPieces(probe.code)
      return undefined
    },
  }
}
