/** The key by which child rows belong to a row -> one text for all spellings of it that the database takes for the same. */
import { ruleOf } from '../mapping/equality/rule.ts'
import { isNumberAsText } from '../mapping/join-term.ts'
import type { Column, Raw, Rows } from '../mapping/model.ts'
import { binaryUuid } from '../mapping/uuid.ts'
import { isNumeric } from '../mapping/value.ts'
import { isPadded } from '../query/column-type.ts'
import { rulesOf } from '../query/dialects.ts'
import type { Dialect } from '../query/query.ts'
import { isUuidTerm } from '../query/uuid.ts'
import { toParent } from './child-forms.ts'

export type JoinKey = (values: readonly Raw[]) => string

const separator = '\u0000'

const asItStands = { key: (text: string): string => text }

/** SQLite keeps such values as they were written, and compares them so. */
const isKept = ({ schema: { type } }: Column, dialect: Dialect): boolean =>
  dialect === 'sqlite' && ['date', 'datetime', 'minute', 'uuid'].includes(type)

/** Of a CHAR column on either side blanks at the end do not count. */
function partOf(column: Column, isTrimmed: boolean, isWritten = false): (value: Raw) => string {
  const { key } = isWritten ? asItStands : ruleOf(column)
  return (value) => key((isTrimmed ? value?.trimEnd() : value) ?? '') ?? ''
}

/** Equal texts are surely one key. Of letters that only the collation compares, one key may have several. */
export function joinKeyOf(rows: Rows, dialect: Dialect): JoinKey {
  const isAnyPadded = rows.on.some(({ left, right }) => isPadded(left) || ('alias' in right && isPadded(right)))
  const isTrimmed = (column: Column): boolean => isAnyPadded || rulesOf(dialect).ignoresBlanks(column)
  const parts = toParent(rows).map((term) => {
    if (isNumberAsText(term)) {
      const text = isNumeric(term.left) ? (term.right as Column) : term.left
      return partOf(text, rulesOf(dialect).ignoresBlanks(text))
    }
    const plain = partOf(term.left, isTrimmed(term.left), isKept(term.left, dialect))
    return isUuidTerm(term) ? (value: Raw) => binaryUuid(value?.trimEnd() ?? '') ?? plain(value) : plain
  })
  return (values) => parts.map((part, index) => part(values[index] ?? null)).join(separator)
}
