/** Keys -> conditions on the columns of a key: one of a list, or after one in the order of the key. */
import type { Column } from '../mapping/model.ts'
import { fitValue } from './fit.ts'
import { padded } from './padded.ts'
import { spellings } from './spellings.ts'
import type { Statement } from './statement.ts'

function equals(statement: Statement, column: Column, all: readonly string[]): string {
  const values = spellings(
    column,
    [...new Set(all)].flatMap((value) => fitValue(column, value, statement.rules.dialect) ?? []),
    statement.rules,
  )
  if (values.length === 0) return '1 = 0'
  const bound = padded(values).flatMap((value) => statement.rules.held(statement.bind(column, value), column))
  return bound.length === 1
    ? `${statement.name(column)} = ${bound[0]!}`
    : `${statement.name(column)} IN (${bound.join(', ')})`
}

function byFirst(keys: readonly (readonly string[])[]): ReadonlyMap<string, readonly (readonly string[])[]> {
  const groups = new Map<string, (readonly string[])[]>()
  for (const [first = '', ...rest] of keys) groups.set(first, [...(groups.get(first) ?? []), rest])
  return groups
}

/** Row values are not seekable everywhere, hence the first part's value and a list of the rest, one such pair a value. */
export function writeKeys(
  statement: Statement,
  columns: readonly Column[],
  keys: readonly (readonly string[])[],
): string {
  const [column, ...rest] = columns
  if (column === undefined || keys.length === 0) return '1 = 0'
  if (rest.length === 0)
    return equals(
      statement,
      column,
      keys.map(([value = '']) => value),
    )
  const branches = [...byFirst(keys)].map(
    ([first, others]) => `${equals(statement, column, [first])} AND ${writeKeys(statement, rest, others)}`,
  )
  return `(${branches.map((branch) => (branches.length === 1 ? branch : `(${branch})`)).join(' OR ')})`
}

/** A column of a key in the order of pages. */
export const writeSorted = ({ rules, name }: Statement, column: Column): string => rules.sorted(name(column), column)

/** `a >= x AND (a > x OR (a = x AND k > y))`: every engine seeks by its first part; MariaDB does not by a row value. */
export function writeAfter(statement: Statement, columns: readonly Column[], key: readonly string[]): string {
  const [column, ...rest] = columns
  const [value = '', ...others] = key
  if (column === undefined) return '1 = 0'
  const name = writeSorted(statement, column)
  if (rest.length === 0) return `${name} > ${statement.bind(column, value)}`
  const from = `${name} >= ${statement.bind(column, value)}`
  const above = `${name} > ${statement.bind(column, value)}`
  const same = `${name} = ${statement.bind(column, value)}`
  return `${from} AND (${above} OR (${same} AND ${writeAfter(statement, rest, others)}))`
}
