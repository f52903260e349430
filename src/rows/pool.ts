/** Connections -> a bounded pool of them, lent to one statement at a time, first come first served. */
import { busy, unavailable } from './problems.ts'

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
}

interface Waiter<T> {
  readonly give: (connection: T) => void
  readonly refuse: (error: unknown) => void
}

/** Lends connections; opens them on demand, forgets those that are lost. */
export class Pool<T extends Pooled> {
  readonly #settings: PoolSettings
  readonly #open: () => Promise<T>
  readonly #idle: T[] = []
  readonly #waiters = new Set<Waiter<T>>()
  #size = 0
  #opening = 0
  #closing = false
  #closed: (() => void) | undefined

  constructor(settings: PoolSettings, open: () => Promise<T>) {
    this.#settings = settings
    this.#open = open
  }

  /** How many are lent or being opened, free, and waited for. */
  get counts(): { readonly used: number; readonly idle: number; readonly waiting: number } {
    return { used: this.#size - this.#idle.length, idle: this.#idle.length, waiting: this.#waiters.size }
  }

  /** A free connection at once, or undefined. */
  take(): T | undefined {
    for (let connection = this.#idle.pop(); connection; connection = this.#idle.pop()) {
      if (!connection.lost) return connection
      this.#forget(connection)
    }
    return undefined
  }

  /** Rejects with `rows-busy`, `rows-unavailable`, or the signal's reason. */
  async acquire(signal?: AbortSignal): Promise<T> {
    if (this.#closing) throw unavailable(new Error('the pool is closed'))
    const free = this.take()
    if (free) return free
    const waiting = this.#wait(signal)
    this.#grow()
    return waiting
  }

  /** Gives a connection back. One that is not `clean` is closed and replaced when needed. */
  release(connection: T, clean = true): void {
    if (!clean || connection.lost || this.#closing) return this.#forget(connection)
    const next = this.#nextWaiter()
    if (next) next.give(connection)
    else this.#idle.push(connection)
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

  #wait(signal: AbortSignal | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        this.#waiters.delete(waiter)
      }
      const give = (connection: T): void => (leave(), resolve(connection))
      const refuse = (error: unknown): void => (leave(), reject(error as Error))
      const abort = (): void => refuse(signal?.reason)
      const waiter: Waiter<T> = { give, refuse }
      const timer = setTimeout(() => refuse(this.#late()), this.#settings.waitMs)
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiters.add(waiter)
    })
  }

  /** Nobody is in the way when all that is open is still being opened: then the database is. */
  #late(): Error {
    if (this.#size > this.#opening) return busy(this.#settings.waitMs)
    return unavailable(new Error('no connection could be opened in time'))
  }

  #nextWaiter(): Waiter<T> | undefined {
    const [first] = this.#waiters
    return first
  }

  #grow(): void {
    if (this.#size >= this.#settings.max || this.#waiters.size === 0 || this.#closing) return
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
