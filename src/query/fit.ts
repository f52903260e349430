/** A test -> the same test in values that the column's type can hold, or the constant it comes to. */
import { plainDecimal } from '../fhir/decimal.ts'
import type { Test } from '../mapping/cond.ts'
import type { Column } from '../mapping/model.ts'
import { isNumeric } from '../mapping/value.ts'
import { bindingType } from './column-type.ts'
import { decimals, floats, integers } from './fit-number.ts'
import { times } from './fit-time.ts'
import type { Fitting } from './fitting.ts'
import type { Dialect } from './query.ts'

type InTest = Extract<Test, { readonly is: 'in' }>
type RangeTest = Extract<Test, { readonly is: 'range' }>

const plainText: Fitting = {
  equal: (text) => (text.includes('\0') ? undefined : text),
  bound: (text) => (text.includes('\0') ? text.slice(0, text.indexOf('\0')) : text),
}

const uuids: Fitting = {
  equal: (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined),
  bound: (text) => text,
}

const bytes: Fitting = {
  equal: (text) => (/^(?:[0-9a-f]{2})*$/i.test(text) ? text.toLowerCase() : undefined),
  bound: (text) => text,
}

/** TINYINT(1) of MariaDB and BOOLEAN of SQLite are no more than a name: other numbers stand there too. */
function bits(dialect: Dialect): Fitting {
  const isLax = dialect === 'mariadb' || dialect === 'sqlite'
  const equal = (text: string): string | undefined => {
    const number = plainDecimal(text)
    const isHeld = number !== undefined && (isLax ? /^-?\d{1,3}$/.test(number) : /^[01]$/.test(number))
    return isHeld ? number : undefined
  }
  return { equal, bound: (text) => text }
}

function fittingOf(column: Column, dialect: Dialect): Fitting {
  switch (bindingType(column).kind) {
    case 'text':
      return plainText
    case 'integer':
      return integers(column.schema, dialect)
    case 'float':
      return floats
    case 'decimal':
      return decimals(column.schema, dialect)
    case 'bit':
      return bits(dialect)
    case 'uuid':
      return dialect === 'sqlite' ? plainText : uuids
    case 'binary':
      return bytes
    default:
      return times(column.schema, dialect)
  }
}

/** The value as a text to bind for an equality; undefined when the column cannot hold it. */
export const fitValue = (column: Column, text: string, dialect: Dialect): string | undefined =>
  fittingOf(column, dialect).equal(text)

const unsigned = (column: Column, value: string): string => (isNumeric(column) ? value.replace(/^\+/, '') : value)

function fitIn(column: Column, fitting: Fitting, test: InTest): Test | false {
  const values = test.values.flatMap((value) => fitting.equal(unsigned(column, value)) ?? [])
  return values.length === 0 ? false : { ...test, values: [...new Set(values)] }
}

function fitRange(fitting: Fitting, test: RangeTest): Test | false {
  const from = test.from === undefined ? 'under' : fitting.bound(test.from, 'from')
  const below = test.below === undefined ? 'over' : fitting.bound(test.below, 'below')
  if (from === 'over' || below === 'under') return false
  const bounds = { ...(from !== 'under' && { from }), ...(below !== 'over' && { below }) }
  return { is: 'range', ...bounds }
}

/** A range of which no bound is left asks for any value. */
export function fit(column: Column, test: Test, dialect: Dialect): Test | false {
  if (test.is === 'in') return fitIn(column, fittingOf(column, dialect), test)
  if (test.is === 'range') return fitRange(fittingOf(column, dialect), test)
  if (test.is === 'any' || test.is === 'past' || test.is === 'tenant') return test
  if (test.text === '') return { is: 'any' }
  return test.text.includes('\0') ? false : test
}
