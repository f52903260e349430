/** Conditions that all have to hold -> fewer of them: see {@link simplify}. */
import { and, never, not, or, test, type Cond } from '../../mapping/cond.ts'
import type { Column } from '../../mapping/model.ts'
import { isAmong, isComplement } from './same.ts'
import {
  among,
  columnKey,
  impliesAny,
  isAny,
  isNegated,
  isTest,
  isTold,
  meet,
  otherHalf,
  sameColumn,
  type Tested,
} from './test-algebra.ts'

/** Columns that have a value wherever all these conditions hold. */
const sureColumns = (parts: readonly Cond[]): ReadonlySet<string> =>
  new Set(
    parts
      .filter(isTest)
      .filter(impliesAny)
      .map(({ column }) => columnKey(column)),
  )

function meetInto(parts: Cond[], cond: Tested): boolean {
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!
    if (!isTest(part) || !sameColumn(part.column, cond.column)) continue
    const met = meet(cond.column, part.test, cond.test)
    if (met === undefined) continue
    parts.splice(index, 1)
    addTo(parts, met === false ? never : test(cond.column, met))
    return true
  }
  return false
}

function addTo(parts: Cond[], cond: Cond): void {
  if (isAmong(cond, parts)) return
  if (!isTest(cond) || !meetInto(parts, cond)) parts.push(cond)
}

/** `c = A and not c = B`: what is left of the first. The second goes, where it shows that they differ. */
function withoutExcluded(parts: readonly Cond[]): readonly Cond[] {
  const excluded = parts.filter(isNegated)
  return parts.map((part) => {
    if (!isTest(part) || part.test.is !== 'in') return part
    const values = excluded.reduce<readonly string[]>((left, { of: { column, test: other } }) => {
      if (!sameColumn(column, part.column) || other.is !== 'in' || !isTold(column, [...left, ...other.values]))
        return left
      return among(column, left, other.values, false)
    }, part.test.values)
    if (values.length === part.test.values.length) return part
    return values.length === 0 ? never : test(part.column, { is: 'in', values })
  })
}

/** Values that a list of others allows need not be excluded. */
function isExcluding(part: Cond, parts: readonly Cond[]): boolean {
  if (!isNegated(part) || part.of.test.is !== 'in') return true
  const { column, test: other } = part.of
  const { values } = other
  return !parts.some(
    (each) =>
      isTest(each) &&
      each.test.is === 'in' &&
      sameColumn(each.column, column) &&
      isTold(column, [...each.test.values, ...values]) &&
      among(column, each.test.values, values, true).length === 0,
  )
}

/** `not in (A)` and `not in (B)` are `not in (A, B)`. */
function joinExclusions(parts: readonly Cond[]): readonly Cond[] {
  const lists = new Map<string, { readonly column: Column; readonly values: string[] }>()
  const rest: Cond[] = []
  for (const part of parts) {
    if (!isNegated(part) || part.of.test.is !== 'in') {
      rest.push(part)
      continue
    }
    const { column } = part.of
    const known = lists.get(columnKey(column)) ?? { column, values: [] }
    known.values.push(...part.of.test.values)
    lists.set(columnKey(column), known)
  }
  const joined = [...lists.values()].map(({ column, values }) =>
    not(test(column, { is: 'in', values: [...new Set(values)] })),
  )
  return [...rest, ...joined]
}

function turnHalves(parts: readonly Cond[]): readonly Cond[] {
  const sure = sureColumns(parts)
  return parts.map((part) => {
    if (!isNegated(part) || !sure.has(columnKey(part.of.column))) return part
    const half = otherHalf(part.of)
    return half === undefined ? part : test(part.of.column, half)
  })
}

function asks(cond: Cond, column: Column): boolean {
  if (cond.kind === 'test') return sameColumn(cond.column, column)
  if (cond.kind === 'not') return asks(cond.of, column)
  return (cond.kind === 'and' || cond.kind === 'or') && cond.of.some((part) => asks(part, column))
}

/** `any` beside an OR of which every branch asks the same column goes into the branches, where it makes half-lines of complements. */
function distribute(parts: readonly Cond[]): readonly Cond[] {
  for (const any of parts.filter(isAny)) {
    const group = parts.find((part) => part.kind === 'or' && part.of.every((branch) => asks(branch, any.column)))
    if (group?.kind !== 'or') continue
    const rest = parts.filter((part) => part !== any && part !== group)
    return distribute([...rest, or(...group.of.map((branch) => joinAll([any, branch])))])
  }
  return parts
}

/** An OR with what holds anyway says nothing; its branches that cannot hold beside the rest go. */
function withoutDecided(parts: readonly Cond[]): readonly Cond[] {
  if (!parts.some((part) => part.kind === 'or')) return parts
  const sure = sureColumns(parts)
  const isGranted = (cond: Cond): boolean => isAmong(cond, parts) || (isAny(cond) && sure.has(columnKey(cond.column)))
  const isRefuted = (cond: Cond): boolean =>
    parts.some((part) => isComplement(part, cond)) ||
    (cond.kind === 'not' && isAny(cond.of) && sure.has(columnKey(cond.of.column)))
  return parts.flatMap((part) => {
    if (part.kind !== 'or') return [part]
    if (part.of.some(isGranted)) return []
    const left = part.of.filter((branch) => !isRefuted(branch))
    return left.length === part.of.length ? [part] : partsOf(or(...left))
  })
}

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

function met(parts: readonly Cond[]): readonly Cond[] {
  const found: Cond[] = []
  for (const part of parts) addTo(found, part)
  return found
}

/** The parts are simple already. */
export function joinAll(conds: readonly Cond[]): Cond {
  const flat = and(...conds)
  if (flat.kind !== 'and') return flat
  const turned = met(turnHalves(withoutDecided(distribute(flat.of))))
  const left = withoutExcluded(turned)
  return and(...joinExclusions(left.filter((part) => isExcluding(part, left))))
}
