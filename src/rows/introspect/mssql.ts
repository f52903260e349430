/** SQL Server's catalog views -> facts. https://learn.microsoft.com/sql/relational-databases/system-catalog-views/catalog-views-transact-sql */
import { Problem } from '../../fhir/problem.ts'
import type { Database } from '../database.ts'
import {
  ask,
  columnFacts,
  type Facts,
  indexFacts,
  referenceFacts,
  type TableFacts,
  tableFacts,
  textFacts,
} from './facts.ts'

const inSchema = `o.type in ('U', 'V') and o.is_ms_shipped = 0 and o.schema_id = coalesce(schema_id(nullif(@p1, N'')), schema_id())`

/** The server keeps the count of a table. */
const tableSql = `select o.name, cast(coalesce(
  (select sum(p.rows) from sys.partitions p where p.object_id = o.object_id and p.index_id in (0, 1)), 0) as varchar(20))
from sys.objects o where ${inSchema} order by o.name`

/** A view counts as the largest table that it names. What it names is shown to those with VIEW DEFINITION only. */
const viewSql = `select o.name, cast(max(p.rows) as varchar(20))
from sys.objects o join sys.sql_expression_dependencies d on d.referencing_id = o.object_id
join sys.partitions p on p.object_id = d.referenced_id and p.index_id in (0, 1) where ${inSchema} group by o.name order by o.name`

const withoutViews =
  'How large views are could not be asked: the login has no VIEW DEFINITION. They count as empty; set `rows` of theirs in schema.json.'

interface Views {
  readonly tables: readonly TableFacts[]
  readonly notes: readonly string[]
}

async function askViews(database: Database, schema: string): Promise<Views> {
  try {
    return { tables: tableFacts(await ask(database, viewSql, schema)), notes: [] }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'rows-unavailable') throw error
    return { tables: [], notes: [withoutViews] }
  }
}

/** max_length counts bytes: two a character for the national types. */
const columnSql = `select o.name, c.name, t.name + case
  when t.name in ('varchar', 'nvarchar', 'varbinary') and c.max_length = -1 then '(max)'
  when t.name in ('char', 'varchar', 'binary', 'varbinary') then '(' + cast(c.max_length as varchar(5)) + ')'
  when t.name in ('nchar', 'nvarchar') then '(' + cast(c.max_length / 2 as varchar(5)) + ')'
  when t.name in ('decimal', 'numeric') then '(' + cast(c.precision as varchar(3)) + ',' + cast(c.scale as varchar(3)) + ')'
  when t.name in ('datetime2', 'time', 'datetimeoffset') then '(' + cast(c.scale as varchar(3)) + ')' else '' end,
  cast(c.is_nullable as int), c.collation_name
from sys.objects o join sys.columns c on c.object_id = o.object_id
join sys.types t on t.user_type_id = c.system_type_id where ${inSchema} order by o.name, c.column_id`

const indexSql = `select o.name, i.name, c.name, cast(i.is_unique as int), cast(i.is_primary_key as int)
from sys.objects o join sys.indexes i on i.object_id = o.object_id
join sys.index_columns x on x.object_id = i.object_id and x.index_id = i.index_id
join sys.columns c on c.object_id = x.object_id and c.column_id = x.column_id
where ${inSchema} and i.type in (1, 2) and i.has_filter = 0 and i.is_disabled = 0 and i.is_hypothetical = 0
and x.key_ordinal > 0 order by o.name, i.name, x.key_ordinal`

/** Shown to whoever may read the table. One that was disabled, or enabled again without a look at the rows, is not trusted. */
const referenceSql = `select o.name, f.name, c.name, r.name, d.name, cast(case when f.is_disabled = 0 and f.is_not_trusted = 0 then 1 else 0 end as int)
from sys.objects o join sys.foreign_keys f on f.parent_object_id = o.object_id
join sys.objects r on r.object_id = f.referenced_object_id and r.schema_id = o.schema_id
join sys.foreign_key_columns k on k.constraint_object_id = f.object_id
join sys.columns c on c.object_id = k.parent_object_id and c.column_id = k.parent_column_id
join sys.columns d on d.object_id = k.referenced_object_id and d.column_id = k.referenced_column_id
where ${inSchema} order by o.name, f.name, k.constraint_column_id`

export async function readMssql(database: Database, schema = ''): Promise<Facts> {
  const tables = tableFacts(await ask(database, tableSql, schema))
  const views = await askViews(database, schema)
  const sizes = new Map(views.tables.map(({ table, rows }) => [table, rows]))
  return {
    notes: views.notes,
    tables: tables.map(({ table, rows }) => ({ table, rows: sizes.get(table) ?? rows })),
    columns: (await ask(database, columnSql, schema)).map((row) => ({
      ...columnFacts(row),
      ...(row[4] ? { text: { ...collationFacts(row[4]), name: row[4] } } : {}),
    })),
    indexes: indexFacts(await ask(database, indexSql, schema)),
    references: referenceFacts(await ask(database, referenceSql, schema)),
  }
}

/** `SQL_Latin1_General_CP1_CI_AS`: the name says it; a binary one (`_BIN`, `_BIN2`) says neither. */
export function collationFacts(name: string): ReturnType<typeof textFacts> {
  const parts = name.toUpperCase().split('_')
  return textFacts(parts.includes('CI'), parts.includes('AI'))
}
