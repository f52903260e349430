/** The text of `schema.json`, as `portico introspect` writes it -> the facts of a database that the mapping compiler needs. */

export type SchemaDialect = 'sqlite' | 'postgres' | 'mariadb' | 'mssql'

/** A type in words that all engines share; `native` of the column has the engine's own. */
export type ColumnType = (typeof columnTypes)[number]

/** `minute` is a date-time without seconds (SMALLDATETIME); `text` has no stated length. */
const columnTypes = [
  'char',
  'varchar',
  'nvarchar',
  'text',
  'integer',
  'decimal',
  'real',
  'date',
  'minute',
  'datetime',
  'bit',
  'uuid',
  'binary',
  'other',
] as const

export interface ColumnSchema {
  readonly type: ColumnType
  /** Characters. */
  readonly length?: number
  /** Decimal digits in all, and of those after the point. */
  readonly precision?: number
  readonly scale?: number
  /** Digits of a second that a `datetime` keeps. */
  readonly fraction?: number
  readonly nullable: boolean
  /** True when the engine pads values with spaces, or they may be stored so. */
  readonly padded: boolean
  /** Whether `=` tells upper from lower case, `cs`, or not, `ci`. Columns that hold no text say `cs`. */
  readonly collation: 'ci' | 'cs'
  /** Whether `=` tells letters with accents from those without. */
  readonly accents: 'sensitive' | 'insensitive'
  /** As the engine names it in COLLATE. Left out where no name is needed: on SQLite, and for the default of PostgreSQL. */
  readonly collationName?: string
  /** The type in the engine's own words. */
  readonly native: string
  /** Holds moments, which the session shows in UTC, and no times of a clock on some wall. Never in the file: see {@link withTimeFacts}. */
  readonly instant?: boolean
  /** Of a type of dates, and yet may hold what is none: zero dates, `infinity`, any text on SQLite. Never in the file. */
  readonly lax?: boolean
}

export interface IndexSchema {
  readonly name: string
  /** In the order of the index; an expression stands as its text. */
  readonly columns: readonly string[]
  readonly unique: boolean
}

/** Rows hold, in these columns, what names a row of another table of the schema, or NULL in one of them. */
export interface ForeignKey {
  readonly columns: readonly string[]
  readonly table: string
  /** The columns there, in the same order. */
  readonly to: readonly string[]
  /** The engine has looked at every row, and lets in no other: neither on SQLite nor on MariaDB, where a connection may turn that off. */
  readonly trusted: boolean
}

export interface TableSchema {
  /** An estimate from the database's statistics; exact on SQLite. Of a view, at least that of its largest table. */
  readonly rows: number
  readonly columns: Readonly<Record<string, ColumnSchema>>
  /** Empty when there is none, as for views. */
  readonly primaryKey: readonly string[]
  /** Sets of columns, other than the primary key, that no two rows share. */
  readonly unique: readonly (readonly string[])[]
  /** All but that of the primary key. Partial indexes are left out: they do not serve every value. */
  readonly indexes: readonly IndexSchema[]
  /** Left out where there is none. */
  readonly foreignKeys?: readonly ForeignKey[]
}

export interface Schema {
  readonly dialect: SchemaDialect
  readonly tables: Readonly<Record<string, TableSchema>>
}

/** Throws an `Error` that names the first place that is not as it should be. */
export function parseSchema(text: string): Schema {
  const schema: unknown = JSON.parse(text)
  const { dialect, tables } = object(schema, 'the schema')
  if (!['sqlite', 'postgres', 'mariadb', 'mssql'].includes(String(dialect))) fault('dialect', 'a dialect')
  for (const [name, table] of Object.entries(object(tables, 'tables'))) checkTable(table, name)
  return schema as Schema
}

type Fields = Readonly<Record<string, unknown>>

function checkTable(value: unknown, name: string): void {
  const table = object(value, name)
  if (typeof table['rows'] !== 'number') fault(`${name}.rows`, 'a number')
  for (const [column, facts] of Object.entries(object(table['columns'], `${name}.columns`))) {
    checkColumn(object(facts, `${name}.${column}`), `${name}.${column}`)
  }
  names(table['primaryKey'], `${name}.primaryKey`)
  list(table['unique'], `${name}.unique`).forEach((set) => names(set, `${name}.unique`))
  list(table['indexes'], `${name}.indexes`).forEach((index) => checkIndex(object(index, `${name}.indexes`), name))
  list(table['foreignKeys'] ?? [], `${name}.foreignKeys`).forEach((key) => checkForeignKey(key, `${name}.foreignKeys`))
}

function checkForeignKey(value: unknown, place: string): void {
  const key = object(value, place)
  names(key['columns'], `${place}.columns`)
  names(key['to'], `${place}.to`)
  if (typeof key['table'] !== 'string' || typeof key['trusted'] !== 'boolean')
    fault(place, 'told of a table, and whether trusted')
}

function checkColumn(column: Fields, place: string): void {
  const { type, nullable, padded, collation, accents, native, collationName = '' } = column
  if (!columnTypes.some((known) => known === type)) fault(`${place}.type`, `one of ${columnTypes.join(', ')}`)
  for (const key of ['length', 'precision', 'scale', 'fraction']) {
    if (!['number', 'undefined'].includes(typeof column[key])) fault(`${place}.${key}`, 'a number')
  }
  if (typeof nullable !== 'boolean' || typeof padded !== 'boolean') fault(place, 'told whether nullable and padded')
  if (collation !== 'ci' && collation !== 'cs') fault(`${place}.collation`, 'ci or cs')
  if (accents !== 'sensitive' && accents !== 'insensitive') fault(`${place}.accents`, 'sensitive or insensitive')
  if (typeof native !== 'string') fault(`${place}.native`, 'a text')
  if (typeof collationName !== 'string' || !/^[\w."@-]*$/.test(collationName)) fault(`${place}.collationName`, 'a name')
}

function checkIndex(index: Fields, table: string): void {
  names(index['columns'], `${table}.indexes.columns`)
  if (typeof index['name'] !== 'string' || typeof index['unique'] !== 'boolean') fault(`${table}.indexes`, 'named')
}

function names(value: unknown, place: string): void {
  if (!list(value, place).every((name) => typeof name === 'string')) fault(place, 'a list of names')
}

function list(value: unknown, place: string): readonly unknown[] {
  return Array.isArray(value) ? value : fault(place, 'a list')
}

function object(value: unknown, place: string): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : fault(place, 'an object')
}

function fault(place: string, expected: string): never {
  throw new Error(`schema.json: ${place} should be ${expected}. Write the file anew with portico introspect.`)
}

const moments: Readonly<Record<SchemaDialect, RegExp>> = {
  sqlite: /^\b$/,
  postgres: /^timestamp(?:tz\b|.*\bwith time zone)/i,
  mariadb: /^timestamp\b/i,
  mssql: /^datetimeoffset\b/i,
}

const known = new WeakMap<ColumnSchema, ColumnSchema>()

function makeTimeFacts(dialect: SchemaDialect, schema: ColumnSchema): ColumnSchema {
  const instant = moments[dialect].test(schema.native)
  const lax = dialect !== 'mssql' && ['date', 'datetime', 'minute'].includes(schema.type)
  return instant || lax ? { ...schema, ...(instant && { instant }), ...(lax && { lax }) } : schema
}

/** What the engine's own type says of times, which the neutral one does not. The same column gives the same object. */
export function withTimeFacts(dialect: SchemaDialect, schema: ColumnSchema): ColumnSchema {
  const found = known.get(schema)
  if (found !== undefined) return found
  const made = makeTimeFacts(dialect, schema)
  known.set(schema, made)
  return made
}
