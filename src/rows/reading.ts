/** A statement on a pooled connection -> an iteration over batches of rows that can be left, cancelled and timed out. */
import type { Query } from '../query/query.ts'
import type { Connection, FailReason, RowSink, Statement } from './connection.ts'
import type { ReadOptions, Row } from './database.ts'
import type { Pool } from './pool.ts'
import { timedOut, unavailable } from './problems.ts'

const firstBatch = 100
const laterBatch = 500
/** Milliseconds within which a connection that had died before says so. What breaks later may have been broken by the statement. */
const atOnce = 1_000
/** Batches that may lie ready before the statement is asked to pause. */
const ahead = 2

type Batch = readonly Row[]
type Turn = IteratorResult<Batch, undefined>
const over: Turn = { done: true, value: undefined }

/**
 * One iteration. Not an async generator: those queue `return()` behind a pending `next()`, so a client that leaves while the
 * database still searches would not stop it.
 *
 * | state   | `next()`                                | `row()`, from the driver     | `end()`, `fail()`, from the driver | `return()`, the signal, the time limit       |
 * |---------|-----------------------------------------|------------------------------|------------------------------------|----------------------------------------------|
 * | new     | takes a connection: running             |                              |                                    | over; nothing was begun                      |
 * | running | a batch that is ready, or waits for one | fills a batch; a full one is | over; the connection goes back     | over; what is ready is thrown away; the      |
 * |         |                                         | given to who waits, or kept  | clean; who waits hears of it       | connection goes back once the cancel is over |
 * | over    | batches that are ready, then the        | nothing                      | nothing: it was stopped before     | nothing                                      |
 * |         | failure once, then the end              |                              |                                    |                                              |
 *
 * A connection may have died in the pool: a statement that fails at once because of that, and has given no row, is asked again on another, once.
 * Beside it a running statement is paused while `ahead` batches lie ready. The connection is given back once: by whoever comes first.
 */
export class Reading implements AsyncIterator<Batch, undefined>, RowSink {
  readonly #pool: Pool<Connection>
  readonly #query: Query
  readonly #signal: AbortSignal | undefined
  readonly #limit: number
  readonly #ready: Batch[] = []
  #partial: Row[] = []
  #size = firstBatch
  #paused = false
  #began = 0
  #hasRows = false
  #isAgain = false
  #state: 'new' | 'running' | 'over' = 'new'
  #failure: { readonly error: unknown } | undefined
  #waiting: { readonly resolve: (turn: Turn) => void; readonly reject: (error: unknown) => void } | undefined
  #connection: Connection | undefined
  #statement: Statement | undefined
  #timer: NodeJS.Timeout | undefined
  #released: Promise<void> | undefined
  readonly #abort = (): void => this.#stop({ error: this.#signal?.reason })

  constructor(pool: Pool<Connection>, query: Query, limit: number, options: ReadOptions) {
    this.#pool = pool
    this.#query = query
    this.#signal = options.signal
    this.#limit = options.timeout ?? limit
  }

  next(): Promise<Turn> {
    const batch = this.#ready.shift()
    if (batch) return this.#deliver(batch)
    if (this.#failure) return this.#throwFailure()
    if (this.#state === 'over') return Promise.resolve(over)
    const turn = new Promise<Turn>((resolve, reject) => (this.#waiting = { resolve, reject }))
    if (this.#state === 'new') void this.#start()
    return turn
  }

  /** Resolves when the connection is back in the pool. */
  async return(): Promise<Turn> {
    this.#stop(undefined)
    await this.#released
    return over
  }

  row(row: Row): void {
    this.#hasRows = true
    if (this.#partial.push(row) === this.#size) this.#flush()
  }

  end(): void {
    if (this.#state === 'over') return
    this.#settle()
    this.#unpause()
    this.#giveBack(true)
    if (this.#partial.length > 0) this.#flush()
    this.#waiting?.resolve(over)
    this.#waiting = undefined
  }

  fail(error: unknown, reason?: FailReason): void {
    if (this.#state === 'over') return
    if (reason === 'lost' && this.#mayAskAgain()) return void this.#askAgain()
    this.#settle()
    this.#unpause()
    this.#giveBack(true)
    this.#failWith(reason === 'timeout' ? timedOut(this.#limit, error) : unavailable(error))
  }

  async #start(): Promise<void> {
    this.#state = 'running'
    if (this.#signal?.aborted) return this.#abort()
    this.#signal?.addEventListener('abort', this.#abort, { once: true })
    await this.#begin()
  }

  #mayAskAgain(): boolean {
    return !this.#isAgain && !this.#hasRows && performance.now() - this.#began < atOnce
  }

  async #askAgain(): Promise<void> {
    this.#isAgain = true
    clearTimeout(this.#timer)
    this.#statement = undefined
    this.#giveBack(false)
    await this.#begin()
  }

  async #begin(): Promise<void> {
    try {
      const { table } = this.#query
      const connection = this.#pool.take(table) ?? (await this.#pool.acquire(this.#signal, table))
      if (this.#hasStopped()) return this.#pool.release(connection)
      await this.#run(connection)
    } catch (error) {
      this.#giveBack(false)
      this.fail(error)
    }
  }

  async #run(connection: Connection): Promise<void> {
    this.#connection = connection
    const told = connection.limit(this.#limit)
    if (told) await told
    if (this.#hasStopped()) return this.#giveBack(true)
    this.#began = performance.now()
    this.#timer = setTimeout(() => this.#stop({ error: timedOut(this.#limit) }), this.#limit)
    this.#statement = connection.run(this.#query, this)
  }

  #hasStopped(): boolean {
    return this.#state === 'over'
  }

  /** Ends the iteration from this side: the consumer left, the signal fired, or the time is up. */
  #stop(failure: { readonly error: unknown } | undefined): void {
    if (this.#state === 'over') return
    this.#settle()
    this.#ready.length = 0
    this.#partial = []
    const statement = this.#statement
    if (statement) this.#released = statement.cancel().then((clean) => this.#giveBack(clean))
    if (failure) return this.#failWith(failure.error)
    this.#waiting?.resolve(over)
    this.#waiting = undefined
  }

  #settle(): void {
    this.#state = 'over'
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#abort)
  }

  /** A statement may end with what was read before the pause; the next one would find its connection held. */
  #unpause(): void {
    if (this.#paused) this.#statement?.resume()
    this.#paused = false
  }

  #giveBack(clean: boolean): void {
    const connection = this.#connection
    this.#connection = undefined
    if (connection) this.#pool.release(connection, clean)
  }

  #failWith(error: unknown): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) waiting.reject(error)
    else this.#failure = { error }
  }

  #throwFailure(): Promise<Turn> {
    const failure = this.#failure
    this.#failure = undefined
    return Promise.reject(failure?.error as Error)
  }

  #flush(): void {
    const batch = this.#partial
    this.#partial = []
    this.#size = laterBatch
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) return waiting.resolve({ done: false, value: batch })
    this.#ready.push(batch)
    if (this.#ready.length < ahead || this.#paused || this.#state === 'over') return
    this.#paused = true
    this.#statement?.pause()
  }

  #deliver(batch: Batch): Promise<Turn> {
    if (this.#ready.length < ahead && this.#state === 'running') this.#unpause()
    return Promise.resolve({ done: false, value: batch })
  }
}
