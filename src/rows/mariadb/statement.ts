/** A query -> a prepared statement of mysql2 whose rows are pushed as they arrive. */
import type mysql from 'mysql2'
import type { Binding, Query } from '../../query/query.ts'
import type { FailReason, RowSink } from '../connection.ts'
import { conversions, type Field, toRow } from './text.ts'

/** ER_STATEMENT_TIMEOUT of MariaDB, ER_QUERY_TIMEOUT of MySQL. */
const timeouts: readonly number[] = [1969, 3024]

type DriverError = Error & { readonly errno?: number | undefined; readonly fatal?: boolean | undefined }

function reasonOf({ errno, fatal }: DriverError): FailReason | undefined {
  if (timeouts.includes(errno ?? 0)) return 'timeout'
  return fatal === true ? 'lost' : undefined
}

function boundValue({ value, type }: Binding): string | bigint | Buffer {
  if (type.kind === 'integer') return BigInt(value)
  return type.kind === 'binary' ? Buffer.from(value, 'hex') : value
}

/** `finished` resolves when the connection is free again. */
export class MariadbStatement {
  readonly finished: Promise<void>
  #finish: (() => void) | undefined
  #sink: RowSink | undefined
  #columns: ReturnType<typeof conversions> = []

  constructor(sink: RowSink) {
    this.#sink = sink
    this.finished = new Promise((resolve) => (this.#finish = resolve))
  }

  start(connection: mysql.Connection, query: Query): void {
    const values = query.bindings.map(boundValue)
    // Without a callback the command is an emitter; the published types know only that of `query`.
    const command = connection.execute({ sql: query.sql, values, rowsAsArray: true }) as unknown as mysql.Query
    command.on('fields', (fields) => (this.#columns = conversions(fields as unknown as readonly Field[])))
    command.on('result', (row) => this.#sink?.row(toRow(row as unknown as unknown[], this.#columns)))
    command.on('error', (error) => this.fail(error))
    command.on('end', () => this.#end())
  }

  /** From here on the rows are thrown away. */
  ignore(): void {
    this.#sink = undefined
  }

  fail(error: DriverError): void {
    const sink = this.#sink
    this.#sink = undefined
    this.#finish?.()
    sink?.fail(error, reasonOf(error))
  }

  #end(): void {
    const sink = this.#sink
    this.#sink = undefined
    this.#finish?.()
    sink?.end()
  }
}
