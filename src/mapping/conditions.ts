/** Compiles the one condition grammar (`when`, `where`, `exclude`, child rows, kinds) into a {@link Cond}. */
import { and, has, never, not, oneOf, or, some, test, type Cond } from './cond.ts'
import { suggest } from './diagnostics.ts'
import type { Column, Rows } from './model.ts'
import { resolveColumn, type Scope } from './scope.ts'
import { itemsOf, type Entry, type MapNode, type Yaml } from './yaml.ts'

/** How `exists:` makes child rows; given by the source compiler, absent where `exists` may not stand. */
export type RowsReader = (node: MapNode, scope: Scope) => { rows: Rows; where: Cond } | undefined

const words = ['any', 'none', 'past'] as const

function wordCondition(column: Column, word: string): Cond | undefined {
  if (word === 'any') return has(column)
  if (word === 'none') return not(has(column))
  if (word === 'past') return test(column, { is: 'past', format: 'yyyymmdd' })
  return undefined
}

function texts(scope: Scope, node: Yaml): string[] {
  return itemsOf(node).flatMap((item) => {
    if (item.kind === 'text') return [item.text]
    scope.diagnostics.error(item.at, 'a value or a list of values is expected here')
    return []
  })
}

/** A list may hold `none` beside values: `[none, TNP]`. */
function listCondition(scope: Scope, column: Column, node: Yaml): Cond {
  const values = texts(scope, node)
  const named = values.flatMap((value) => wordCondition(column, value) ?? [])
  const plain = values.filter((value) => !words.includes(value as (typeof words)[number]))
  return or(...named, oneOf(column, plain))
}

function mapCondition(scope: Scope, column: Column, node: MapNode): Cond {
  const parts = node.entries.map(({ key, keyAt, value }) => {
    if (key === 'not') return not(valueCondition(scope, column, value))
    const text = value.kind === 'text' ? value.text : ''
    if (key === 'below') return test(column, { is: 'range', below: text })
    if (key === 'from') return test(column, { is: 'range', from: text })
    if (key === 'past') return test(column, { is: 'past', format: text })
    scope.diagnostics.error(keyAt, `"${key}" is no test`, suggest(key, ['not', 'below', 'from', 'past']))
    return never
  })
  return and(...parts)
}

function valueCondition(scope: Scope, column: Column, node: Yaml): Cond {
  return node.kind === 'map' ? mapCondition(scope, column, node) : listCondition(scope, column, node)
}

function anyOf(scope: Scope, node: Yaml): Cond {
  return or(
    ...itemsOf(node).map((item) => {
      const column = item.kind === 'text' ? resolveColumn(scope, item.text, item.at) : undefined
      return column === undefined ? never : has(column)
    }),
  )
}

function existsCondition(scope: Scope, { keyAt, value }: Entry, reader: RowsReader | undefined): Cond {
  if (reader === undefined || value.kind !== 'map') {
    scope.diagnostics.error(keyAt, 'exists stands only in where and exclude', 'elsewhere declare rows: and use each')
    return never
  }
  const found = reader(value, scope)
  return found === undefined ? never : some(found.rows, found.where)
}

function entryCondition(scope: Scope, entry: Entry, reader: RowsReader | undefined): Cond {
  const { key, keyAt, value } = entry
  if (key === 'any') return anyOf(scope, value)
  if (key === 'exists') return existsCondition(scope, entry, reader)
  if (key === 'or') return or(...itemsOf(value).map((item) => parseCondition(scope, item, reader)))
  const column = resolveColumn(scope, key, keyAt)
  return column === undefined ? never : valueCondition(scope, column, value)
}

/** All entries of the map must hold. */
export function parseCondition(scope: Scope, node: Yaml, reader?: RowsReader): Cond {
  if (node.kind === 'map') return and(...node.entries.map((entry) => entryCondition(scope, entry, reader)))
  scope.diagnostics.error(node.at, 'a condition is a map of columns to values', 'write: { p.REC_STAT: A }')
  return never
}

/** `exclude`: a row is left out when any one of the entries holds. */
export function parseExclusion(scope: Scope, node: Yaml, reader?: RowsReader): Cond {
  if (node.kind === 'map') return or(...node.entries.map((entry) => entryCondition(scope, entry, reader)))
  return parseCondition(scope, node, reader)
}
