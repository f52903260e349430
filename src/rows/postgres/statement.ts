/** A query -> the extended protocol's messages, all in one write: a known statement costs one round trip. */
import type { Binding, Query } from '../../query/query.ts'
import type { RowSink } from '../connection.ts'
import type { Raw } from '../database.ts'
import { conversions, convertRow, type Conversions } from './text.ts'
import type { FieldDescription, ServerError, Wire } from './protocol.ts'

/** Classes of errors after which the server closes the connection; a broken socket has none. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const isFatal = ({ code }: ServerError): boolean => code === undefined || /^(08|57P|E[A-Z])/.test(code)

const boundText = ({ value, type }: Binding): string => (type.kind === 'binary' ? `\\x${value}` : value)

/** A statement that the server knows by name. `columns` is there once it was described. */
export interface Prepared {
  readonly name: string
  columns: Conversions | undefined
}

/** What the connection hears of a statement's end. */
export interface Outcome {
  ended(): void
  failed(error: ServerError): void
}

/**
 * What `client.query()` takes: node-postgres calls these methods as messages arrive. Rows come as one stream without
 * portals, held back by pausing the socket; it spares a round trip a batch. Every parameter is bound without a type, so
 * that the server gives it that of the column: a text-typed one against CHAR(n) would not use its index.
 */
export class PostgresStatement {
  readonly #query: Query
  readonly #prepared: Prepared
  readonly #forgotten: readonly string[]
  readonly #outcome: Outcome
  #sink: RowSink | undefined
  #columns: Conversions = []

  constructor(query: Query, prepared: Prepared, forgotten: readonly string[], sink: RowSink, outcome: Outcome) {
    this.#query = query
    this.#prepared = prepared
    this.#forgotten = forgotten
    this.#sink = sink
    this.#outcome = outcome
  }

  /** From here on the rows are thrown away. */
  ignore(): void {
    this.#sink = undefined
  }

  submit(wire: Wire): null {
    wire.stream.cork()
    try {
      this.#send(wire)
    } finally {
      wire.stream.uncork()
    }
    return null
  }

  handleRowDescription(message: { readonly fields: readonly FieldDescription[] }): void {
    this.#columns = conversions(message.fields)
    this.#prepared.columns = this.#columns
  }

  handleDataRow(message: { readonly fields: Raw[] }): void {
    if (!this.#sink) return
    if (this.#columns.length > 0) convertRow(message.fields, this.#columns)
    this.#sink.row(message.fields)
  }

  handleReadyForQuery(): void {
    const sink = this.#sink
    this.#sink = undefined
    this.#outcome.ended()
    sink?.end()
  }

  handleError(error: ServerError): void {
    const sink = this.#sink
    this.#sink = undefined
    this.#outcome.failed(error)
    sink?.fail(error, error.code === '57014' ? 'timeout' : isFatal(error) ? 'lost' : undefined)
  }

  /** A statement without rows is described by nothing; it too is known from here on. */
  handleCommandComplete(): void {
    this.#prepared.columns ??= []
  }

  handleEmptyQuery(): void {}

  #send(wire: Wire): void {
    const { name, columns } = this.#prepared
    for (const old of this.#forgotten) wire.close({ type: 'S', name: old })
    if (!columns) wire.parse({ name, text: this.#query.sql, types: [] })
    wire.bind({ portal: '', statement: name, values: this.#query.bindings.map(boundText) })
    if (columns) this.#columns = columns
    else wire.describe({ type: 'P', name: '' })
    wire.execute({ portal: '', rows: 0 })
    wire.sync()
  }
}
