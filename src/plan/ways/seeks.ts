/** A condition whose alternatives lie in several tables -> the ways into the source, each by an index or a small table of its own. */
import { and, type Cond } from '../../mapping/cond.ts'
import type { Column, JoinTerm, Rows, Source } from '../../mapping/model.ts'
import { isNumeric } from '../../mapping/value.ts'
import type { Seek, Seeks } from '../model.ts'
import { chartsOf, isFiledOr } from './charts.ts'
import { equalities, servedBy, type Serving } from './indexes.ts'
import { isTest, sameColumn } from '../conditions/test-algebra.ts'

/** A smaller table is read faster than the keys from elsewhere are gathered and joined. */
const smallTable = 1000

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

/** Whether a condition on child rows looks at nothing outside of them. */
function isInside(cond: Cond, aliases: ReadonlySet<string>): boolean {
  switch (cond.kind) {
    case 'constant':
      return true
    case 'and':
    case 'or':
      return cond.of.every((part) => isInside(part, aliases))
    case 'not':
      return isInside(cond.of, aliases)
    case 'test':
      return aliases.has(cond.column.alias)
    case 'some':
      return false
  }
}

/** Numbers are the same in every spelling; keys of text are left to the comparison of EXISTS. */
const isAlike = (a: Column, b: Column): boolean => isNumeric(a) && isNumeric(b)

const isColumn = (right: JoinTerm['right']): right is Column => 'alias' in right

/** The child's columns that hold the source's key, in its order; undefined where the key does not stand there whole and alone. */
function keyHeld({ key }: Source, { on }: Rows): readonly Column[] | undefined {
  const terms = key.map(({ column }) =>
    on.find(
      ({ left, than, right }) =>
        than === undefined && isColumn(right) && sameColumn(right, column) && isAlike(left, column),
    ),
  )
  const isWhole = terms.every((term) => term !== undefined)
  const isAlone = on.every((term) => terms.includes(term) || 'constant' in term.right)
  return isWhole && isAlone ? terms.map((term) => term!.left) : undefined
}

function childSeek(source: Source, rows: Rows, where: Cond): Seek | undefined {
  const aliases = new Set([rows.table.alias, ...rows.joins.map(({ alias }) => alias)])
  const key = keyHeld(source, rows)
  return key !== undefined && isInside(and(rows.where, where), aliases)
    ? { kind: 'child', rows, where, key }
    : undefined
}

const isSome = (cond: Cond): boolean => cond.kind === 'some' || (cond.kind === 'or' && cond.of.some(isSome))

function ownSeek(serving: Serving, where: Cond): Seek {
  const charts = chartsOf(serving, where)
  return { kind: 'own', where, ...(charts && { charts }) }
}

interface Way {
  readonly seek: Seek
  /** Whoever is found so satisfies all of the branch. */
  readonly isWhole: boolean
}

/** `beside`: what holds for all branches and helps an index of the source's own table. */
function wayOf(serving: Serving, branch: Cond, beside: readonly Cond[]): Way | undefined {
  const known = equalities(beside)
  if (servedBy(serving, branch, known) === undefined) return undefined
  const parts = partsOf(branch)
  const all = [...known, ...equalities(parts)]
  const served = parts.filter((part) => servedBy(serving, part, all) !== undefined)
  if (served.some((part) => !isSome(part))) return { seek: ownSeek(serving, and(...beside, branch)), isWhole: true }
  for (const part of served) {
    const seek = part.kind === 'some' ? childSeek(serving.source, part.rows, part.where) : undefined
    if (seek !== undefined) return { seek, isWhole: parts.length === 1 }
  }
  return undefined
}

function seeksOfPart(serving: Serving, parts: readonly Cond[], part: Cond): Seeks | undefined {
  const { alias } = serving.source.from
  const beside = parts.filter((each) => isTest(each) && each.test.is === 'in' && each.column.alias === alias)
  const ways: Way[] = []
  for (const branch of part.kind === 'or' ? part.of : [part]) {
    const way = wayOf(serving, branch, beside)
    if (way === undefined) return undefined
    ways.push(way)
  }
  const isWhole = ways.every((way) => way.isWhole)
  return {
    seeks: ways.map(({ seek }) => seek),
    rest: and(...(isWhole ? parts.filter((each) => each !== part) : parts)),
  }
}

/** An index that is asked for so leads to few rows: those are looked at one by one. */
const isNarrow = (cond: Cond): boolean => {
  if (!isTest(cond)) return false
  const { test } = cond
  return test.is === 'in' || (test.is === 'range' && test.from !== undefined && test.below !== undefined)
}

/** Undefined where the table is small, or one index serves the condition without a look at child rows. */
export function seeksOf(serving: Serving, where: Cond): Seeks | undefined {
  const { mapping, source } = serving
  const rows = mapping.tables.get(source.from.name)?.rows ?? Infinity
  const isDerived = source.from.sql !== undefined || source.from.distinct !== undefined
  if (rows <= smallTable || isDerived) return undefined
  const parts = partsOf(where)
  const known = equalities(parts)
  const isServed = (part: Cond): boolean => servedBy(serving, part, known) !== undefined
  if (parts.some((part) => isNarrow(part) && isServed(part))) return undefined
  const isIndexed = parts.some((part) => isTest(part) && isServed(part))
  const isElsewhere = (each: Cond): boolean => (isSome(each) && (each.kind === 'or' || !isIndexed)) || isFiledOr(each)
  for (const part of parts.filter(isElsewhere)) {
    const seeks = isServed(part) ? seeksOfPart(serving, parts, part) : undefined
    if (seeks !== undefined) return seeks
  }
  return undefined
}
