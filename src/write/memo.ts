/** A function of stored texts -> the same function, remembering its answers while that pays. */

const capacity = 1000
const longest = 64
const trial = 4 * capacity

/** Counts how often what is remembered is asked for again, and gives up on columns whose values hardly repeat. */
export class Memo<T> {
  readonly #known = new Map<string | null, T>()
  #asked = 0
  #found = 0
  #useful = true

  get(key: string | null): T | undefined {
    if (!this.#useful) return undefined
    this.#asked++
    const known = this.#known.get(key)
    if (known !== undefined) this.#found++
    return known
  }

  set(key: string | null, value: T): T {
    if (!this.#useful || (key !== null && key.length > longest)) return value
    if (this.#known.size >= capacity) this.#known.clear()
    this.#known.set(key, value)
    if (this.#asked >= trial) this.#judge()
    return value
  }

  #judge(): void {
    this.#useful = this.#found * 2 > this.#asked
    this.#asked = 0
    this.#found = 0
    if (!this.#useful) this.#known.clear()
  }
}
