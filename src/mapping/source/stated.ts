/** `from: { sql: "select ...", as: p, rows: 12000, unique: [...], index: [...] }`: a table, and what the mapping states of it beside the catalog. */
import type { StatedFacts, Table } from '../model.ts'
import { suggest, type Diagnostics } from '../diagnostics.ts'
import { parseTable, tableOf, type Database } from '../scope.ts'
import { checkKeys, entryOf, itemsOf, textIn, textsOf, type MapNode, type Yaml } from '../yaml.ts'

const hint =
  'write { table: V_PAT, as: p, unique: [PAT_ID] }, or { sql: "select ...", as: p, rows: 12000, unique: [PAT_ID] }'

/** `[A, B]` is one set of columns, `[[A, B], C]` are two; of indexes each text is one. */
function setsOf(node: Yaml | undefined, isOneSet: boolean): readonly (readonly string[])[] {
  if (node === undefined) return []
  const items = itemsOf(node)
  const isFlat = isOneSet && items.every(({ kind }) => kind === 'text')
  return isFlat ? [textsOf(node)] : items.map((item) => textsOf(item))
}

function checkColumns(
  database: Database,
  { name, sql }: Table,
  node: Yaml | undefined,
  diagnostics: Diagnostics,
): void {
  const known = sql === undefined ? Object.keys(tableOf(database, name)?.columns ?? {}) : undefined
  for (const item of node === undefined || known === undefined ? [] : itemsOf(node).flatMap(itemsOf)) {
    const text = item.kind === 'text' ? item.text : ''
    if (!known?.includes(text)) diagnostics.error(item.at, `${name} has no column ${text}`, suggest(text, known ?? []))
  }
}

function rowsOf(node: MapNode, diagnostics: Diagnostics): number | undefined {
  const text = textIn(node, 'rows')
  if (text === undefined || /^\d{1,12}$/.test(text)) return text === undefined ? undefined : Number(text)
  return void diagnostics.error(entryOf(node, 'rows')!.value.at, `"${text}" is no number of rows`, 'write rows: 12000')
}

function factsOf(database: Database, table: Table, node: MapNode, diagnostics: Diagnostics): StatedFacts {
  const [unique, index] = [entryOf(node, 'unique')?.value, entryOf(node, 'index')?.value]
  for (const each of [unique, index]) checkColumns(database, table, each, diagnostics)
  const rows = rowsOf(node, diagnostics)
  return {
    unique: setsOf(unique, true),
    indexes: setsOf(index, false),
    ...(rows !== undefined && { rows }),
  }
}

function plainTable(database: Database, node: MapNode, diagnostics: Diagnostics): Table | undefined {
  checkKeys(node, ['table', 'sql', 'as', 'rows', 'unique', 'index'], 'clause of a table', diagnostics)
  const [name, sql, alias] = [textIn(node, 'table'), textIn(node, 'sql'), textIn(node, 'as')]
  if (alias === undefined || !/^[A-Za-z_]\w*$/.test(alias) || (name === undefined) === (sql === undefined))
    return void diagnostics.error(node.at, 'a table has a name or a text, and an alias', hint)
  if (sql !== undefined) return { name: alias, alias, sql }
  return parseTable(database, `${name} ${alias}`, entryOf(node, 'table')!.value.at, diagnostics)
}

/** The text of {@link parseTable}, or the map. */
export function parseTableNode(database: Database, node: Yaml, diagnostics: Diagnostics): Table | undefined {
  if (node.kind === 'text') return parseTable(database, node.text, node.at, diagnostics)
  if (node.kind === 'list') return void diagnostics.error(node.at, 'one table is expected here', hint)
  const table = plainTable(database, node, diagnostics)
  return table && { ...table, stated: factsOf(database, table, node, diagnostics) }
}
