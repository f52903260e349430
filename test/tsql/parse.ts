/** The text of a statement -> its tree. What is not of T-SQL as of 2012 is refused: LIMIT, conditions where values stand, values where conditions do. */
import { Refusal, type Cond, type Expr, type From, type Query, type Select, type Table } from './model.ts'
import { Reader } from './tokens.ts'

type Either = { readonly value: Expr } | { readonly cond: Cond }

function valueOf(either: Either): Expr {
  if ('cond' in either) throw new Refusal(`Msg 102: a condition stands where a value is wanted`)
  return either.value
}

function condOf(either: Either): Cond {
  if ('value' in either) throw new Refusal(`Msg 4145: a value stands where a condition is wanted`)
  return either.cond
}

function listOf<T>(reader: Reader, one: (reader: Reader) => T): readonly T[] {
  const items = [one(reader)]
  while (reader.take(',')) items.push(one(reader))
  return items
}

const value = (reader: Reader): Expr => valueOf(either(reader))
export const condition = (reader: Reader): Cond => condOf(either(reader))

const either = (reader: Reader): Either => chain(reader, 'OR', (each) => chain(each, 'AND', negation))

function chain(reader: Reader, word: 'AND' | 'OR', part: (reader: Reader) => Either): Either {
  const first = part(reader)
  if (!reader.take(word)) return first
  const of = [condOf(first)]
  do of.push(condOf(part(reader)))
  while (reader.take(word))
  return { cond: { is: word === 'AND' ? 'and' : 'or', of } }
}

const negation = (reader: Reader): Either =>
  reader.take('NOT') ? { cond: { is: 'not', of: condOf(negation(reader)) } } : comparison(reader)

const comparisons: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']

function comparison(reader: Reader): Either {
  const left = sum(reader)
  const word = comparisons.find((each) => reader.take(each))
  if (word !== undefined) return { cond: { is: 'compare', word, left: valueOf(left), right: valueOf(sum(reader)) } }
  if (reader.take('IS')) {
    const negated = reader.take('NOT')
    reader.need('NULL')
    return { cond: { is: 'empty', of: valueOf(left), negated } }
  }
  const negated = reader.take('NOT')
  if (reader.take('LIKE')) return { cond: like(reader, valueOf(left), negated) }
  if (reader.take('IN')) return { cond: { is: 'in', left: valueOf(left), of: inside(reader, values), negated } }
  if (negated) throw new Refusal(`Msg 102: NOT stands before ${reader.rest}`)
  return left
}

const values = (reader: Reader): readonly Expr[] => listOf(reader, value)

function inside<T>(reader: Reader, read: (reader: Reader) => T): T {
  reader.need('(')
  const found = read(reader)
  reader.need(')')
  return found
}

function like(reader: Reader, left: Expr, negated: boolean): Cond {
  const pattern = valueOf(sum(reader))
  const escape = reader.take('ESCAPE') ? reader.next().text : undefined
  return { is: 'like', left, pattern, escape, negated }
}

function sum(reader: Reader): Either {
  let left = collated(reader)
  for (;;) {
    const word = ['+', '-', '*', '/', '%'].find((each) => reader.take(each))
    if (word === undefined) return left
    left = { value: { is: 'binary', word, left: valueOf(left), right: valueOf(collated(reader)) } }
  }
}

function collated(reader: Reader): Either {
  let of = primary(reader)
  while (reader.take('COLLATE')) of = { value: { is: 'collate', of: valueOf(of), collation: reader.next().text } }
  return of
}

function primary(reader: Reader): Either {
  if (reader.take('(')) {
    const found = either(reader)
    reader.need(')')
    return found
  }
  if (reader.take('EXISTS')) return { cond: { is: 'exists', of: inside(reader, query) } }
  return { value: single(reader) }
}

function single(reader: Reader): Expr {
  if (reader.take('NULL')) return { is: 'null' }
  if (reader.take('*')) return { is: 'star' }
  if (reader.take('-')) return { is: 'number', text: `-${reader.next().text}` }
  if (reader.take('CASE')) return choice(reader)
  const { is, text } = reader.next()
  if (is === 'parameter') return { is, name: text }
  if (is === 'number') return { is, text }
  if (is === 'text' || is === 'national') return { is: 'text', text, national: is === 'national' }
  if (is === 'mark') throw new Refusal(`Msg 102: ${text} stands where a value is wanted, before ${reader.rest}`)
  if (is === 'word' && reader.take('(')) return call(reader, text)
  return reader.take('.')
    ? { is: 'column', table: text, name: reader.name() }
    : { is: 'column', table: undefined, name: text }
}

function choice(reader: Reader): Expr {
  const when: (readonly [Cond, Expr])[] = []
  while (reader.take('WHEN')) {
    const cond = condition(reader)
    reader.need('THEN')
    when.push([cond, value(reader)])
  }
  const otherwise: Expr = reader.take('ELSE') ? value(reader) : { is: 'null' }
  reader.need('END')
  return { is: 'case', when, otherwise }
}

function typeOf(reader: Reader): string {
  const name = reader.name().toLowerCase()
  return reader.take('(') ? `${name}(${sizes(reader)})` : name
}

function sizes(reader: Reader): string {
  const found = listOf(reader, (each) => each.next().text.toLowerCase())
  reader.need(')')
  return found.join()
}

function call(reader: Reader, name: string): Expr {
  if (name === 'CONVERT' || name === 'TRY_CONVERT' || name === 'CAST') return conversion(reader, name)
  const of = reader.take(')') ? [] : values(reader)
  if (of.length > 0) reader.need(')')
  return { is: 'call', name, of }
}

function conversion(reader: Reader, name: 'CONVERT' | 'TRY_CONVERT' | 'CAST'): Expr {
  const [of, type] = name === 'CAST' ? castParts(reader) : convertParts(reader)
  const style = name !== 'CAST' && reader.take(',') ? reader.next().text : undefined
  reader.need(')')
  return { is: 'convert', of, type, style, tries: name === 'TRY_CONVERT' }
}

function castParts(reader: Reader): readonly [Expr, string] {
  const of = value(reader)
  reader.need('AS')
  return [of, typeOf(reader)]
}

function convertParts(reader: Reader): readonly [Expr, string] {
  const type = typeOf(reader)
  reader.need(',')
  return [value(reader), type]
}

function item(reader: Reader): Select['items'][number] {
  const found = value(reader)
  return { value: found, as: reader.take('AS') ? reader.name() : undefined }
}

function bracketed(reader: Reader): Table {
  const found = from(reader)
  reader.need(')')
  return { from: found, alias: undefined }
}

function table(reader: Reader): Table {
  const isJoined = reader.peek()?.text === '(' && reader.peek(1)?.text !== 'SELECT'
  if (isJoined && reader.take('(')) return bracketed(reader)
  const from = reader.take('(') ? closed(reader) : nameOf(reader)
  reader.take('AS')
  if (reader.peek()?.is === 'name') return { from, alias: reader.name() }
  if (typeof from !== 'string') throw new Refusal('Msg 102: a derived table has no name')
  return { from, alias: from }
}

function closed(reader: Reader): Query {
  const found = query(reader)
  reader.need(')')
  return found
}

function nameOf(reader: Reader): string {
  let name = reader.name()
  while (reader.take('.')) name += `.${reader.name()}`
  return name
}

function join(reader: Reader): From['joins'][number] | undefined {
  const word = reader.take('INNER', 'JOIN') ? 'INNER' : reader.take('LEFT', 'JOIN') ? 'LEFT' : undefined
  if (word === undefined) return undefined
  const joined = table(reader)
  reader.need('ON')
  return { word, table: joined, on: condition(reader) }
}

function from(reader: Reader): From {
  const first = table(reader)
  const joins: From['joins'][number][] = []
  for (let next = join(reader); next !== undefined; next = join(reader)) joins.push(next)
  return { first, joins }
}

function select(reader: Reader): Select {
  reader.need('SELECT')
  return {
    distinct: reader.take('DISTINCT'),
    items: listOf(reader, item),
    from: reader.take('FROM') ? from(reader) : undefined,
    where: reader.take('WHERE') ? condition(reader) : undefined,
    group: reader.take('GROUP', 'BY') ? values(reader) : [],
    having: reader.take('HAVING') ? condition(reader) : undefined,
  }
}

function fetched(reader: Reader): number | undefined {
  if (!reader.take('OFFSET')) return undefined
  reader.next()
  reader.need('ROWS', 'FETCH', 'NEXT')
  const count = Number(reader.next().text)
  reader.need('ROWS', 'ONLY')
  return count
}

function ordered(reader: Reader): Query['order'][number] {
  const by = value(reader)
  const descending = reader.take('DESC')
  if (!descending) reader.take('ASC')
  return { by, descending }
}

export function query(reader: Reader): Query {
  const selects = [select(reader)]
  let all = false
  while (reader.take('UNION')) {
    all = reader.take('ALL') || all
    selects.push(select(reader))
  }
  const order = reader.take('ORDER', 'BY') ? listOf(reader, ordered) : []
  return { selects, all, order, fetch: order.length > 0 ? fetched(reader) : undefined }
}

/** Throws {@link Refusal}. */
export function parse(sql: string): Query {
  const reader = new Reader(sql)
  const found = query(reader)
  if (reader.peek() !== undefined) throw new Refusal(`Msg 102: nothing is wanted before ${reader.rest}`)
  return found
}
