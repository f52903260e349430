/** A statement, the columns of its tables and the types of its parameters -> a refusal, where SQL Server would refuse it or leave an index unused. */
import { isAggregate, resultOf } from './functions.ts'
import { Refusal, type Cond, type Expr, type From, type Query, type Select, type Table } from './model.ts'
import { collationOf, isLong, meets, none, number, refuseLong, typeNamed, type Type } from './types.ts'

export type Columns = ReadonlyMap<string, Type>

export interface Surroundings {
  readonly tables: ReadonlyMap<string, Columns>
  /** By their names. */
  readonly parameters: ReadonlyMap<string, Type>
}

/** What names stand for, the innermost first. */
export interface Scope extends Surroundings {
  readonly aliases: ReadonlyMap<string, Columns>
  readonly outer?: Scope
  /** Inside of SUM or COUNT. */
  readonly isCounting?: boolean
  /** Where rows are chosen nothing is counted. */
  readonly mayCount?: boolean
}

function columnOf(scope: Scope | undefined, table: string | undefined, name: string): Type {
  if (scope === undefined) throw new Refusal(`Msg 207: there is no column ${table ?? ''}.${name}`)
  const found = [...scope.aliases].filter(([alias, columns]) => (table ?? alias) === alias && columns.has(name))
  if (found.length > 1) throw new Refusal(`Msg 209: ${name} is of several tables`)
  return found[0]?.[1].get(name) ?? columnOf(scope.outer, table, name)
}

function parameterOf({ parameters }: Scope, name: string): Type {
  const type = parameters.get(name)
  if (type === undefined) throw new Refusal(`Msg 137: @${name} is not declared`)
  return type
}

/** Throws where the expression is none. */
export function typeOf(expr: Expr, scope: Scope): Type {
  switch (expr.is) {
    case 'column':
      return columnOf(scope, expr.table, expr.name)
    case 'parameter':
      return parameterOf(scope, expr.name)
    case 'text':
      return typeNamed(expr.national ? 'nvarchar(4000)' : 'varchar(8000)')
    case 'number':
      return number
    case 'null':
    case 'star':
      return none
    case 'call':
      return callType(expr, scope)
    case 'convert':
      return convertType(expr, scope)
    case 'case':
      return caseType(expr, scope)
    case 'binary':
      return sumType(expr, scope)
    case 'collate':
      return collateType(expr, scope)
  }
}

type Of<K extends Expr['is']> = Extract<Expr, { readonly is: K }>

function callType({ name, of }: Of<'call'>, scope: Scope): Type {
  if (!isAggregate(name))
    return resultOf(
      name,
      of.map((each) => typeOf(each, scope)),
    )
  if (scope.mayCount !== true) throw new Refusal('Msg 147: an aggregate where rows are chosen')
  if (scope.isCounting) throw new Refusal('Msg 130: an aggregate inside of an aggregate')
  return resultOf(
    name,
    of.map((each) => typeOf(each, { ...scope, isCounting: true })),
  )
}

function convertType({ of, type, style }: Of<'convert'>, scope: Scope): Type {
  const [from, to] = [typeOf(of, scope), typeNamed(type)]
  if (to.family === 'text' && from.family === 'binary' && style === undefined)
    throw new Refusal('bytes would be taken for letters')
  return { ...to, ...(to.family === 'text' && from.collation && { collation: from.collation }) }
}

function caseType({ when, otherwise }: Of<'case'>, scope: Scope): Type {
  for (const [cond] of when) judgeCond(cond, scope)
  const types = [...when.map(([, value]) => typeOf(value, scope)), typeOf(otherwise, scope)]
  const type = types.find(({ family }) => family !== 'none')
  if (type === undefined) throw new Refusal('Msg 8133: every result of a CASE is NULL')
  for (const each of types)
    if (!meets(type.family, each.family)) throw new Refusal(`Msg 245: a CASE gives ${type.native} and ${each.native}`)
  return type
}

function sumType({ word, left, right }: Of<'binary'>, scope: Scope): Type {
  const [one, other] = [typeOf(left, scope), typeOf(right, scope)]
  for (const each of [one, other]) refuseLong(each, `Msg 402: ${word} does not take`)
  if (one.family !== other.family) throw new Refusal(`Msg 402: ${one.native} ${word} ${other.native}`)
  if (one.family !== 'number' && !(one.family === 'text' && word === '+'))
    throw new Refusal(`Msg 402: ${word} does not take ${one.native}`)
  const collation = collationOf(one, other)
  return { ...(other.national ? other : one), ...(collation && { collation }) }
}

function collateType({ of, collation: name }: Of<'collate'>, scope: Scope): Type {
  const type = typeOf(of, scope)
  if (type.family !== 'text') throw new Refusal(`Msg 447: COLLATE does not take ${type.native}`)
  return { ...type, collation: { name, isStated: true } }
}

const isGiven = ({ is }: Expr): boolean => is === 'parameter' || is === 'text'

const isIn = (type: Type, name: RegExp): boolean => name.test(type.native)

/** A DECIMAL makes MONEY one, and a FLOAT a REAL: the column is made another type, its index lost, and what was stored is not found. */
function judgeNumbers(one: Type, other: Type, right: Expr): void {
  if (right.is !== 'parameter') return
  const isMoney = isIn(one, /money$/) && isIn(other, /^(decimal|float|real)/)
  const isReal = isIn(one, /^real/) && isIn(other, /^float/)
  if (isMoney || isReal) throw new Refusal(`${one.native} would be compared as ${other.native}`)
}

/** What is given is made of the type of the column, but for two things: a national text makes the column one, and a number the text. */
function judgePair(left: Expr, right: Expr, word: string, scope: Scope): void {
  const [one, other] = [typeOf(left, scope), typeOf(right, scope)]
  for (const each of [one, other]) refuseLong(each, `Msg 402: ${word} does not take`)
  collationOf(one, other)
  if (one.family === 'text' && other.family === 'text') return judgeTexts(one, other, right)
  judgeNumbers(one, other, right)
  if (!meets(one.family, other.family) && !(isGiven(right) && other.family === 'text'))
    throw new Refusal(`Msg 245: ${one.native} ${word} ${other.native}, which depends on values`)
}

/** Two columns are as their tables have them: nothing that is written changes that. */
function judgeTexts(one: Type, other: Type, right: Expr): void {
  if (other.national && !one.national && isGiven(right))
    throw new Refusal(`an index over ${one.native} is lost to ${other.native}`)
  const isAscii = right.is === 'text' && /^[ -~]*$/.test(right.text)
  if (one.national && !other.national && isGiven(right) && !isAscii)
    throw new Refusal(`letters of ${one.native} are lost in ${other.native}`)
}

function judgeLike({ left, pattern }: Extract<Cond, { is: 'like' }>, scope: Scope): void {
  const [one, other] = [typeOf(left, scope), typeOf(pattern, scope)]
  if (one.family !== 'text' && !/^n?text/.test(one.native))
    throw new Refusal(`Msg 8116: LIKE does not take ${one.native}`)
  collationOf(one, other)
  judgeTexts(one, other, pattern)
}

export function judgeCond(cond: Cond, scope: Scope): void {
  switch (cond.is) {
    case 'compare':
      return judgePair(cond.left, cond.right, cond.word, scope)
    case 'in':
      return cond.of.forEach((each) => judgePair(cond.left, each, 'IN', scope))
    case 'like':
      return judgeLike(cond, scope)
    case 'empty':
      return void typeOf(cond.of, scope)
    case 'exists':
      if (scope.isCounting) throw new Refusal('Msg 130: a subquery inside of an aggregate')
      return void judgeQuery(cond.of, scope)
    case 'not':
      return judgeCond(cond.of, scope)
    default:
      return cond.of.forEach((each) => judgeCond(each, scope))
  }
}

/** Its columns, as those see them who read it. */
function columnsOf(from: string | Query, scope: Scope): Columns {
  if (typeof from === 'string') {
    const known = scope.tables.get(from)
    if (known === undefined) throw new Refusal(`Msg 208: there is no table ${from}`)
    return known
  }
  if (from.order.length > 0 && from.fetch === undefined) throw new Refusal('Msg 1033: a derived table in an order')
  return judgeQuery(from, { ...scope, aliases: new Map() })
}

/** Adds what a table, or several in brackets, bring. */
function addTable(table: Table, aliases: Map<string, Columns>, scope: Scope): void {
  if (table.alias === undefined) return addAll(table.from, aliases, scope)
  if (aliases.has(table.alias)) throw new Refusal(`Msg 1011: the alias ${table.alias} twice`)
  aliases.set(table.alias, columnsOf(table.from, scope))
}

function addAll({ first, joins }: From, aliases: Map<string, Columns>, scope: Scope): void {
  addTable(first, aliases, scope)
  for (const { table, on } of joins) {
    addTable(table, aliases, scope)
    judgeCond(on, { ...scope, aliases: new Map(aliases), outer: scope })
  }
}

/** What a SELECT sees. */
export function scopeOf(from: From | undefined, outer: Scope): Scope {
  const aliases = new Map<string, Columns>()
  const { isCounting: _, mayCount: __, ...around } = outer
  if (from !== undefined) addAll(from, aliases, around)
  return { tables: outer.tables, parameters: outer.parameters, aliases, outer }
}

const nameOf = ({ value, as }: Select['items'][number], at: number): string =>
  as ?? (value.is === 'column' ? value.name : `${at}`)

function judgeSelect(select: Select, isUnion: boolean, outer: Scope): Columns {
  const scope = scopeOf(select.from, outer)
  if (select.where !== undefined) judgeCond(select.where, scope)
  for (const each of select.group) refuseLong(typeOf(each, scope), 'Msg 306: GROUP BY does not take')
  if (select.having !== undefined) judgeCond(select.having, { ...scope, mayCount: true })
  const columns = new Map<string, Type>()
  select.items.forEach((item, at) => {
    const type = typeOf(item.value, { ...scope, mayCount: true })
    if ((select.distinct || isUnion) && isLong(type)) throw new Refusal(`Msg 421: ${type.native} cannot be told apart`)
    columns.set(columns.has(nameOf(item, at)) ? `${at}` : nameOf(item, at), type)
  })
  return columns
}

const print = (expr: Expr): string => JSON.stringify(expr)

function judgeOrder({ selects, order, all }: Query, outer: Scope): void {
  const [only] = selects
  if (order.length > 0 && (selects.length !== 1 || all)) throw new Refusal('Msg 104: a UNION in an order')
  const scope = scopeOf(only?.from, outer)
  const seen = new Set<string>()
  for (const { by } of order) {
    if (seen.has(print(by))) throw new Refusal(`Msg 169: ${print(by)} twice in ORDER BY`)
    seen.add(print(by))
    if (by.is === 'null' || isGiven(by) || by.is === 'number') throw new Refusal('Msg 408: an order by a constant')
    refuseLong(typeOf(by, { ...scope, mayCount: true }), 'Msg 306: ORDER BY does not take')
    if (only?.distinct && !only.items.some(({ value }) => print(value) === print(by)))
      throw new Refusal('Msg 145: an order by what DISTINCT does not give')
  }
}

/** The columns that it gives. Throws {@link Refusal}. */
export function judgeQuery(query: Query, outer: Scope): Columns {
  const isUnion = query.selects.length > 1 && !query.all
  const [first, ...others] = query.selects.map((each) => judgeSelect(each, isUnion, outer))
  for (const each of others) if (each.size !== first!.size) throw new Refusal('Msg 205: a UNION of unlike lists')
  judgeOrder(query, outer)
  return first!
}

const mostParameters = 2_100

export function judge(query: Query, around: Surroundings): void {
  if (around.parameters.size > mostParameters) throw new Refusal(`Msg 8003: ${around.parameters.size} parameters`)
  judgeQuery(query, { ...around, aliases: new Map() })
}
