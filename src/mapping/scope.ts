/** Resolves `p.LAST_NM` to a column of a known table: the names an expression or a condition may use. */
import { suggest, type Diagnostics } from './diagnostics.ts'
import type { Column, Place, Table } from './model.ts'
import { withTimeFacts, type ColumnSchema, type Schema, type TableSchema } from './schema.ts'

/** Claims of system.yaml about columns whose names match (`*.LAST_NM`, `VIT_SGN.*`). */
export interface ColumnClaim {
  readonly pattern: string
  readonly nulls?: readonly string[]
  readonly stored?: 'upper' | 'lower'
  readonly chars?: 'ascii' | 'digits'
  /** Values may have blanks behind them, as in a CHAR column, though the type does not say so. */
  readonly padded?: true
  /** Letters of other case are another value, in conditions of the mapping too. */
  readonly case?: 'exact'
  /** No text has white space around it: SQL need not look for any. */
  readonly blanks?: 'none'
}

const texts: readonly string[] = ['char', 'varchar', 'nvarchar', 'text']
/** SQLite keeps these as texts, however they are written. */
const kept: readonly string[] = ['date', 'datetime', 'minute', 'uuid']
const numbers: readonly string[] = ['integer', 'decimal', 'real', 'bit']

/** What may stand in the column beside its plain values. */
function blanksIn({ schema: { dialect } }: Database, { type, native }: ColumnSchema): Column['blanks'] {
  if (native === unknownColumn.native) return undefined
  if (texts.includes(type) || (dialect === 'sqlite' && kept.includes(type))) return 'around'
  return dialect === 'sqlite' && numbers.includes(type) ? 'empty' : undefined
}

function isIndexed({ schema }: Database, table: string, name: string): boolean {
  const known = Object.hasOwn(schema.tables, table) ? schema.tables[table] : undefined
  if (known === undefined) return false
  return [known.primaryKey, ...known.unique, ...known.indexes.map(({ columns }) => columns)].some((columns) =>
    columns.includes(name),
  )
}

/** The database as the compiler sees it: its schema, and what system.yaml says of it. */
export interface Database {
  readonly schema: Schema
  readonly nulls: readonly string[]
  readonly claims: readonly ColumnClaim[]
  /** `TABLE.COLUMN` of columns that not every version of the database has. */
  readonly optional: ReadonlySet<string>
}

/** A column as a key: blanks tell keys apart as joins do, so that no chart is another's. */
export function asKey(given: Column): Column {
  // A piece of a text is known by its own column.
  if (given.alias === 'it') return given
  const { blanks: _, ...column } = given
  return Object.freeze(column)
}

/** Aliases in reach, each with its table; `it` is the piece or column of an `each`. */
export interface Scope {
  readonly database: Database
  readonly tables: ReadonlyMap<string, Table>
  readonly it?: Column
  readonly diagnostics: Diagnostics
}

/** Derived tables have no schema: their columns are taken as texts. */
const unknownColumn: ColumnSchema = {
  type: 'varchar',
  nullable: true,
  padded: false,
  collation: 'ci',
  accents: 'sensitive',
  native: 'unknown',
}

function claimsFor(database: Database, table: string, name: string): readonly ColumnClaim[] {
  return database.claims.filter(({ pattern }) => {
    const [forTable, forColumn] = pattern.split('.')
    return (forTable === '*' || forTable === table) && (forColumn === '*' || forColumn === name)
  })
}

export function makeColumn(
  database: Database,
  alias: string,
  table: string,
  name: string,
  schema: ColumnSchema,
): Column {
  const claims = claimsFor(database, table, name)
  // The most particular claim comes last in the file and wins.
  const nulls = claims.findLast((claim) => claim.nulls !== undefined)?.nulls ?? []
  const stored = claims.findLast((claim) => claim.stored !== undefined)?.stored
  const chars = claims.findLast((claim) => claim.chars !== undefined)?.chars
  const padded = claims.some((claim) => claim.padded === true)
  const isTidy = claims.some((claim) => claim.blanks === 'none')
  const blanks = isTidy ? undefined : blanksIn(database, schema)
  const isExact = claims.some((claim) => claim.case === 'exact')
  return Object.freeze({
    alias,
    table,
    name,
    schema: padded && !schema.padded ? { ...schema, padded } : schema,
    nulls: Object.freeze([...new Set([...database.nulls, ...nulls])]),
    ...(stored === undefined ? {} : { stored }),
    ...(chars === undefined ? {} : { chars }),
    ...(isExact && { case: 'exact' as const }),
    ...(blanks !== undefined && { blanks }),
    ...(isIndexed(database, table, name) && { indexed: true as const }),
    ...(database.schema.dialect === 'sqlite' && { letters: 'ascii' as const }),
  })
}

/** Names come from outside, so that those of Object's own must not be found. */
export const tableOf = ({ schema: { tables } }: Pick<Database, 'schema'>, name: string): TableSchema | undefined =>
  Object.hasOwn(tables, name) ? tables[name] : undefined

/** Outside of its rows a group has only its key. */
const undefinedInGroup = (scope: Scope, { alias }: Table, name: string, at: Place): undefined =>
  void scope.diagnostics.error(
    at,
    `${alias}.${name} may differ between the rows of a group`,
    `write =first(${alias}.${name}), =max(${alias}.${name}), or use it inside each: group`,
  )

function findColumn(scope: Scope, table: Table, name: string, at: Place): Column | undefined {
  if (table.sql !== undefined) return makeColumn(scope.database, table.alias, table.name, name, unknownColumn)
  const columns = tableOf(scope.database, table.name)?.columns
  if (columns === undefined) return undefined
  const schema = Object.hasOwn(columns, name) ? columns[name] : undefined
  if (schema !== undefined && table.distinct?.includes(name) === false) return undefinedInGroup(scope, table, name, at)
  if (schema !== undefined) {
    const told = withTimeFacts(scope.database.schema.dialect, schema)
    return makeColumn(scope.database, table.alias, table.name, name, told)
  }
  if (scope.database.optional.has(`${table.name}.${name}`))
    return Object.freeze({
      ...makeColumn(scope.database, table.alias, table.name, name, unknownColumn),
      missing: true,
    })
  scope.diagnostics.error(at, `${table.name} has no column ${name}`, suggest(name, Object.keys(columns)))
  return undefined
}

/** `p.LAST_NM` or `it`; what is wrong is told to the diagnostics and gives undefined. */
export function resolveColumn(scope: Scope, text: string, at: Place): Column | undefined {
  if (text === 'it') {
    if (scope.it === undefined) scope.diagnostics.error(at, '"it" stands only inside an each', 'name a column')
    return scope.it
  }
  const [alias = '', name = ''] = text.split('.')
  const table = scope.tables.get(alias)
  if (table !== undefined && name !== '') return findColumn(scope, table, name, at)
  const known = [...scope.tables.keys()]
  scope.diagnostics.error(at, `"${text}" names no table of this source`, `aliases here: ${known.join(', ')}`)
  return undefined
}

/** As {@link resolveColumn}, where rows are told apart or tied: a column that may not be there can do neither. */
export function requireColumn(scope: Scope, text: string, at: Place): Column | undefined {
  const column = resolveColumn(scope, text, at)
  if (column?.missing === undefined) return column
  const message = `${column.table}.${column.name} is optional, and not in this database: it cannot stand here`
  return void scope.diagnostics.error(at, message, 'name a column that every version has')
}

/** An alias stands for one table only. */
export function checkAlias(scope: Scope, { alias }: Table, at: Place): void {
  if (scope.tables.has(alias))
    scope.diagnostics.error(at, `the alias ${alias} stands for another table`, 'choose another')
}

export function withTable(scope: Scope, ...tables: readonly Table[]): Scope {
  return { ...scope, tables: new Map([...scope.tables, ...tables.map((table) => [table.alias, table] as const)]) }
}

/** `PAT_MSTR p`, or `sql("select ...") p`; the table has to be in the schema. */
export function parseTable(database: Database, text: string, at: Place, diagnostics: Diagnostics): Table | undefined {
  const derived = /^sql\("(.*)"\)\s+([A-Za-z_]\w*)$/s.exec(text.trim())
  if (derived !== null) return { name: derived[2]!, alias: derived[2]!, sql: derived[1]! }
  const match = /^([\w$]+)\s+([A-Za-z_]\w*)$/.exec(text.trim())
  if (match === null) {
    diagnostics.error(at, `"${text}" is no table with an alias`, 'write: PAT_MSTR p')
    return undefined
  }
  const [, name = '', alias = ''] = match
  if (tableOf(database, name) === undefined) {
    diagnostics.error(at, `the database has no table ${name}`, suggest(name, Object.keys(database.schema.tables)))
    return undefined
  }
  return { name, alias }
}
