/** Writes rows into PostgreSQL: each table's part of a batch travels as one JSON parameter. */
import type { Knex } from 'knex'
import { readPostgres } from '../../../../src/url/postgres.ts'
import type { Value } from '../rows.ts'
import type { Column } from '../table.ts'
import { tables } from '../tables.ts'
import { wholeRow, type Writer } from './writer.ts'

/** For `postgres://user:password@host:port/database`. */
export function postgresWriter(url: string): Writer {
  return {
    engine: 'postgres',
    connection: { connectionString: readPostgres(url) },
    insertRows: async (transaction, table, rows) => {
      const text = 'INSERT INTO ?? SELECT * FROM json_populate_recordset(NULL::??, ?)'
      const json = JSON.stringify(rows.map((row) => wholeRow(table, row, jsonValue)))
      await transaction.raw(text, [table.name, table.name, json])
    },
    closing: async (database) => {
      await continueIdentities(database)
      await database.raw('ANALYZE')
    },
  }
}

function jsonValue(_column: Column, value: Value): string | number | null {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}

// Keys were written by hand; without this the next insert of a clinic's own program would collide.
async function continueIdentities(database: Knex): Promise<void> {
  for (const { name, columns } of tables) {
    for (const column of columns.filter(({ identity }) => identity)) {
      const next = 'SELECT setval(pg_get_serial_sequence(?, ?), (SELECT coalesce(max(??), 0) + 1 FROM ??), false)'
      await database.raw(next, [`"${name}"`, column.name, column.name, name])
    }
  }
}
