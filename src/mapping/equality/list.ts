/** Values that a mapping names of a column -> the list that is asked for: letters count without case, on every engine. */
import { casesOf } from '../../fhir/letter-cases.ts'
import { never, test } from '../cond.ts'
import type { Column, Cond, Test } from '../table.ts'
import { isTextual } from '../value.ts'
import { ruleOf } from './rule.ts'

export type List = Extract<Test, { readonly is: 'in' }>

/** Up to this many letters every mixture of cases is listed, so that an index serves it; beyond, the database folds. */
export const mixedLetters = 4

export const countLetters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0

/** `No`: `No`, `no`, `NO`, `nO`. */
export function mixtures(text: string): string[] {
  return [...text].reduce<string[]>(
    (heads, letter) => {
      return heads.flatMap((head) => casesOf(letter).map((each) => head + each))
    },
    [''],
  )
}

const tellsCase = (column: Column): boolean =>
  column.schema.collation === 'cs' && column.case !== 'exact' && isTextual(column)

/**
 * The column holds one of these, however its letters are written: what a flag means does not hang on the engine's collation. A column where
 * case tells values apart claims `case: exact`.
 */
export function named(column: Column, values: readonly string[]): Cond {
  if (values.length === 0) return never
  if (!tellsCase(column) || values.every((value) => countLetters(value) === 0))
    return test(column, { is: 'in', values })
  if (values.some((value) => countLetters(value) > mixedLetters)) return test(column, { is: 'in', values, fold: true })
  return test(column, { is: 'in', values: [...new Set(values.flatMap(mixtures))] })
}

/** Whether a value (without blanks around it) is in the list. */
export function isListed(column: Column, { values, fold }: List, text: string): boolean {
  const rule = ruleOf(column)
  const key = fold === true ? rule.foldedKey(text) : rule.key(text)
  if (key === undefined) return false
  return values.some((value) => (fold === true ? rule.foldedKey(value) : rule.key(value)) === key)
}

/** Whether a value, as its column has it or after steps, is one of those that {@link named} asks for. */
export function isNamed(column: Column, values: readonly string[], text: string): boolean {
  const rule = ruleOf(column)
  const key = tellsCase(column) ? rule.foldedKey : rule.key
  return values.some((value) => key(value) === key(text))
}
