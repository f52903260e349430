/** A type in an engine's own words -> the neutral type and sizes of `schema.json`. */
import type { ColumnSchema, ColumnType } from '../../mapping/schema.ts'
import type { Dialect } from '../../query/query.ts'

type Shape = Pick<ColumnSchema, 'type' | 'length' | 'precision' | 'scale' | 'fraction' | 'padded'>
type Sizes = readonly number[]
type Describe = (sizes: Sizes) => Shape

const plain =
  (type: ColumnType): Describe =>
  () => ({ type, padded: false })

/** Without a length, or with MAX, there is no bound: it is a text. */
const sized = (type: 'varchar' | 'nvarchar'): Describe => {
  return ([length]) => (length ? { type, length, padded: false } : { type: 'text', padded: false })
}
const fixed = (type: 'char' | 'nvarchar'): Describe => {
  return ([length = 1]) => ({ type, length, padded: true })
}
const decimal = (...assumed: Sizes): Describe => {
  return ([precision = assumed[0], scale = assumed[1] ?? 0]) =>
    precision === undefined ? { type: 'decimal', padded: false } : { type: 'decimal', precision, scale, padded: false }
}
/** `assumed` is the precision where none is stated. A time with a zone too: sessions are in UTC, and it is read and compared as such. */
const datetime = (assumed: number): Describe => {
  return ([fraction = assumed]) => ({ type: 'datetime', fraction, padded: false })
}

const integer = plain('integer')
const real = plain('real')
const longText = plain('text')
const binary = plain('binary')

const shared: Readonly<Record<string, Describe>> = {
  ...{ tinyint: integer, smallint: integer, mediumint: integer, int: integer, integer, bigint: integer },
  ...{ real, float: real, double: real, 'double precision': real },
  ...{ numeric: decimal(), decimal: decimal(), money: decimal(19, 4), smallmoney: decimal(10, 4) },
  ...{ bit: plain('bit'), boolean: plain('bit'), bool: plain('bit') },
  ...{ char: fixed('char'), character: fixed('char'), nchar: fixed('nvarchar') },
  ...{ varchar: sized('varchar'), 'character varying': sized('varchar'), nvarchar: sized('nvarchar') },
  ...{ text: longText, ntext: longText, tinytext: longText, mediumtext: longText, longtext: longText, clob: longText },
  ...{ json: longText, jsonb: longText, xml: longText, citext: longText },
  ...{ date: plain('date'), smalldatetime: plain('minute'), datetime: datetime(3), datetime2: datetime(7) },
  ...{ timestamp: datetime(6), 'timestamp without time zone': datetime(6) },
  ...{ uniqueidentifier: plain('uuid'), uuid: plain('uuid') },
  ...{ binary, varbinary: binary, image: binary, bytea: binary, rowversion: binary },
  ...{ blob: binary, tinyblob: binary, mediumblob: binary, longblob: binary },
}

const special: Readonly<Record<Dialect, Readonly<Record<string, Describe>>>> = {
  sqlite: {},
  postgres: { bit: plain('other'), money: plain('other') },
  mariadb: {
    decimal: decimal(10, 0),
    // BOOLEAN is another word for TINYINT(1) there.
    tinyint: ([width]) => ({ type: width === 1 ? 'bit' : 'integer', padded: false }),
    bit: ([width = 1]) => ({ type: width === 1 ? 'bit' : 'integer', padded: false }),
    datetime: datetime(0),
    timestamp: datetime(0),
    year: integer,
  },
  // TIMESTAMP is a row version there, no time.
  mssql: { decimal: decimal(18, 0), numeric: decimal(18, 0), timestamp: binary },
}

/** An unknown type is `other`: it can be read as text, and nothing is known of how it compares. */
export function describeType(dialect: Dialect, native: string): Shape {
  const [, name = '', sizes = '', rest = ''] =
    /^([a-z0-9 ]+?)\s*(?:\(([^)]*)\)(.*))?$/.exec(native.toLowerCase().replaceAll('"', '').trim()) ?? []
  // An array, and PostgreSQL's "char", which is a byte.
  if (/\[\]$|^"/.test(native)) return plain('other')([])
  const describe = find(dialect, name + rest) ?? find(dialect, name) ?? find(dialect, name.split(' ')[0] ?? '')
  return (describe ?? plain('other'))((sizes.match(/\d+/g) ?? []).map(Number))
}

function find(dialect: Dialect, name: string): Describe | undefined {
  return special[dialect][name] ?? shared[name]
}
