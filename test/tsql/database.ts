/** A file of SQLite and the types that its columns have on SQL Server -> a Database that takes T-SQL, judges it, and answers as SQL Server would. */
import Sqlite from 'better-sqlite3'
import type { Schema } from '../../src/mapping/schema.ts'
import type { Binding, Query } from '../../src/query/query.ts'
import type { Row } from '../../src/rows/database.ts'
import { parameterOf } from '../../src/rows/mssql/parameter.ts'
import { toRow } from '../../src/rows/mssql/text.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { judge, type Columns, type Surroundings } from './judge.ts'
import { Refusal } from './model.ts'
import { parse } from './parse.ts'
import { printQuery } from './print.ts'
import { addSemantics } from './semantics.ts'
import { typeNamed, type Type } from './types.ts'

interface Declared {
  readonly length?: number
  readonly precision?: number
  readonly scale?: number
  readonly type: { readonly declaration: string }
}

/** As the driver declares it. */
function declarationOf(binding: Binding): Type {
  const { length, precision, scale, type } = parameterOf(binding).type as unknown as Declared
  const sizes = [length, precision, scale].filter((size) => size !== undefined)
  return typeNamed(sizes.length > 0 ? `${type.declaration}(${sizes.join()})` : type.declaration)
}

const tablesOf = ({ tables }: Schema): ReadonlyMap<string, Columns> =>
  new Map(
    Object.entries(tables).map(([table, { columns }]) => [
      table,
      new Map(Object.entries(columns).map(([name, each]) => [name, typeNamed(each.native, each.collationName)])),
    ]),
  )

const around = (tables: Surroundings['tables'], { bindings }: Query): Surroundings => ({
  tables,
  parameters: new Map(bindings.map((binding, index) => [`p${index + 1}`, declarationOf(binding)])),
})

/** The driver makes a whole number of a decimal, as a double, and writes eight bytes of it. */
function decimalOf({ value, type }: ReturnType<typeof parameterOf>): number {
  const { scale = 0 } = type as unknown as Declared
  if (typeof value === 'number' && Math.abs(value) * 10 ** scale > Number.MAX_SAFE_INTEGER)
    throw new Refusal(`the driver cannot send ${value} with ${scale} places`)
  return Number(value)
}

function valueOf(binding: Binding): string | number | bigint | Buffer {
  const { value, type } = binding
  if (type.kind === 'binary') return Buffer.from(value, 'hex')
  if (type.kind === 'integer') return BigInt(value)
  if (type.kind === 'decimal') return decimalOf(parameterOf(binding))
  return type.kind === 'float' || type.kind === 'bit' ? Number(value) : value
}

type Prepared = Sqlite.Statement<unknown[], unknown[]>

export interface Judged extends PooledDatabase {
  /** Statements that were judged, each once. */
  readonly statements: ReadonlySet<string>
}

/** Reading rejects with a `Refusal` where SQL Server would not take the statement. */
export function judgedDatabase(file: string, schema: Schema): Judged {
  const sqlite = new Sqlite(file, { readonly: true })
  addSemantics(sqlite)
  const tables = tablesOf(schema)
  const known = new Map<string, Prepared>()
  const prepare = (query: Query): Prepared => {
    const surroundings = around(tables, query)
    const tree = parse(query.sql)
    judge(tree, surroundings)
    return sqlite.prepare(printQuery(tree, { ...surroundings, aliases: new Map() })).raw() as unknown as Prepared
  }
  const statementOf = (query: Query): Prepared => {
    const name = `${query.sql}\0${query.bindings.map((each) => declarationOf(each).native).join()}`
    const statement = known.get(name) ?? prepare(query)
    known.set(name, statement)
    return statement
  }
  return {
    dialect: 'mssql',
    statements: new Set(),
    pool: undefined as never,
    async *read(query: Query) {
      const values = Object.fromEntries(query.bindings.map((each, index) => [`p${index + 1}`, valueOf(each)]))
      const rows = statementOf(query).all(values)
      ;(this.statements as Set<string>).add(query.sql)
      if (rows.length > 0) yield rows.map((row): Row => toRow(row))
    },
    explain: () => Promise.resolve(''),
    close: () => Promise.resolve(void sqlite.close()),
  }
}
