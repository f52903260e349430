/** A live database -> the `Schema` that `portico introspect` writes to `schema.json`. Only catalogs are read (on SQLite, rows are counted). */
import type { ColumnSchema, ForeignKey, IndexSchema, Schema, TableSchema } from '../../mapping/schema.ts'
import type { Dialect } from '../../query/query.ts'
import { openDatabase } from '../open.ts'
import type { DatabaseSettings } from '../settings.ts'
import { describeType } from './column-type.ts'
import type { ColumnFacts, FactReader, Facts, IndexFacts, ReferenceFacts } from './facts.ts'
import { readMariadb } from './mariadb.ts'
import { readMssql } from './mssql.ts'
import { readPostgres } from './postgres.ts'
import { readSqlite } from './sqlite.ts'

const readers: Readonly<Record<Dialect, FactReader>> = {
  sqlite: readSqlite,
  postgres: readPostgres,
  mariadb: readMariadb,
  mssql: readMssql,
}

/** The same database gives the same text. `tell` hears what this login could not ask. Rejects as `openDatabase` does. */
export async function introspect(
  settings: DatabaseSettings | string,
  tell: (note: string) => void = () => undefined,
): Promise<Schema> {
  const given = typeof settings === 'string' ? { url: settings } : settings
  const database = await openDatabase({ ...given, pool: { ...given.pool, max: 1 } })
  try {
    const facts = await readers[database.dialect](database, given.schema)
    facts.notes?.forEach(tell)
    return assemble(database.dialect, facts)
  } finally {
    await database.close()
  }
}

/** Tables by name, columns in their own order, indexes by name. */
function assemble(dialect: Dialect, facts: Facts): Schema {
  const columns = groupBy(facts.columns, ({ table }) => table)
  const indexes = groupBy(facts.indexes, ({ table }) => table)
  const references = groupBy(facts.references, ({ table }) => table)
  const tables = facts.tables
    .toSorted((a, b) => compare(a.table, b.table))
    .map(({ table, rows }): [string, TableSchema] => {
      const foreignKeys = collectReferences(references.get(table) ?? [])
      const made = assembleTable(dialect, rows, columns.get(table) ?? [], indexes.get(table) ?? [])
      return [table, { ...made, ...(foreignKeys.length > 0 && { foreignKeys }) }]
    })
  return { dialect, tables: Object.fromEntries(tables) }
}

function assembleTable(
  dialect: Dialect,
  rows: number,
  columns: readonly ColumnFacts[],
  indexed: readonly IndexFacts[],
): TableSchema {
  const indexes = collectIndexes(indexed.filter(({ primary }) => !primary))
  return {
    rows,
    columns: Object.fromEntries(columns.map((facts) => [facts.column, assembleColumn(dialect, facts)])),
    primaryKey: indexed.filter(({ primary }) => primary).map(({ column }) => column),
    unique: uniqueSets(indexes),
    indexes,
  }
}

function assembleColumn(dialect: Dialect, { native, nullable, text }: ColumnFacts): ColumnSchema {
  const { padded, ...shape } = describeType(dialect, native)
  return {
    ...shape,
    nullable,
    padded,
    collation: text?.collation ?? 'cs',
    accents: text?.accents ?? 'sensitive',
    ...(text?.name !== undefined && { collationName: text.name }),
    native,
  }
}

function collectIndexes(indexed: readonly IndexFacts[]): readonly IndexSchema[] {
  const byName = groupBy(indexed, ({ index }) => index)
  return [...byName]
    .map(([name, parts]) => ({
      name,
      columns: parts.map(({ column }) => column),
      unique: parts.every(({ unique }) => unique),
    }))
    .toSorted((a, b) => compare(a.name, b.name))
}

/** By their columns: names of foreign keys are often the engine's own. */
function collectReferences(parts: readonly ReferenceFacts[]): readonly ForeignKey[] {
  return [...groupBy(parts, ({ key }) => key).values()]
    .map((key) => ({
      columns: key.map(({ column }) => column),
      table: key[0]!.target,
      to: key.map(({ to }) => to),
      trusted: key.every(({ trusted }) => trusted),
    }))
    .toSorted((a, b) => compare(a.columns.join(), b.columns.join()) || compare(a.table, b.table))
}

function uniqueSets(indexes: readonly IndexSchema[]): readonly (readonly string[])[] {
  const sets = new Map(indexes.filter(({ unique }) => unique).map(({ columns }) => [columns.join(), columns]))
  return [...sets].toSorted(([a], [b]) => compare(a, b)).map(([, columns]) => columns)
}

/** By code unit: the same everywhere, whatever the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** In the order of first appearance. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
