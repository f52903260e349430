/** A binding -> the type and value of an `mssql` parameter. The type is that of the column, so that its index can serve. */
import sql from 'mssql'
import type { Binding, BindingType } from '../../query/query.ts'

export interface Parameter {
  readonly type: sql.ISqlType
  readonly value: string | number | boolean | Date | Buffer
}

type Kind = BindingType['kind']
type OfKind<K extends Kind> = Extract<BindingType, { kind: K }>
type Typing = { readonly [K in Kind]: (value: string, type: OfKind<K>) => Parameter }

const typing: Typing = {
  text: (value, type) => ({ type: textType(value, type), value }),
  integer: (value) => (fitsInt(value) ? { type: sql.Int(), value: Number(value) } : { type: sql.BigInt(), value }),
  decimal: (value, type) => decimal(value, type),
  // Compared with a REAL, a FLOAT would not be the number that was stored.
  float: (value, { single }) => ({ type: single ? sql.Real() : sql.Float(), value: Number(value) }),
  datetime: (value, type) => datetime(value, type.fraction),
  minute: (value) => ({ type: sql.SmallDateTime(), value: utc(value) }),
  date: (value) => ({ type: sql.Date(), value: utc(value) }),
  bit: (value) => ({ type: sql.Bit(), value: value === '1' }),
  uuid: (value) => ({ type: sql.UniqueIdentifier(), value }),
  binary: (value) => ({ type: sql.VarBinary(Math.max(1, value.length / 2)), value: Buffer.from(value, 'hex') }),
}

export function parameterOf({ value, type }: Binding): Parameter {
  const typed = typing[type.kind] as (value: string, type: BindingType) => Parameter
  return typed(value, type)
}

/** A value longer than the column keeps its length: declared shorter, it would be cut and match what it must not. */
function textType(value: string, type: OfKind<'text'>): sql.ISqlType {
  const most = type.unicode ? 4_000 : 8_000
  const length = Math.max(type.length ?? 0, value.length, 1)
  if (length > most) return type.unicode ? sql.NVarChar(sql.MAX) : sql.VarChar(sql.MAX)
  if (type.unicode) return type.fixed ? sql.NChar(length) : sql.NVarChar(length)
  return type.fixed ? sql.Char(length) : sql.VarChar(length)
}

function fitsInt(value: string): boolean {
  return Math.abs(Number(value)) < 2 ** 31
}

/** More digits than a double has for sure. */
const mostDigits = 15

/**
 * Never narrower than the value. The driver scales decimals as doubles, exact to 15 digits; a longer one goes as text, which the server
 * converts to the column's type. So do all of MONEY, which is compared in its own type: the driver rounds it wrongly.
 */
function decimal(value: string, type: OfKind<'decimal'>): Parameter {
  const [whole = '', fraction = ''] = value.replace(/^[+-]/, '').split('.')
  if (type.money === true || whole.length + fraction.length > mostDigits)
    return { type: sql.VarChar(value.length), value }
  const wanted = Math.max(type.scale, fraction.length)
  const scale = whole.length + wanted > mostDigits ? fraction.length : wanted
  const precision = Math.min(38, Math.max(type.precision - type.scale, whole.length) + scale)
  return { type: sql.Decimal(precision, scale), value: Number(value) }
}

/**
 * Three digits are DATETIME, which ticks in 1/300 s, or DATETIME2(3), which does not; either compared with the other
 * loses rows on equality. Text in ISO 8601 with a T is converted to the column's own type, whatever the session's
 * language, and keeps its index.
 */
function datetime(value: string, fraction: number): Parameter {
  if (fraction === 3) return { type: sql.VarChar(23), value: value.replace(' ', 'T') }
  return { type: sql.DateTime2(fraction), value: utc(value) }
}

/** The driver sends dates as their UTC parts (`useUTC`), and takes what a Date cannot hold from `nanosecondDelta`, in seconds. */
function utc(value: string): Date {
  const date = new Date(`${value.slice(0, 10)}T${value.slice(11, 23) || '00:00:00'}Z`)
  const beyond = value.slice(23)
  return beyond ? Object.assign(date, { nanosecondDelta: Number(`0.000${beyond}`) }) : date
}
