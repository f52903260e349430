/** A condition -> the same with less: tests of one column joined, so that the SQL is what an index serves. */
import { always, and, never, not, or, some, test, type Cond, type Test } from '../mapping/cond.ts'
import type { Column } from '../mapping/model.ts'

type Tested = Extract<Cond, { readonly kind: 'test' }>
type Negated = { readonly kind: 'not'; readonly of: Tested }

const isTest = (cond: Cond): cond is Tested => cond.kind === 'test'
const isNegatedTest = (cond: Cond): cond is Negated => cond.kind === 'not' && cond.of.kind === 'test'

const columnKey = (column: Column): string => `${column.alias}.${column.name}`
const sameColumn = (a: Column, b: Column): boolean => a === b || (a.alias === b.alias && a.name === b.name)

const impliesAny = ({ column, test: asked }: Tested): boolean =>
  asked.is !== 'in' || !asked.values.some((value) => column.nulls.includes(value))

/** Numbers of a range compare by value, dates and texts as they stand. */
function isLess(column: Column, left: string, right: string): boolean {
  const { type } = column.schema
  return ['integer', 'decimal', 'real', 'bit'].includes(type) ? Number(left) < Number(right) : left < right
}

type Range = Extract<Test, { readonly is: 'range' }>

function intersect(column: Column, a: Range, b: Range): Range {
  const from = a.from === undefined ? b.from : b.from === undefined || isLess(column, b.from, a.from) ? a.from : b.from
  const below = a.below === undefined ? b.below : b.below === undefined || isLess(column, a.below, b.below) ? a.below : b.below
  return { is: 'range', ...(from !== undefined && { from }), ...(below !== undefined && { below }) }
}

const isEmpty = (column: Column, { from, below }: Range): boolean =>
  from !== undefined && below !== undefined && !isLess(column, from, below)

/** The sentinels of a column can be asked for by name, and have no value. */
function withValue(column: Column, other: Test): Test | false {
  if (other.is !== 'in') return other
  const values = other.values.filter((value) => !column.nulls.includes(value))
  return values.length === 0 ? false : values.length === other.values.length ? other : { is: 'in', values }
}

/** Both of them as one test, `false` for none, undefined where there is no such test. */
function join(column: Column, a: Test, b: Test): Test | false | undefined {
  if (a.is === 'any') return withValue(column, b)
  if (b.is === 'any') return withValue(column, a)
  if (a.is === 'range' && b.is === 'range') {
    const range = intersect(column, a, b)
    return isEmpty(column, range) ? false : range
  }
  if (a.is !== 'in' || b.is !== 'in' || column.schema.collation === 'ci') return undefined
  const values = a.values.filter((value) => b.values.includes(value))
  return values.length === 0 ? false : { is: 'in', values }
}

/** Where the column has a value, the complement of a half-line is the other half. */
function turned({ test: { is, ...bounds } }: Tested): Range | undefined {
  if (is !== 'range') return undefined
  const { from, below } = bounds as Omit<Range, 'is'>
  if (from !== undefined && below !== undefined) return undefined
  return from === undefined ? { is: 'range', from: below! } : { is: 'range', below: from }
}

function joinInto(parts: Cond[], cond: Tested): boolean {
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!
    if (!isTest(part) || !sameColumn(part.column, cond.column)) continue
    const joined = join(cond.column, part.test, cond.test)
    if (joined === undefined) continue
    parts.splice(index, 1)
    if (joined === false) parts.push(never)
    else addTo(parts, test(cond.column, joined))
    return true
  }
  return false
}

function addTo(parts: Cond[], cond: Cond): void {
  if (parts.includes(cond)) return
  if (!isTest(cond) || !joinInto(parts, cond)) parts.push(cond)
}

function turnNegations(parts: readonly Cond[]): readonly Cond[] {
  const sure = new Set(parts.filter(isTest).filter((part) => impliesAny(part)).map((part) => columnKey(part.column)))
  return parts.map((part) => {
    if (!isNegatedTest(part) || !sure.has(columnKey(part.of.column))) return part
    const range = turned(part.of)
    return range === undefined ? part : test(part.of.column, range)
  })
}

/** `any` beside an OR of which every branch asks the same column goes into the branches, where it makes half-lines of complements. */
function distribute(parts: readonly Cond[]): readonly Cond[] {
  for (const any of parts) {
    if (!isTest(any) || any.test.is !== 'any') continue
    const group = parts.find((part) => part.kind === 'or' && part.of.every((branch) => asks(branch, any.column)))
    if (group?.kind !== 'or') continue
    const rest = parts.filter((part) => part !== any && part !== group)
    return distribute([...rest, or(...group.of.map((branch) => simplify(and(any, branch))))])
  }
  return parts
}

function asks(cond: Cond, column: Column): boolean {
  if (cond.kind === 'test') return sameColumn(cond.column, column)
  if (cond.kind === 'not') return asks(cond.of, column)
  return (cond.kind === 'and' || cond.kind === 'or') && cond.of.some((part) => asks(part, column))
}

function simplifyAnd(conds: readonly Cond[]): Cond {
  const flat = and(...conds)
  if (flat.kind !== 'and') return flat
  const parts: Cond[] = []
  for (const part of turnNegations(distribute(flat.of))) addTo(parts, part)
  return and(...parts)
}

/** Equalities of one column become one list. */
function simplifyOr(conds: readonly Cond[]): Cond {
  const flat = or(...conds)
  if (flat.kind !== 'or') return flat
  const lists = new Map<string, string[]>()
  const parts: Cond[] = []
  for (const part of flat.of) {
    if (!isTest(part) || part.test.is !== 'in') {
      if (!parts.includes(part)) parts.push(part)
      continue
    }
    const known = lists.get(columnKey(part.column))
    if (known !== undefined) known.push(...part.test.values)
    else addList(lists, parts, part.column, part.test.values)
  }
  return or(...parts.map(withoutRepeats))
}

function addList(lists: Map<string, string[]>, parts: Cond[], column: Column, values: readonly string[]): void {
  const list = [...values]
  lists.set(columnKey(column), list)
  parts.push(test(column, { is: 'in', values: list }))
}

function withoutRepeats(part: Cond): Cond {
  if (!isTest(part) || part.test.is !== 'in') return part
  const values = new Set(part.test.values)
  return values.size === part.test.values.length ? part : test(part.column, { is: 'in', values: [...values] })
}

/** NOT goes down to the tests, where it can meet its neighbours. */
function simplifyNot(of: Cond): Cond {
  switch (of.kind) {
    case 'constant':
      return of.value ? never : always
    case 'not':
      return simplify(of.of)
    case 'and':
      return simplifyOr(of.of.map((part) => simplifyNot(part)))
    case 'or':
      return simplifyAnd(of.of.map((part) => simplifyNot(part)))
    case 'test':
      return not(of)
    case 'some':
      return not(simplify(of))
  }
}

/** Means the same for every row, of two-valued tests. */
export function simplify(cond: Cond): Cond {
  switch (cond.kind) {
    case 'constant':
    case 'test':
      return cond
    case 'and':
      return simplifyAnd(cond.of.map(simplify))
    case 'or':
      return simplifyOr(cond.of.map(simplify))
    case 'not':
      return simplifyNot(cond.of)
    case 'some':
      return some(cond.rows, simplify(cond.where))
  }
}
