/** A stored text -> the value without the blanks around it, or nothing: NULL, blank, and what the column's `nulls` name. */
import type { Column, Raw } from '../table.ts'
import { isNumeric, isPlainNumber } from '../value.ts'
import { withoutBlanks } from './blanks.ts'
import { ruleOf } from './rule.ts'

/** Of a numeric column only numbers count: `00000000` is a date's. */
const meant = (column: Column): readonly string[] =>
  isNumeric(column) ? column.nulls.filter(isPlainNumber) : column.nulls

const keysOfNulls = new WeakMap<Column, ReadonlySet<string | undefined>>()

function nullKeys(column: Column): ReadonlySet<string | undefined> {
  const known = keysOfNulls.get(column)
  if (known !== undefined) return known
  const keys = new Set(meant(column).flatMap((text) => ruleOf(column).key(withoutBlanks(text)) ?? []))
  keysOfNulls.set(column, keys)
  return keys
}

/** Whether a text (without blanks around it) means "no value" in the column. */
export function isNull(column: Column, text: string): boolean {
  const keys = nullKeys(column)
  return keys.size > 0 && keys.has(ruleOf(column).key(text))
}

/** The trimmed text, or undefined for NULL, blank and the column's sentinels. */
export function textOf(column: Column, raw: Raw): string | undefined {
  if (raw === null) return undefined
  const text = withoutBlanks(raw)
  return text === '' || isNull(column, text) ? undefined : text
}
