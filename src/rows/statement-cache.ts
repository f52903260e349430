/** SQL text -> the prepared statement that a connection holds for it, the least recently used one given up first. */

/** What is held at a time. A server holds many times as much for each byte of text. */
const [mostStatements, mostText] = [200, 128 * 1024]
/** Characters of a text that is used once and forgotten. */
const longest = 8 * 1024

/** Long texts are worth no place: they seldom come again, and each would take that of many. */
export const isKept = (sql: string): boolean => sql.length <= longest

/** A map in order of use, bounded by its number of texts and by their length in all. `onEvict` hears of what is dropped. */
export class StatementCache<T> {
  readonly #entries = new Map<string, T>()
  readonly #onEvict: (entry: T, sql: string) => void
  #text = 0

  constructor(onEvict: (entry: T, sql: string) => void = () => {}) {
    this.#onEvict = onEvict
  }

  get(sql: string): T | undefined {
    const entry = this.#entries.get(sql)
    if (entry === undefined) return undefined
    this.#entries.delete(sql)
    this.#entries.set(sql, entry)
    return entry
  }

  /** A text that {@link isKept} turns away is not kept. */
  set(sql: string, entry: T): void {
    this.delete(sql)
    if (!isKept(sql)) return
    this.#entries.set(sql, entry)
    this.#text += sql.length
    while (this.#entries.size > mostStatements || this.#text > mostText) this.#deleteOldest()
  }

  delete(sql: string): void {
    const entry = this.#entries.get(sql)
    if (entry === undefined) return
    this.#entries.delete(sql)
    this.#text -= sql.length
    this.#onEvict(entry, sql)
  }

  #deleteOldest(): void {
    const [oldest = ''] = this.#entries.keys()
    this.delete(oldest)
  }
}
