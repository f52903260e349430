/** pg_catalog -> facts. https://www.postgresql.org/docs/current/catalogs.html */
import type { Database, Row } from '../database.ts'
import type { ColumnFacts, Facts, TableFacts, TextFacts } from './facts.ts'
import { ask, columnFacts, indexFacts, referenceFacts, text, textFacts } from './facts.ts'

const inSchema = `c.relnamespace = coalesce(nullif($1, ''), current_schema())::regnamespace`

const tableSql = `select c.relname, c.reltuples::bigint, c.relkind = 'v', quote_ident(n.nspname) || '.' || quote_ident(c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where ${inSchema} and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`

/** A domain is told by the type below it. */
const columnSql = `select c.relname, a.attname,
  format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), case when t.typtype = 'd' then t.typtypmod else a.atttypmod end),
  not (a.attnotnull or t.typnotnull), t.typname = 'citext', case when not l.collisdeterministic then
  quote_ident(s.nspname) || '.' || quote_ident(l.collname) end,
  case when l.collname <> 'default' then quote_ident(s.nspname) || '.' || quote_ident(l.collname) end
from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
left join pg_collation l on l.oid = a.attcollation left join pg_namespace s on s.oid = l.collnamespace
where ${inSchema} and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
order by c.relname, a.attnum`

const indexSql = `select c.relname, x.relname, coalesce(a.attname, pg_get_indexdef(i.indexrelid, k.place::int, true)),
  i.indisunique, i.indisprimary
from pg_class c join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid
cross join lateral unnest(i.indkey::int2[]) with ordinality k(number, place)
left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number and k.number > 0
where ${inSchema} and i.indpred is null and i.indisvalid and k.place <= i.indnkeyatts order by 1, 2, k.place`

/** One that was added NOT VALID has not looked at the rows that were there. */
const referenceSql = `select c.relname, o.conname, a.attname, r.relname, b.attname, o.convalidated
from pg_class c join pg_constraint o on o.conrelid = c.oid join pg_class r on r.oid = o.confrelid and r.relnamespace = c.relnamespace
cross join lateral unnest(o.conkey, o.confkey) with ordinality k(own, other, place)
join pg_attribute a on a.attrelid = c.oid and a.attnum = k.own join pg_attribute b on b.attrelid = r.oid and b.attnum = k.other
where ${inSchema} and o.contype = 'f' order by 1, 2, k.place`

export async function readPostgres(database: Database, schema = ''): Promise<Facts> {
  const tables: TableFacts[] = []
  for (const row of await ask(database, tableSql, schema)) {
    tables.push({ table: text(row[0]), rows: await estimate(database, row) })
  }
  const indexes = indexFacts(await ask(database, indexSql, schema))
  const references = referenceFacts(await ask(database, referenceSql, schema))
  return { tables, columns: await readColumns(database, schema), indexes, references }
}

/** Views, and tables never analyzed (-1), are estimated by the planner, which looks at the files' sizes. */
async function estimate(database: Database, [, counted, isView, name]: Row): Promise<number> {
  if (isView !== '1' && Number(counted) >= 0) return Number(counted)
  const [line] = await ask(database, `explain select 1 from ${name}`)
  return Number(/rows=(\d+)/.exec(text(line?.[0]))?.[1] ?? 0)
}

async function readColumns(database: Database, schema: string): Promise<readonly ColumnFacts[]> {
  const rows = await ask(database, columnSql, schema)
  const columns: ColumnFacts[] = []
  for (const row of rows) {
    const [citext, collation, name] = [row[4], row[5], row[6]]
    const compared = collation ? await tryCollation(database, collation) : textFacts(citext === '1', false)
    columns.push({ ...columnFacts(row), text: { ...compared, ...(name && { name }) } })
  }
  return columns
}

/** Only a nondeterministic collation may hold different texts for equal. */
async function tryCollation(database: Database, collation: string): Promise<TextFacts> {
  const [row] = await ask(database, `select 'a' = 'A' collate ${collation}, 'e' = 'é' collate ${collation}`)
  return textFacts(row?.[0] === '1', row?.[1] === '1')
}
