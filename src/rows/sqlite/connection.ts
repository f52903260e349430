/** A SQLite file -> a connection that reads it. better-sqlite3 is synchronous: rows are stepped in slices, others are served between. */
import Sqlite from 'better-sqlite3'
import type { Binding, Query } from '../../query/query.ts'
import type { Connection, RowSink, Statement } from '../connection.ts'
import { StatementCache } from '../statement-cache.ts'
import { toRow } from './text.ts'

/** Rows stepped at a time. The first slice runs at once, so that a short answer needs no turn of the event loop. */
const slice = 100

type Iterator = IterableIterator<unknown[]>

/** An open iterator blocks its connection, hence one statement at a time. SQLite needs no second way to stop: not stepping on does. */
export class SqliteConnection implements Connection {
  readonly lost = false
  readonly #database: Sqlite.Database
  readonly #statements = new StatementCache<Sqlite.Statement>()

  constructor(path: string) {
    this.#database = new Sqlite(path, { readonly: true, fileMustExist: true })
    this.#database.pragma('query_only = on')
  }

  limit(): undefined {
    return undefined
  }

  run(query: Query, sink: RowSink): Statement {
    const statement = new SqliteStatement(sink)
    statement.start(() => this.#prepare(query.sql).iterate(...query.bindings.map(bindValue)) as Iterator)
    return statement
  }

  end(): Promise<void> {
    this.#database.close()
    return Promise.resolve()
  }

  #prepare(sql: string): Sqlite.Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql).raw().safeIntegers()
    this.#statements.set(sql, statement)
    return statement
  }
}

class SqliteStatement implements Statement {
  readonly #sink: RowSink
  #rows: Iterator | undefined
  #paused = false
  #scheduled = false

  constructor(sink: RowSink) {
    this.#sink = sink
  }

  start(open: () => Iterator): void {
    try {
      this.#rows = open()
    } catch (error) {
      return this.#sink.fail(error)
    }
    this.#step()
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#schedule()
  }

  cancel(): Promise<boolean> {
    this.#close()
    return Promise.resolve(true)
  }

  #close(): void {
    this.#rows?.return?.()
    this.#rows = undefined
  }

  #schedule(): void {
    if (this.#scheduled || this.#paused || !this.#rows) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#step()
    })
  }

  #step(): void {
    try {
      if (this.#rows && !this.#paused && this.#readSlice(this.#rows)) this.#schedule()
    } catch (error) {
      this.#close()
      this.#sink.fail(error)
    }
  }

  /** Whether there is more to read. */
  #readSlice(rows: Iterator): boolean {
    for (let count = 0; count < slice; count++) {
      const turn = rows.next()
      if (turn.done) {
        this.#rows = undefined
        this.#sink.end()
        return false
      }
      this.#sink.row(toRow(turn.value))
    }
    return true
  }
}

const greatestInteger = 2n ** 63n - 1n

const numbers: ReadonlySet<Binding['type']['kind']> = new Set(['integer', 'decimal', 'float', 'bit'])

/** Numbers are bound as numbers: against a column without affinity `'1'` is not `1`. Long integers stay exact as bigint. An empty text is none. */
function bindValue({ value, type: { kind } }: Binding): string | number | bigint | Buffer {
  if (kind === 'binary') return Buffer.from(value, 'hex')
  if (value === '' || !numbers.has(kind)) return value
  const whole = /^-?\d+$/.test(value) ? BigInt(value) : undefined
  return whole === undefined || whole > greatestInteger || whole < -greatestInteger ? Number(value) : whole
}
