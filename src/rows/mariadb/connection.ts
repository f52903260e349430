/** A mysql2 connection -> a connection that reads. */
import type mysql from 'mysql2'
import type { Query } from '../../query/query.ts'
import type { Connection, RowSink, Statement } from '../connection.ts'
import { isKept, StatementCache } from '../statement-cache.ts'
import { within } from '../within.ts'
import { sessionLimit, type Flavour } from './session.ts'
import { MariadbStatement } from './statement.ts'

/** Runs `KILL QUERY` for a thread on another connection. */
export type Kill = (thread: number) => Promise<void>

interface Settings {
  readonly flavour: Flavour
  /** The limit the session was opened with, in milliseconds. */
  readonly limit: number
  /** Milliseconds a cancel may take before the connection is given up. */
  readonly patience: number
}

export class MariadbConnection implements Connection {
  lost = false
  readonly #connection: mysql.Connection
  readonly #settings: Settings
  readonly #kill: Kill
  readonly #statements: StatementCache<true>
  #limit: number
  #current: MariadbStatement | undefined

  constructor(connection: mysql.Connection, settings: Settings, kill: Kill) {
    this.#connection = connection
    this.#settings = settings
    this.#kill = kill
    this.#limit = settings.limit
    this.#statements = new StatementCache((_, sql) => this.#forget(sql))
    connection.on('error', (error) => this.#lose(error))
    connection.on('end', () => (this.lost = true))
  }

  /** The server's limit is the second line of defence: it is only ever raised above the default, and put back. */
  limit(milliseconds: number): Promise<void> | undefined {
    const wanted = Math.max(milliseconds, this.#settings.limit)
    if (wanted === this.#limit) return undefined
    const told = this.#connection.promise().query(sessionLimit(this.#settings.flavour, wanted))
    return told.then(() => void (this.#limit = wanted))
  }

  run(query: Query, sink: RowSink): Statement {
    const statement = new MariadbStatement(sink)
    this.#current = statement
    statement.start(this.#connection, query)
    void statement.finished.then(() => this.#note(query.sql))
    return {
      pause: () => this.#connection.pause(),
      resume: () => this.#connection.resume(),
      cancel: () => this.#stop(statement),
    }
  }

  #note(sql: string): void {
    if (this.lost) return
    if (isKept(sql)) this.#statements.get(sql) ?? this.#statements.set(sql, true)
    else this.#forget(sql)
  }

  /** mysql2 knows a statement by its options too; the published type speaks of its text only. */
  #forget(sql: string): void {
    const statement: unknown = { sql, rowsAsArray: true }
    this.#connection.unprepare(statement as string)
  }

  async end(): Promise<void> {
    if (this.lost) return this.#connection.destroy()
    const ended = this.#connection.promise().end()
    await within(1_000, ended).catch(() => this.#connection.destroy())
  }

  #lose(error: Error): void {
    this.lost = true
    this.#current?.fail(error)
  }

  /** The empty statement at the end takes the blow of a kill that came when the statement was already over. */
  async #stop(statement: MariadbStatement): Promise<boolean> {
    statement.ignore()
    this.#connection.resume()
    const stopped = this.#kill(this.#connection.threadId).then(() => statement.finished)
    try {
      await within(this.#settings.patience, stopped)
      await this.#ping().catch(() => this.#ping())
    } catch {
      this.lost = true
    }
    return !this.lost
  }

  async #ping(): Promise<void> {
    await within(this.#settings.patience, this.#connection.promise().query('do 0'))
  }
}
