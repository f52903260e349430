/** Gathers rows into batches for a store, and counts them. */
import type { Put, Row } from './rows.ts'
import type { Table } from './table.ts'
import { tableNamed, tables } from './tables.ts'
import type { Store } from './write/store.ts'

const rowsAtOnce = 4000

export interface Gatherer {
  readonly put: Put
  /** Writes what was gathered if it is enough for a batch, or whatever there is when `all`. */
  readonly flush: (all?: boolean) => Promise<void>
  /** Rows handed in so far, by table, for every table. */
  readonly counts: ReadonlyMap<string, number>
}

/** Gathers rows for a store; they are written in the order of the tables, so parents come before children. */
export function gatherFor(store: Store): Gatherer {
  const counts = new Map(tables.map(({ name }) => [name, 0]))
  let waiting = new Map<Table, Row[]>()
  let size = 0
  return {
    counts,
    put: (name, row) => {
      const table = tableNamed(name)
      const rows = waiting.get(table)
      if (rows === undefined) waiting.set(table, [row])
      else rows.push(row)
      size += 1
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
    flush: async (all = false) => {
      if (size === 0 || (!all && size < rowsAtOnce)) return
      const batch = new Map(tables.flatMap((table) => entryOf(waiting, table)))
      waiting = new Map()
      size = 0
      await store.insert(batch)
    },
  }
}

function entryOf(waiting: ReadonlyMap<Table, Row[]>, table: Table): [Table, Row[]][] {
  const rows = waiting.get(table)
  return rows === undefined ? [] : [[table, rows]]
}
