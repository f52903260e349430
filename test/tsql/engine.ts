/** Where random cases live as on SQL Server: in a file of SQLite, their columns of that server's types, their statements judged. */
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { zeroDate, type Kind } from '../random/columns.ts'
import { openSqlite, type Engine } from '../random/engines.ts'
import type { ColumnPlan, TablePlan } from '../random/model.ts'
import { judgedDatabase } from './database.ts'
import { asMssql } from './schema.ts'

type One = readonly [string, ...string[]]

/** Of several types one after the other, by the name of the column. */
const words: Readonly<Record<Kind, One>> = {
  integer: ['INT'],
  bigint: ['BIGINT'],
  decimal: ['DECIMAL(14,3)', 'DECIMAL(14,3)', 'MONEY'],
  real: ['FLOAT', 'REAL'],
  bit: ['BIT'],
  char: ['CHAR(8)', 'NCHAR(8)'],
  varchar: ['VARCHAR(60)'],
  long: ['VARCHAR(200)'],
  nocase: ['NVARCHAR(60)'],
  text: ['TEXT', 'NTEXT', 'XML', 'NVARCHAR(MAX)', 'VARCHAR(MAX)'],
  date: ['DATE'],
  datetime: ['DATETIME', 'DATETIME2(3)'],
  uuid: ['UNIQUEIDENTIFIER'],
}

const sumOf = (text: string): number => [...text].reduce((sum, each) => sum + each.codePointAt(0)!, 0)

/** What keys and references are compared with is of one type. */
function nativeOf({ name, kind, role }: ColumnPlan, table: string): string {
  const types = words[kind]
  const isOne = kind === 'varchar' || kind === 'char' ? role !== 'word' : false
  return isOne ? types[0] : (types[sumOf(table + name) % types.length] ?? types[0])
}

export function openJudged(): Engine {
  const sqlite = openSqlite()
  return {
    ...sqlite,
    // That server has no zero dates.
    write: (statements) => sqlite.write(statements.map((each) => each.replaceAll(`'${zeroDate}'`, 'NULL'))),
    get settings() {
      return sqlite.settings
    },
    open: async (tables: readonly TablePlan[]) => {
      const columns = new Map(
        tables.flatMap((table) =>
          table.columns.map((each) => [`${table.name}.${each.name}`, nativeOf(each, table.name)]),
        ),
      )
      const schema = asMssql(await introspect(sqlite.settings), (table, column) => columns.get(`${table}.${column}`)!)
      return { schema, database: judgedDatabase(sqlite.settings.url.slice('sqlite:'.length), schema) }
    },
  }
}
