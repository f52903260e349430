/** SQL text -> the prepared statement that a connection holds for it, the least recently used one given up first. */

/** A bounded map in order of use. `onEvict` hears of what is dropped. */
export class StatementCache<T> {
  readonly #entries = new Map<string, T>()
  readonly #max: number
  readonly #onEvict: (entry: T) => void

  constructor(max: number, onEvict: (entry: T) => void = () => {}) {
    this.#max = max
    this.#onEvict = onEvict
  }

  get(sql: string): T | undefined {
    const entry = this.#entries.get(sql)
    if (entry === undefined) return undefined
    this.#entries.delete(sql)
    this.#entries.set(sql, entry)
    return entry
  }

  set(sql: string, entry: T): void {
    this.delete(sql)
    this.#entries.set(sql, entry)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > this.#max && oldest !== undefined) this.delete(oldest)
  }

  delete(sql: string): void {
    const entry = this.#entries.get(sql)
    if (entry === undefined) return
    this.#entries.delete(sql)
    this.#onEvict(entry)
  }
}
