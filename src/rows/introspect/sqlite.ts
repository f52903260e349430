/** SQLite's own tables and pragmas -> facts. */
import type { Database } from '../database.ts'
import type { ColumnFacts, Facts, TableFacts, TextFacts } from './facts.ts'
import { ask, columnFacts, indexFacts, referenceFacts, text, textFacts } from './facts.ts'
import { describeType } from './column-type.ts'

const tableSql = `select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'`

const columnSql = `select t.name, c.name, c.type, c."notnull" = 0 and c.pk = 0
from (${tableSql}) t, pragma_table_xinfo(t.name) c where c.hidden <> 1 order by t.name, c.cid`

/** A rowid table keeps no index for its key, so the key is read from the columns. */
const indexSql = `select t.name, '', c.name, 1, 1, 0 as first, c.pk as place
from (${tableSql}) t, pragma_table_xinfo(t.name) c where c.pk > 0
union all select t.name, i.name, x.name, i."unique", 0, 1, x.seqno
from (${tableSql}) t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) x
where i.origin <> 'pk' and i.partial = 0 and x.key = 1 order by 1, 2, 6, 7`

/** A key that names no columns refers to the primary key. Whether it holds is each connection's own. */
const referenceSql = `select t.name, f.id, f."from", f."table",
  coalesce(f."to", (select c.name from pragma_table_info(f."table") c where c.pk = f.seq + 1)), 0
from (${tableSql}) t, pragma_foreign_key_list(t.name) f order by t.name, f.id, f.seq`

export async function readSqlite(database: Database): Promise<Facts> {
  const names = (await ask(database, tableSql)).map(([name]) => text(name))
  const tables: TableFacts[] = []
  for (const table of names) tables.push({ table, rows: await count(database, table) })
  return {
    tables,
    columns: await readColumns(database),
    indexes: indexFacts(await ask(database, indexSql)),
    references: referenceFacts(await ask(database, referenceSql)),
  }
}

async function count(database: Database, table: string): Promise<number> {
  const [row] = await ask(database, `select count(*) from ${quote(table)}`)
  return Number(row?.[0])
}

async function readColumns(database: Database): Promise<readonly ColumnFacts[]> {
  const columns: ColumnFacts[] = []
  for (const facts of (await ask(database, columnSql)).map(columnFacts)) {
    const holdsText = ['char', 'varchar', 'nvarchar', 'text'].includes(describeType('sqlite', facts.native).type)
    columns.push(holdsText ? { ...facts, text: await readText(database, facts) } : facts)
  }
  return columns
}

/** No pragma tells a column's collation, but the program of a comparison names it. The plus keeps an index out of the way. */
async function readText(database: Database, { table, column }: ColumnFacts): Promise<TextFacts> {
  const program = await ask(database, `explain select 1 from ${quote(table)} where +${quote(column)} = 'a'`)
  const noCase = program.some(([, opcode, , , , p4]) => /^(Eq|Ne)$/.test(text(opcode)) && text(p4).startsWith('NOCASE'))
  return textFacts(noCase, false)
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
