/** Which table's statements hold which connections -> whether one more may: a table that does not answer leaves some to the others. */
export class Shares<T extends object> {
  readonly #most: number
  readonly #held = new Map<string, number>()
  readonly #tables = new WeakMap<T, string>()

  /** `most`: connections that statements over one table may hold at once. */
  constructor(most: number) {
    this.#most = most
  }

  /** Statements over no table of their own are not counted. */
  hasRoom(table: string | undefined): boolean {
    return table === undefined || this.#count(table) < this.#most
  }

  lend(connection: T, table: string | undefined): void {
    if (table === undefined) return
    this.#tables.set(connection, table)
    this.#held.set(table, this.#count(table) + 1)
  }

  /** Also for a connection that was not lent. */
  giveBack(connection: T): void {
    const table = this.#tables.get(connection)
    if (table === undefined) return
    this.#tables.delete(connection)
    const left = this.#count(table) - 1
    if (left === 0) this.#held.delete(table)
    else this.#held.set(table, left)
  }

  #count(table: string): number {
    return this.#held.get(table) ?? 0
  }
}
