/** The key by which child rows belong to a row -> one text for all spellings of it that the database takes for the same. */
import { ruleOf } from '../mapping/equality/rule.ts'
import type { Column, Raw, Rows } from '../mapping/model.ts'
import { isPadded } from '../query/column-type.ts'
import { childColumns } from '../query/children.ts'
import { rulesOf } from '../query/dialects.ts'
import type { Dialect } from '../query/query.ts'

export type JoinKey = (values: readonly Raw[]) => string

const separator = '\u0000'

/** Of a CHAR column on either side blanks at the end do not count. */
function partOf(column: Column, isTrimmed: boolean): (value: Raw) => string {
  const { key } = ruleOf(column)
  return (value) => key((isTrimmed ? value?.trimEnd() : value) ?? '') ?? ''
}

/** Equal texts are surely one key. Of letters that only the collation compares, one key may have several. */
export function joinKeyOf(rows: Rows, dialect: Dialect): JoinKey {
  const isAnyPadded = rows.on.some(({ left, right }) => isPadded(left) || ('alias' in right && isPadded(right)))
  const isTrimmed = (column: Column): boolean => isAnyPadded || rulesOf(dialect).ignoresBlanks(column)
  const parts = childColumns(rows).map((column) => partOf(column, isTrimmed(column)))
  return (values) => parts.map((part, index) => part(values[index] ?? null)).join(separator)
}
