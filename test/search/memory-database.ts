/** Tables in memory -> a Database over them that counts what it is asked. */
import type Sqlite from 'better-sqlite3'
import type { Query } from '../../src/query/query.ts'
import type { Database, ReadOptions, Row } from '../../src/rows/database.ts'

export interface CountedDatabase extends Database {
  readonly statements: string[]
  /** Statements begun and not ended. */
  open: number
}

const textOf = (value: unknown): string | null => (value === null ? null : String(value))

/** Batches of `size` rows, each given out in a turn of its own. */
export function memoryDatabase(tables: Sqlite.Database, size = 4): CountedDatabase {
  const database: CountedDatabase = {
    dialect: 'sqlite',
    statements: [],
    open: 0,
    async *read({ sql, bindings }: Query, { signal }: ReadOptions = {}) {
      database.statements.push(sql)
      database.open++
      try {
        const rows = tables
          .prepare(sql)
          .raw()
          .all(bindings.map(({ value }) => value)) as unknown[][]
        for (let start = 0; start < rows.length; start += size) {
          await new Promise(setImmediate)
          signal?.throwIfAborted()
          yield rows.slice(start, start + size).map((row): Row => row.map(textOf))
        }
      } finally {
        database.open--
      }
    },
    explain: async () => '',
    close: async () => {},
  }
  return database
}
