/** Turns what a parameter finds into keys that can be ordered. https://hl7.org/fhir/R4/search.html#sort */
import { decimalOf, numberText } from './decimal.ts'
import { timeOf } from './date.ts'
import { member, textMember } from './json.ts'
import type { Occurrence, ParameterType, Setting } from './model.ts'
import { fold, textsIn } from './string.ts'
import { tokensIn } from './token.ts'

/** An instant or a number, or text. All keys of one parameter are of one kind. */
export type SortKey = number | string | bigint

/** Keys of one resource, ascending: lower bounds of times, folded text, codes, numbers; empty when it has none. */
export function keysOf(found: readonly Occurrence[], type: ParameterType, setting: Setting): readonly SortKey[] {
  return found.flatMap((occurrence) => keyOf(occurrence, type, setting)).sort(ascending)
}

function keyOf(occurrence: Occurrence, type: ParameterType, setting: Setting): readonly SortKey[] {
  const { value } = occurrence
  if (type === 'date') return optional(timeOf(occurrence, setting)?.start)
  if (type === 'string') return textsIn(occurrence).slice(0, 1).map(fold)
  if (type === 'token') return tokensIn(occurrence).flatMap(({ code }) => optional(code))
  if (type === 'reference') return optional(typeof value === 'string' ? value : textMember(value, 'reference'))
  if (type === 'uri') return [String(value)]
  const number = numberText(typeof value === 'object' ? member(value, 'value') : value)
  return number === undefined ? [] : [decimalOf(number).value]
}

function optional<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value]
}

function ascending(a: SortKey, b: SortKey): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Orders two resources by their keys: the least counts when ascending, the greatest when descending, and those without
 * keys come last both ways. Zero when the keys leave the order open.
 */
export function compareKeys(a: readonly SortKey[], b: readonly SortKey[], descending = false): number {
  const [left, right] = descending ? [a.at(-1), b.at(-1)] : [a[0], b[0]]
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined)
  return descending ? ascending(right, left) : ascending(left, right)
}
