/** The `number` lens: stored numbers as exact decimals, and bounds of them back to bounds of the column. */
import { justAbove, moveCut, numberOf, type Cut } from '../../fhir/cut.ts'
import { divideDecimals, isDecimal, multiplyDecimals, plainDecimal, significantDigits } from '../../fhir/decimal.ts'
import { atMost, both, exactly, has, test, type Between, type Bounds } from '../cond.ts'
import type { Bad, Column, Lens, Raw } from '../model.ts'
import { bad, isBad, isNumeric, trimDecimal } from '../value.ts'
import { readText, textHas, wholeOf, type Text } from './pipeline.ts'

/** The FHIR types that are numbers: what texts of them look like, and between which cuts they lie. */
const types = {
  decimal: { form: /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/, domain: {} },
  integer: { form: /^(?:0|-?[1-9]\d*)$/, domain: { from: '-2147483648', below: '2147483648' } },
  unsignedInt: { form: /^(?:0|[1-9]\d*)$/, domain: { from: '0', below: '2147483648' } },
  positiveInt: { form: /^[1-9]\d*$/, domain: { from: '1', below: '2147483648' } },
} as const

type NumberType = keyof typeof types

/** Until so many digits a column of binary numbers orders decimals as they are; longer ones the row compares. */
const sureDigits = 15

/** Whether SQL knows where the column has a number of the type: then it decides, and not the row. */
function isSure({ column, steps }: Text, gives: NumberType): boolean {
  if (steps.length > 0 || wholeOf(column) !== undefined) return false
  return column.schema.type === 'integer' || (gives === 'decimal' && column.schema.type === 'decimal')
}

/** Binary numbers have about seven digits at least: a little more is selected, and the row decides. */
const widening = { less: '0.999999', more: '1.000001' }

function widen(cut: Cut, side: 'from' | 'below'): Cut {
  const number = numberOf(cut)
  const isOutward = number.startsWith('-') === (side === 'from')
  return justAboveOf(multiplyDecimals(number, isOutward ? widening.more : widening.less), side)
}

const justAboveOf = (number: string, side: 'from' | 'below'): Cut => (side === 'from' ? number : justAbove(number))

/** More places than any column has. */
const places = 60

/** `value * factor` is on this side of the cut where the value is on the same side of the result. */
function overFactor(cut: Cut, factor: string): Cut {
  const { quotient, isExact } = divideDecimals(numberOf(cut), factor, places)
  return isExact ? moveCut(cut, quotient) : justAbove(quotient)
}

/** Bounds of `value * factor` as bounds of the column. Only a plain numeric column is compared in SQL. */
function numberBounds(text: Text, gives: NumberType, factor: string | undefined): Bounds<Cut> {
  const { column, steps } = text
  const all = atMost(has(wholeOf(column) ?? column))
  if (!isNumeric(column) || steps.length > 0) return { lowFrom: () => all, highTo: () => all }
  const domain = hasNumber(text, gives)
  const range = (cut: Cut, side: 'from' | 'below'): Between => {
    const bound = factor === undefined ? cut : overFactor(cut, factor)
    const isDecided = isSure(text, gives) && factor === undefined && isTold(column, cut)
    const own = column.schema.type === 'real' ? widen(bound, side) : bound
    return both(domain, (isDecided ? exactly : atMost)(test(column, { is: 'range', [side]: own })))
  }
  return { lowFrom: (cut) => range(cut, 'from'), highTo: (cut) => range(cut, 'below') }
}

const isTold = ({ schema }: Column, cut: Cut): boolean =>
  schema.type === 'integer' || significantDigits(numberOf(cut)) <= sureDigits

function hasNumber(text: Text, gives: NumberType): Between {
  if (!isSure(text, gives)) return atMost(textHas(text).over)
  return exactly(test(text.column, { is: 'range', ...types[gives].domain }))
}

/** `+05.70` as FHIR's decimal wants it: no sign, no leading zeros, no bare point. */
function cleanNumber(text: string): string {
  return text
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '')
}

/** Zeros that a column's fixed scale adds are dropped; those of a text tell how exact it is. Undefined for what is no number. */
function readNumber(column: Column, text: string): string | undefined {
  if (isNumeric(column)) return plainDecimal(text)
  const number = cleanNumber(text)
  return isDecimal(number) && plainDecimal(number) !== undefined ? number : undefined
}

function isOfType(number: string, gives: NumberType): boolean {
  const { form, domain } = types[gives]
  if (!form.test(number)) return false
  return !('from' in domain) || (BigInt(number) >= BigInt(domain.from) && BigInt(number) < BigInt(domain.below))
}

/** Exact texts, never floats. `factor` multiplies them. */
export function numberLens(text: Text, gives: NumberType, factor?: string): Lens {
  const { column } = text
  const read = (raw: Raw): string | Bad | undefined => {
    const value = readText(text, raw)
    if (value === undefined || isBad(value)) return value
    const number = readNumber(column, value)
    if (number === undefined) return bad('is no number')
    if (!isOfType(number, gives)) return bad(`is no ${gives}`)
    return factor === undefined ? number : trimDecimal(multiplyDecimals(number, factor))
  }
  return {
    gives,
    columns: [column],
    forward: (values) => read(values[0] ?? null),
    has: () => hasNumber(text, gives),
    match: () => undefined,
    numberBounds: () => numberBounds(text, gives, factor),
  }
}
