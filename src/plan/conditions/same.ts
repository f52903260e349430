/** Whether two conditions have the same form. Most that do not differ at the first look. */
import type { Cond, Test } from '../../mapping/cond.ts'

const isSameList = <T>(a: readonly T[], b: readonly T[], isEqual: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((each, index) => isEqual(each, b[index]!))

function isSameTest(a: Test, b: Test): boolean {
  switch (a.is) {
    case 'any':
      return b.is === 'any'
    case 'in':
      return b.is === 'in' && isSameList(a.values, b.values, (x, y) => x === y)
    case 'range':
      return b.is === 'range' && a.from === b.from && a.below === b.below
    case 'past':
      return b.is === 'past' && a.format === b.format
    default:
      return b.is === a.is && b.text === a.text && b.fold === a.fold && (b.wild ?? false) === (a.wild ?? false)
  }
}

export function isSame(a: Cond, b: Cond): boolean {
  if (a === b) return true
  switch (a.kind) {
    case 'constant':
      return b.kind === 'constant' && a.value === b.value
    case 'and':
    case 'or':
      return b.kind === a.kind && isSameList(a.of, b.of, isSame)
    case 'not':
      return b.kind === 'not' && isSame(a.of, b.of)
    case 'test':
      return (
        b.kind === 'test' &&
        a.column.name === b.column.name &&
        a.column.alias === b.column.alias &&
        isSameTest(a.test, b.test)
      )
    case 'some':
      return b.kind === 'some' && a.rows === b.rows && isSame(a.where, b.where)
  }
}

/** One is NOT of the other. */
export const isComplement = (a: Cond, b: Cond): boolean =>
  (a.kind === 'not' && isSame(a.of, b)) || (b.kind === 'not' && isSame(b.of, a))

export const isAmong = (cond: Cond, others: readonly Cond[]): boolean => others.some((each) => isSame(each, cond))
