/** information_schema -> facts. https://mariadb.com/kb/en/information-schema-tables/ */
import type { Database } from '../database.ts'
import type { ColumnFacts, Facts, TableFacts, TextFacts } from './facts.ts'
import { ask, columnFacts, indexFacts, referenceFacts, text, textFacts } from './facts.ts'

const inSchema = `table_schema = coalesce(nullif(?, ''), database())`

const tableSql = `select table_name, table_rows, table_type like '%VIEW', table_schema from information_schema.tables
where ${inSchema} order by table_name`

const columnSql = `select table_name, column_name, column_type, is_nullable = 'YES', character_set_name, collation_name
from information_schema.columns where ${inSchema} order by table_name, ordinal_position`

const indexSql = `select table_name, index_name, column_name, non_unique = 0, index_name = 'PRIMARY'
from information_schema.statistics where ${inSchema} and index_type = 'BTREE' order by table_name, index_name, seq_in_index`

/** Shown to whoever may read the table. A connection may turn the checks off, as every import of a dump does. */
const referenceSql = `select table_name, constraint_name, column_name, referenced_table_name, referenced_column_name, 0
from information_schema.key_column_usage where ${inSchema} and referenced_table_schema = table_schema
order by table_name, constraint_name, ordinal_position`

export async function readMariadb(database: Database, schema = ''): Promise<Facts> {
  const tables: TableFacts[] = []
  for (const [table, rows, isView, owner] of await ask(database, tableSql, schema)) {
    const name = text(table)
    const estimated = isView === '1' ? await estimateView(database, text(owner), name) : Number(rows ?? 0)
    tables.push({ table: name, rows: estimated })
  }
  const indexes = indexFacts(await ask(database, indexSql, schema))
  const references = referenceFacts(await ask(database, referenceSql, schema))
  return { tables, columns: await readColumns(database, schema), indexes, references }
}

/** As the largest of the tables that the plan reads. */
async function estimateView(database: Database, schema: string, view: string): Promise<number> {
  const plan = await ask(database, `explain select 1 from ${quote(schema)}.${quote(view)}`)
  return Math.max(0, ...plan.map((row) => Number(row[8] ?? 0)))
}

async function readColumns(database: Database, schema: string): Promise<readonly ColumnFacts[]> {
  const tried = new Map<string, TextFacts>()
  const columns: ColumnFacts[] = []
  for (const row of await ask(database, columnSql, schema)) {
    const [facts, charset, collation] = [columnFacts(row), row[4], row[5]]
    if (!charset || !collation) {
      columns.push(facts)
      continue
    }
    const compared = tried.get(collation) ?? (await tryCollation(database, charset, collation))
    tried.set(collation, compared)
    columns.push({ ...facts, text: compared })
  }
  return columns
}

/** The names of collations do not tell all: utf8mb4_general_ci ignores accents, latin1_general_ci does not. */
async function tryCollation(database: Database, charset: string, collation: string): Promise<TextFacts> {
  const same = (a: string, b: string): string =>
    `convert('${a}' using ${charset}) = convert('${b}' using ${charset}) collate ${collation}`
  const [row] = await ask(database, `select ${same('a', 'A')}, ${same('e', 'é')}`)
  return { ...textFacts(row?.[0] === '1', row?.[1] === '1'), name: collation }
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
