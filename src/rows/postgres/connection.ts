/** A node-postgres client -> a connection that reads. */
import type pg from 'pg'
import type { Query } from '../../query/query.ts'
import type { Connection, RowSink, Statement } from '../connection.ts'
import { isKept, StatementCache } from '../statement-cache.ts'
import { within } from '../within.ts'
import type { ServerError, Wire } from './protocol.ts'
import { isFatal, PostgresStatement, type Outcome, type Prepared } from './statement.ts'

/** Sends the server a cancel request for a client's statement; resolves once the server has acted on it. */
export type Cancel = (client: pg.Client) => Promise<void>

/** Milliseconds a cancelled statement may take to end before its connection is given up. */
const patience = 5_000

export class PostgresConnection implements Connection {
  lost = false
  readonly #client: pg.Client
  readonly #cancel: Cancel
  readonly #forgotten: string[] = []
  readonly #statements = new StatementCache<Prepared>(({ name }) => this.#forgotten.push(name))
  #count = 0
  #limit: number
  readonly #floor: number

  /** `client` is connected, and its server-side limit is `limit` milliseconds. */
  constructor(client: pg.Client, limit: number, cancel: Cancel) {
    this.#client = client
    this.#cancel = cancel
    this.#limit = limit
    this.#floor = limit
    client.on('error', () => (this.lost = true))
    client.on('end', () => (this.lost = true))
  }

  /** The server's limit is the second line of defence: it is only ever raised above the default, and put back. */
  limit(milliseconds: number): Promise<void> | undefined {
    const wanted = Math.max(milliseconds, this.#floor)
    if (wanted === this.#limit) return undefined
    return this.#client.query(`set statement_timeout = ${Math.ceil(wanted)}`).then(() => void (this.#limit = wanted))
  }

  run(query: Query, sink: RowSink): Statement {
    const prepared = this.#prepare(query.sql)
    let finish: (() => void) | undefined
    const finished = new Promise<void>((resolve) => (finish = resolve))
    const outcome: Outcome = {
      ended: () => finish?.(),
      failed: (error) => (this.#fail(query.sql, prepared, error), finish?.()),
    }
    const statement = new PostgresStatement(query, prepared, this.#forgotten.splice(0), sink, outcome)
    this.#client.query(statement as unknown as pg.Submittable)
    return {
      pause: () => this.#wire.stream.pause(),
      resume: () => this.#wire.stream.resume(),
      cancel: () => this.#stop(statement, finished),
    }
  }

  async end(): Promise<void> {
    if (this.lost) this.#wire.stream.destroy()
    else await this.#client.end().catch(() => undefined)
  }

  get #wire(): Wire {
    return (this.#client as unknown as { readonly connection: Wire }).connection
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql)
    if (known) return known
    // The statement without a name lasts until the next one.
    const prepared: Prepared = { name: isKept(sql) ? `portico_${++this.#count}` : '', columns: undefined }
    this.#statements.set(sql, prepared)
    return prepared
  }

  /** A cancelled statement stays prepared. Any other error may mean that the server does not know it, or its plan is stale. */
  #fail(sql: string, prepared: Prepared, error: ServerError): void {
    if (isFatal(error)) this.lost = true
    if (error.code !== '57014' || !prepared.columns) this.#statements.delete(sql)
  }

  /** The request must have been acted on before the connection serves again, or it would hit the next statement. */
  async #stop(statement: PostgresStatement, finished: Promise<void>): Promise<boolean> {
    statement.ignore()
    this.#wire.stream.resume()
    try {
      await within(patience, this.#cancel(this.#client))
      await within(patience, finished)
    } catch {
      this.lost = true
    }
    return !this.lost
  }
}
