/** Writes rows into MariaDB or MySQL with multi-row inserts. */
import type { Knex } from 'knex'
import { readMariadb } from '../../../../src/url/mariadb.ts'
import type { Value } from '../rows.ts'
import type { Column } from '../table.ts'
import { wholeRow, type Writer } from './writer.ts'

const rowsAtOnce = 500

/** For `mariadb://user:password@host:port/database`. */
export function mariadbWriter(url: string): Writer {
  return {
    engine: 'mariadb',
    connection: { ...readMariadb(url), charset: 'utf8mb4_general_ci' } as Knex.MySql2ConnectionConfig,
    // A key of 0 is a key here, not a request for the next one.
    opening: [`SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')`],
    insertRows: async (transaction, table, rows) => {
      for (let at = 0; at < rows.length; at += rowsAtOnce) {
        const part = rows.slice(at, at + rowsAtOnce).map((row) => wholeRow(table, row, bound))
        await transaction(table.name).insert(part)
      }
    },
  }
}

function bound(_column: Column, value: Value): Exclude<Value, Uint8Array> | Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : value
}
