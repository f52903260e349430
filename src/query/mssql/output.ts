/** A column of the SELECT list as text: tedious would round decimals, drop the scale and move date-times into a zone. */
import { bindingType, isMoney } from '../column-type.ts'
import type { Column } from '../../mapping/model.ts'

const binary = ' COLLATE Latin1_General_BIN2'

/** Types that T-SQL reads and does little more with -> those that hold the same. XML has no collation, its text would take the database's. */
const operands: Readonly<Record<string, readonly [type: string, collation: string]>> = {
  text: ['varchar(max)', ''],
  ntext: ['nvarchar(max)', ''],
  xml: ['nvarchar(max)', binary],
  image: ['varbinary(max)', ''],
}

export function operand(sql: string, { schema }: Column): string {
  const [name = ''] = /^\w+/.exec(schema.native.toLowerCase()) ?? []
  const [type, collation] = (Object.hasOwn(operands, name) && operands[name]) || []
  if (type !== undefined) return `CONVERT(${type}, ${sql})${collation}`
  return schema.type === 'other' ? otherText(sql, schema.native) : sql
}

/** Of any other type (times of day, variants, hierarchies) there is what is read of it, a text: T-SQL has no LIKE for them. */
function otherText(sql: string, native: string): string {
  const read = time(sql, native)
  return read === sql ? `CONVERT(nvarchar(4000), ${sql})` : read
}

/** Styles of CONVERT: 23 is yyyy-mm-dd, 120 and 121 add the time without and with its fraction. */
export function output(sql: string, column: Column): string {
  const type = bindingType(column)
  switch (type.kind) {
    case 'date':
      return `CONVERT(char(10), ${sql}, 23)`
    case 'minute':
      return `CONVERT(char(19), ${sql}, 120)`
    case 'datetime':
      return type.fraction === 0 ? `CONVERT(char(19), ${sql}, 120)` : `CONVERT(varchar(27), ${sql}, 121)`
    case 'decimal':
      return decimal(sql, column.schema.native)
    case 'bit':
      return `CONVERT(char(1), ${sql})`
    case 'uuid':
      return `LOWER(CONVERT(char(36), ${sql}))`
    default:
      return sql
  }
}

/** The driver would give a time of day as one of 1970, and a moment without its zone: it is given in UTC, with the digits that it is stored with. */
function time(sql: string, native: string): string {
  const [, name, scale = '7'] = /^(time|datetimeoffset)(?:\s*\((\d)\))?$/i.exec(native) ?? []
  if (name === undefined) return sql
  if (name.toLowerCase() === 'time') return `CONVERT(varchar(16), ${sql}, 121)`
  return `CONVERT(varchar(27), CONVERT(datetime2(${scale}), SWITCHOFFSET(${sql}, '+00:00')), 121)`
}

/** Money shows two of its four decimals unless asked by style 2. Floats are no decimals: SQL Server 2012 has no style that gives all their digits; the driver has them. */
function decimal(sql: string, native: string): string {
  return isMoney(native) ? `CONVERT(varchar(41), ${sql}, 2)` : `CONVERT(varchar(41), ${sql})`
}

/** A column holds values of its own type alone. */
export const held = (bound: string): readonly string[] => [bound]

export const sorted = (sql: string): string => sql
