/** A test -> the same test in values that the column's type can hold, or the constant it comes to. */
import type { Test } from '../mapping/cond.ts'
import type { Column } from '../mapping/model.ts'
import { bindingType } from './column-type.ts'

type InTest = Extract<Test, { readonly is: 'in' }>
type RangeTest = Extract<Test, { readonly is: 'range' }>

/** What a value comes to as a bound of a column: itself, or beyond all that the column holds. */
type Bound = string | 'under' | 'over'

interface Fitting {
  /** The value as the column holds it; undefined when it can hold no such value. */
  equal(text: string): string | undefined
  /** The least value of the column at or above the text. */
  bound(text: string): Bound
}

const plainText: Fitting = {
  equal: (text) => (text.includes('\0') ? undefined : text),
  bound: (text) => (text.includes('\0') ? text.slice(0, text.indexOf('\0')) : text),
}

const integerForm = /^-?\d{1,20}$/
const decimalForm = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/

/** Wider than four bytes only where the column says so: PostgreSQL refuses the statement else. */
function integers(schema: Column['schema']): Fitting {
  const most = largestInteger(schema.native)
  const bound = (text: string): Bound => {
    const value = ceiling(text)
    if (value === undefined || value > most) return value !== undefined || !text.startsWith('-') ? 'over' : 'under'
    return value < -most - 1n ? 'under' : value.toString()
  }
  const equal = (text: string): string | undefined => {
    const [, , , fraction = ''] = decimalForm.exec(text) ?? []
    const found = bound(text)
    return /^0*$/.test(fraction) && integerForm.test(found) ? found : undefined
  }
  return { equal, bound }
}

/** SQLite's INTEGER, which it writes in capitals, has eight bytes; those of the others four. */
function largestInteger(native: string): bigint {
  if (/big.*unsigned/i.test(native)) return 18_446_744_073_709_551_615n
  if (/tiny/i.test(native)) return 255n
  if (/small/i.test(native)) return 32_767n
  return /big/i.test(native) || native === 'INTEGER' ? 9_223_372_036_854_775_807n : 2_147_483_647n
}

function ceiling(text: string): bigint | undefined {
  const [, sign, whole, fraction = ''] = decimalForm.exec(text) ?? []
  if (whole === undefined) return undefined
  const rounded = BigInt(whole) + (sign === '' && /[1-9]/.test(fraction) ? 1n : 0n)
  return sign === '-' ? -rounded : rounded
}

/** More digits before the point than the column has room for are no value of it. */
const decimals = ({ precision = 38, scale = 9 }: Column['schema']): Fitting => ({
  equal: (text) =>
    decimalForm.test(text) && text.replace(/\..*|^-?0*/g, '').length <= precision - scale ? text : undefined,
  bound: (text) => (decimalForm.test(text) ? roundUp(text, scale) : text.startsWith('-') ? 'under' : 'over'),
})

/** The least number of so many decimals that is not less: what the column holds has no more. */
function roundUp(text: string, scale: number): string {
  const fraction = text.split('.')[1] ?? ''
  if (fraction.length <= scale) return text
  const scaled = ceiling(text.replace('.', '').slice(0, scale - fraction.length) + '.' + fraction.slice(scale)) ?? 0n
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return `${scaled < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`
}

const dateForm = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)?$/

/** Years of more or fewer digits than four lie beyond what any of the databases holds. */
const dates: Fitting = {
  equal: (text) => (dateForm.test(text) && !text.startsWith('0000') ? text : undefined),
  bound: (text) => {
    if (!dateForm.test(text)) return /^\d{5}/.test(text) ? 'over' : 'under'
    return text.startsWith('0000') ? 'under' : text
  },
}

const uuids: Fitting = {
  equal: (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined),
  bound: (text) => text,
}

const bytes: Fitting = {
  equal: (text) => (/^(?:[0-9a-f]{2})*$/i.test(text) ? text.toLowerCase() : undefined),
  bound: (text) => text,
}

const bits: Fitting = { equal: (text) => (/^[01]$/.test(text) ? text : undefined), bound: (text) => text }

function fittingOf(column: Column): Fitting {
  switch (bindingType(column).kind) {
    case 'text':
      return plainText
    case 'integer':
      return integers(column.schema)
    case 'decimal':
      return decimals(column.schema)
    case 'bit':
      return bits
    case 'uuid':
      return uuids
    case 'binary':
      return bytes
    default:
      return dates
  }
}

/** The value as a text to bind for an equality; undefined when the column cannot hold it. */
export const fitValue = (column: Column, text: string): string | undefined => fittingOf(column).equal(text)

function fitIn(fitting: Fitting, test: InTest): Test | false {
  const values = test.values.flatMap((value) => fitting.equal(value) ?? [])
  return values.length === 0 ? false : { is: 'in', values: [...new Set(values)] }
}

function fitRange(fitting: Fitting, test: RangeTest): Test | false {
  const from = test.from === undefined ? 'under' : fitting.bound(test.from)
  const below = test.below === undefined ? 'over' : fitting.bound(test.below)
  if (from === 'over' || below === 'under') return false
  const bounds = { ...(from !== 'under' && { from }), ...(below !== 'over' && { below }) }
  return Object.keys(bounds).length === 0 ? { is: 'any' } : { is: 'range', ...bounds }
}

export function fit(column: Column, test: Test): Test | false {
  if (test.is === 'in') return fitIn(fittingOf(column), test)
  if (test.is === 'range') return fitRange(fittingOf(column), test)
  if (test.is === 'any' || test.is === 'past') return test
  if (test.text === '') return { is: 'any' }
  return test.text.includes('\0') ? false : test
}
