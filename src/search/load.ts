/** A mapping's folder and the database that it speaks of -> the mapping, its tenants and code tables read. */
import { loadMapping, type Loaded, type LoadOptions } from '../mapping/load.ts'
import { compileTable } from '../query/table.ts'
import type { Database } from '../rows/database.ts'
import { readAllRows } from './read-rows.ts'

/** Rejects with a Problem where the database does not answer. */
export function loadLiveMapping(
  folder: string,
  options: Omit<LoadOptions, 'readTable'>,
  database: Database,
): Promise<Loaded> {
  return loadMapping(folder, {
    ...options,
    readTable: (table) => readAllRows(database, compileTable(table, database.dialect)),
  })
}
