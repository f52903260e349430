/** Connections -> a bounded pool of them, lent to one statement at a time, first come first served. */
import { busy, unavailable } from './problems.ts'
import { Shares } from './shares.ts'

/** What the pool needs to know of a connection. */
export interface Pooled {
  readonly lost: boolean
  end(): Promise<void>
}

export interface PoolSettings {
  /** Most connections open at a time. */
  readonly max: number
  /** Milliseconds to wait for a free one before `rows-busy`. */
  readonly waitMs: number
  /** How many of them statements over one table leave to those over others; no more than a quarter. */
  readonly keepFree: number
}

interface Waiter<T> {
  readonly table: string | undefined
  readonly give: (connection: T) => void
  readonly refuse: (error: unknown) => void
}

const shareOf = ({ max, keepFree }: PoolSettings): number => max - Math.min(keepFree, Math.floor(max / 4))

/** Lends connections; opens them on demand, forgets those that are lost. */
export class Pool<T extends Pooled> {
  readonly #settings: PoolSettings
  readonly #open: () => Promise<T>
  readonly #idle: T[] = []
  readonly #waiters = new Set<Waiter<T>>()
  readonly #shares: Shares<T>
  #size = 0
  #opening = 0
  #closing = false
  #closed: (() => void) | undefined

  constructor(settings: PoolSettings, open: () => Promise<T>) {
    this.#settings = settings
    this.#shares = new Shares(shareOf(settings))
    this.#open = open
  }

  /** How many are lent or being opened, free, and waited for. */
  get counts(): { readonly used: number; readonly idle: number; readonly waiting: number } {
    return { used: this.#size - this.#idle.length, idle: this.#idle.length, waiting: this.#waiters.size }
  }

  /** A free connection at once, for a statement over this table; undefined where there is none, or the table has its share. */
  take(table?: string): T | undefined {
    const connection = this.#shares.hasRoom(table) ? this.#pop() : undefined
    if (connection) this.#shares.lend(connection, table)
    return connection
  }

  /** Rejects with `rows-busy`, `rows-unavailable`, or the signal's reason. */
  async acquire(signal?: AbortSignal, table?: string): Promise<T> {
    if (this.#closing) throw unavailable(new Error('the pool is closed'))
    const free = this.take(table)
    if (free) return free
    const waiting = this.#wait(signal, table)
    this.#grow()
    return waiting
  }

  /** Gives a connection back. One that is not `clean` is closed and replaced when needed. */
  release(connection: T, clean = true): void {
    this.#shares.giveBack(connection)
    if (!clean || connection.lost || this.#closing) this.#forget(connection)
    else this.#idle.push(connection)
    this.#serve()
  }

  /** Refuses newcomers, waits for what is lent, closes all. */
  async close(): Promise<void> {
    this.#closing = true
    for (const waiter of [...this.#waiters]) waiter.refuse(unavailable(new Error('the pool is closing')))
    const free = this.#idle.splice(0)
    this.#size -= free.length
    await Promise.all(free.map((connection) => connection.end()))
    if (this.#size > 0) await new Promise<void>((resolve) => (this.#closed = resolve))
  }

  #pop(): T | undefined {
    for (let connection = this.#idle.pop(); connection; connection = this.#idle.pop()) {
      if (!connection.lost) return connection
      this.#forget(connection)
    }
    return undefined
  }

  /** Who has waited longest comes first, of those whose table has not its share. */
  #serve(): void {
    for (let next = this.#nextWaiter(); next; next = this.#nextWaiter()) {
      const connection = this.take(next.table)
      if (connection === undefined) return
      next.give(connection)
    }
  }

  #wait(signal: AbortSignal | undefined, table: string | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        this.#waiters.delete(waiter)
      }
      const give = (connection: T): void => (leave(), resolve(connection))
      const refuse = (error: unknown): void => (leave(), reject(error as Error))
      const abort = (): void => refuse(signal?.reason)
      const waiter: Waiter<T> = { table, give, refuse }
      const timer = setTimeout(() => refuse(this.#late(table)), this.#settings.waitMs)
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiters.add(waiter)
    })
  }

  /** Nobody is in the way when all that is open is still being opened: then the database is. */
  #late(table: string | undefined): Error {
    if (!this.#shares.hasRoom(table))
      return busy(
        this.#settings.waitMs,
        'All that statements over one table may have of the connections to the database',
      )
    if (this.#size > this.#opening) return busy(this.#settings.waitMs)
    return unavailable(new Error('no connection could be opened in time'))
  }

  #nextWaiter(): Waiter<T> | undefined {
    for (const waiter of this.#waiters) if (this.#shares.hasRoom(waiter.table)) return waiter
    return undefined
  }

  #grow(): void {
    if (this.#size >= this.#settings.max || this.#nextWaiter() === undefined || this.#closing) return
    this.#size++
    this.#opening++
    this.#open().then(
      (connection) => {
        this.#opening--
        this.release(connection)
      },
      (error: unknown) => {
        this.#opening--
        this.#shrink()
        this.#nextWaiter()?.refuse(unavailable(error))
        this.#grow()
      },
    )
  }

  #forget(connection: T): void {
    void connection.end().finally(() => {
      this.#shrink()
      this.#grow()
    })
  }

  #shrink(): void {
    this.#size--
    if (this.#closing && this.#size === 0) this.#closed?.()
  }
}
