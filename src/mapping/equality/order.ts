/** A bound of a column -> whether an index over the column, in the order of its own collation, serves the range. */
import type { Column } from '../table.ts'
import { isTextual } from '../value.ts'

/** Digits, and what stands behind them in dates and times: every collation orders these alike. */
export const isDigits = (text: string): boolean => /^(?:\d[0-9 :.+/TZ-]*)?$/.test(text)

/** Else texts are ordered as the rule has it, which no index does. */
export const isOwnOrder = (column: Column, bound: string): boolean => !isTextual(column) || isDigits(bound)
