/** A judged statement of T-SQL -> the same for SQLite, by the functions of `semantics.ts`. Texts and times are compared as SQL Server compares them. */
import type { Cond, Expr, From, Query, Select, Table } from './model.ts'
import { scopeOf, typeOf, type Scope } from './judge.ts'
import { collationOf, type Type } from './types.ts'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const names: Readonly<Record<string, string>> = {
  LOWER: 't_lower',
  UPPER: 't_upper',
  LEN: 't_len',
  PATINDEX: 't_patindex',
  REVERSE: 't_reverse',
  STUFF: 't_stuff',
  SUBSTRING: 't_substring',
  NCHAR: 'char',
}

const mode = (...types: readonly Type[]): string => {
  const collation = types
    .map((each) => ({ ...each }))
    .reduce<Type['collation']>((found, each) => {
      return collationOf({ family: 'text', native: '', national: false, ...(found && { collation: found }) }, each)
    }, undefined)
  return /_BIN2?$|_CS_/.test(collation?.name ?? '') ? 'cs' : 'ci'
}

function call({ name, of }: Extract<Expr, { is: 'call' }>, scope: Scope): string {
  const list = of.map((each) => print(each, scope))
  if (name === 'SWITCHOFFSET') return list[0]!
  if (name === 'PATINDEX') list.push(literal(mode(typeOf(of[1]!, scope))))
  return `${names[name] ?? name}(${list.join(', ')})`
}

function print(expr: Expr, scope: Scope): string {
  switch (expr.is) {
    case 'column':
      return expr.table === undefined ? quote(expr.name) : `${quote(expr.table)}.${quote(expr.name)}`
    case 'parameter':
      return `@${expr.name}`
    case 'text':
      return literal(expr.text)
    case 'number':
      return expr.text
    case 'null':
      return 'NULL'
    case 'star':
      return '*'
    case 'call':
      return call(expr, scope)
    case 'convert':
      return `t_convert(${print(expr.of, scope)}, ${literal(typeOf(expr.of, scope).native)}, ${literal(expr.type)}, ${literal(expr.style ?? '')}, ${expr.tries ? 1 : 0})`
    case 'case':
      return `CASE ${expr.when.map(([cond, value]) => `WHEN ${printCond(cond, scope)} THEN ${print(value, scope)}`).join(' ')} ELSE ${print(expr.otherwise, scope)} END`
    case 'binary':
      return `(${print(expr.left, scope)} ${typeOf(expr, scope).family === 'text' ? '||' : expr.word} ${print(expr.right, scope)})`
    case 'collate':
      return print(expr.of, scope)
  }
}

/** What compares: the other is made of the type of the one, and texts by their collation. */
function comparable(expr: Expr, one: Type, other: Type, scope: Scope): string {
  const text = print(expr, scope)
  const { family, native } = one.family === 'text' && other.family !== 'none' && other.family !== 'text' ? other : one
  if (family === 'text') return `t_key(${text}, '${mode(one, other)}')`
  if (family === 'time') return `t_time(${text}, ${literal(native)})`
  if (family === 'uuid') return `t_lower(${text})`
  return family === 'number' && one.family === 'text' ? `t_number(${text})` : text
}

function pair(left: Expr, right: Expr, scope: Scope): readonly [string, string] {
  const [one, other] = [typeOf(left, scope), typeOf(right, scope)]
  return [comparable(left, one, other, scope), comparable(right, other, one, scope)]
}

function isIn({ left, of, negated }: Extract<Cond, { is: 'in' }>, scope: Scope): string {
  const [name] = pair(left, of[0]!, scope)
  return `${name} ${negated ? 'NOT IN' : 'IN'} (${of.map((each) => pair(left, each, scope)[1]).join(', ')})`
}

function like({ left, pattern, escape, negated }: Extract<Cond, { is: 'like' }>, scope: Scope): string {
  const [one, other] = [typeOf(left, scope), typeOf(pattern, scope)]
  const values = [print(left, scope), print(pattern, scope), literal(escape ?? ''), literal(mode(one, other))]
  return `${negated ? 'NOT ' : ''}t_like(${values.join(', ')})`
}

export function printCond(cond: Cond, scope: Scope): string {
  switch (cond.is) {
    case 'compare':
      return pair(cond.left, cond.right, scope).join(` ${cond.word} `)
    case 'in':
      return isIn(cond, scope)
    case 'like':
      return like(cond, scope)
    case 'empty':
      return `${print(cond.of, scope)} IS ${cond.negated ? 'NOT ' : ''}NULL`
    case 'exists':
      return `EXISTS (${printQuery(cond.of, scope)})`
    case 'not':
      return `NOT (${printCond(cond.of, scope)})`
    default:
      return `(${cond.of.map((each) => printCond(each, scope)).join(cond.is === 'and' ? ' AND ' : ' OR ')})`
  }
}

function printTable({ from, alias }: Table, scope: Scope): string {
  if (alias === undefined) return `(${printFrom(from, scope)})`
  const source = typeof from === 'string' ? quote(from) : `(${printQuery(from, { ...scope, aliases: new Map() })})`
  return `${source} ${quote(alias)}`
}

function printFrom({ first, joins }: From, scope: Scope): string {
  const more = joins.map(
    ({ word, table, on }) => ` ${word} JOIN ${printTable(table, scope)} ON ${printCond(on, scope)}`,
  )
  return `${printTable(first, scope)}${more.join('')}`
}

function printSelect(select: Select, outer: Scope): string {
  const scope = { ...scopeOf(select.from, outer), mayCount: true }
  const items = select.items.map(({ value, as }) => print(value, scope) + (as === undefined ? '' : ` AS ${quote(as)}`))
  const keys = select.group.map((each) => comparable(each, typeOf(each, scope), typeOf(each, scope), scope))
  return [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${items.join(', ')}${select.from === undefined ? '' : ` FROM ${printFrom(select.from, scope)}`}`,
    ...(select.where === undefined ? [] : [`WHERE ${printCond(select.where, scope)}`]),
    ...(keys.length === 0 ? [] : [`GROUP BY ${keys.join(', ')}`]),
    ...(select.having === undefined ? [] : [`HAVING ${printCond(select.having, scope)}`]),
  ].join(' ')
}

export function printQuery({ selects, all, order, fetch }: Query, outer: Scope): string {
  const scope = { ...scopeOf(selects[0]!.from, outer), mayCount: true }
  const by = order.map((each) => {
    const type = typeOf(each.by, scope)
    return comparable(each.by, type, type, scope) + (each.descending ? ' DESC' : '')
  })
  const text = selects.map((each) => printSelect(each, outer)).join(all ? ' UNION ALL ' : ' UNION ')
  return `${text}${by.length === 0 ? '' : ` ORDER BY ${by.join(', ')}`}${fetch === undefined ? '' : ` LIMIT ${fetch}`}`
}
