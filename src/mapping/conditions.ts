/** Compiles the one condition grammar (`when`, `where`, `exclude`, child rows, kinds) into a {@link Cond}. */
import { and, has, never, not, or, some, test, type Cond } from './cond.ts'
import { suggest } from './diagnostics.ts'
import { boundFault } from './equality/bound.ts'
import { named } from './equality/list.ts'
import type { Column, Place, Rows } from './model.ts'
import { resolveColumn, type Scope } from './scope.ts'
import { itemsOf, type Entry, type MapNode, type Yaml } from './yaml.ts'

/** How `exists:` makes child rows; given by the source compiler, absent where `exists` may not stand. */
export type RowsReader = (node: MapNode, scope: Scope) => { rows: Rows; where: Cond } | undefined

const words: readonly string[] = ['any', 'none', 'past']

/** Today in the form that the column's own type has. */
function todayFormat({ schema: { type, instant } }: Column): string {
  if (instant === true) return 'utc'
  if (type === 'date') return 'iso'
  return type === 'datetime' || type === 'minute' ? 'local' : 'yyyymmdd'
}

function wordCondition(column: Column, word: string): Cond | undefined {
  if (word === 'any') return has(column)
  if (word === 'none') return not(has(column))
  if (word === 'past') return test(column, { is: 'past', format: todayFormat(column) })
  return undefined
}

function texts(scope: Scope, node: Yaml): string[] {
  return itemsOf(node).flatMap((item) => {
    if (item.kind === 'text' && item.text.trim() !== '') return [item.text.trim()]
    scope.diagnostics.error(item.at, 'a value or a list of values is expected here', 'for no value write none')
    return []
  })
}

/** A list may hold `none` beside values: `[none, TNP]`. */
function listCondition(scope: Scope, column: Column, node: Yaml): Cond {
  const values = texts(scope, node)
  const tests = values.flatMap((value) => wordCondition(column, value) ?? [])
  const plain = values.filter((value) => !words.includes(value))
  return or(...tests, named(column, plain))
}

const formats = ['yyyymmdd', 'iso', 'local', 'utc']

function rangeTest(scope: Scope, column: Column, key: 'from' | 'below', text: string, at: Place): Cond {
  const fault = boundFault(column, text)
  if (fault === undefined) return test(column, { is: 'range', [key]: text })
  scope.diagnostics.error(at, fault.message, fault.hint)
  return never
}

function entryTest(scope: Scope, column: Column, { key, keyAt, value }: Entry): Cond {
  if (key === 'not') return not(valueCondition(scope, column, value))
  const [text = '', ...others] = texts(scope, value)
  if (others.length > 0) scope.diagnostics.error(value.at, `${key} takes one value`)
  if (key === 'below' || key === 'from') return rangeTest(scope, column, key, text, value.at)
  if (key === 'past' && column.schema.instant === true && text !== 'utc')
    scope.diagnostics.error(value.at, `${column.name} holds moments, shown in UTC`, 'write { past: utc }')
  if (key === 'past' && formats.includes(text)) return test(column, { is: 'past', format: text })
  if (key === 'past') scope.diagnostics.error(value.at, `"${text}" is no form of a date`, suggest(text, formats))
  else scope.diagnostics.error(keyAt, `"${key}" is no test`, suggest(key, ['not', 'below', 'from', 'past']))
  return never
}

function mapCondition(scope: Scope, column: Column, node: MapNode): Cond {
  return and(...notEmpty(scope, node).entries.map((entry) => entryTest(scope, column, entry)))
}

/** An empty map would hold for every row. */
function notEmpty(scope: Scope, node: MapNode): MapNode {
  if (node.entries.length === 0)
    scope.diagnostics.error(node.at, 'a condition that asks nothing', 'write { p.REC_STAT: A }')
  return node
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
  if (node.kind === 'map')
    return and(...notEmpty(scope, node).entries.map((entry) => entryCondition(scope, entry, reader)))
  scope.diagnostics.error(node.at, 'a condition is a map of columns to values', 'write: { p.REC_STAT: A }')
  return never
}

/** `exclude`: a row is left out when any one of the entries holds. */
export function parseExclusion(scope: Scope, node: Yaml, reader?: RowsReader): Cond {
  if (node.kind === 'map')
    return or(...notEmpty(scope, node).entries.map((entry) => entryCondition(scope, entry, reader)))
  return parseCondition(scope, node, reader)
}

function asksClock(cond: Cond): boolean {
  switch (cond.kind) {
    case 'test':
      return cond.test.is === 'past'
    case 'and':
    case 'or':
      return cond.of.some(asksClock)
    case 'not':
      return asksClock(cond.of)
    case 'some':
      return asksClock(cond.where)
    case 'constant':
      return false
  }
}

/** Which child rows there are does not move with the clock: that is asked where they are used. */
export function refuseClock(scope: Scope, cond: Cond, at: Place): Cond {
  if (asksClock(cond))
    scope.diagnostics.error(
      at,
      'past cannot choose child rows',
      'put it beside each: { each: names, when: { n.END_DT: past } }',
    )
  return cond
}
