/** Two rows of a table and the columns that tell the newer -> the condition that the one is newer than the other. No value is oldest. */
import type { Rows } from '../mapping/table.ts'
import { writeTest } from './atom.ts'
import { sentinelsOf } from './spellings.ts'
import type { Statement } from './statement.ts'

type Pair = NonNullable<Rows['newer']>[number]

const isSure = ({ rules }: Statement, { own }: Pair): boolean =>
  !own.schema.nullable && sentinelsOf(own, rules.dialect).length === 0

function writeHas(statement: Statement, { own, other }: Pair) {
  const has = (column: Pair['own'], negated: boolean): string => writeTest(statement, column, { is: 'any' }, negated)
  return {
    own: () => has(own, false),
    noOwn: () => has(own, true),
    other: () => has(other, false),
    noOther: () => has(other, true),
  }
}

const compare = (statement: Statement, { own, other }: Pair, word: '=' | '>'): string =>
  `${statement.name(own)} ${word} ${statement.name(other)}`

function writeGreater(statement: Statement, pair: Pair): string {
  const greater = compare(statement, pair, '>')
  if (isSure(statement, pair)) return greater
  const has = writeHas(statement, pair)
  return `(${has.own()} AND (${has.noOther()} OR ${greater}))`
}

function writeSame(statement: Statement, pair: Pair): string {
  const same = compare(statement, pair, '=')
  if (isSure(statement, pair)) return same
  const has = writeHas(statement, pair)
  return `((${has.own()} AND ${has.other()} AND ${same}) OR (${has.noOwn()} AND ${has.noOther()}))`
}

export function writeNewer(statement: Statement, [pair, ...rest]: readonly Pair[]): string {
  if (pair === undefined) return '1 = 0'
  const greater = writeGreater(statement, pair)
  if (rest.length === 0) return greater
  const same = writeSame(statement, pair)
  return `(${greater} OR (${same} AND ${writeNewer(statement, rest)}))`
}
