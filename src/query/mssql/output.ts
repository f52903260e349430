/** A column of the SELECT list as text: tedious would round decimals, drop the scale and move date-times into a zone. */
import { bindingType } from '../column-type.ts'
import type { Column } from '../../mapping/model.ts'

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

/** Money shows two of its four decimals unless asked by style 2. Floats stay: SQL Server 2012 has no style that gives all their digits. */
function decimal(sql: string, native: string): string {
  if (/float|real/i.test(native)) return sql
  return /money/i.test(native) ? `CONVERT(varchar(41), ${sql}, 2)` : `CONVERT(varchar(41), ${sql})`
}
