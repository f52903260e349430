/** A mapping's folder and the database that it speaks of -> the mapping, its tenants and code tables read. */
import { loadMapping, type Loaded, type LoadOptions } from '../mapping/load.ts'
import { compileTable } from '../query/table.ts'
import type { Database } from '../rows/database.ts'
import { readAllRows } from './read-rows.ts'

const place = { file: 'schema.json', line: 1, column: 1 }

/** Types, padding and collation of one engine are not those of another. */
function misfit(schema: LoadOptions['schema'], database: Database): Loaded {
  const message = `the schema is of ${schema.dialect}, the database is ${database.dialect}`
  const hint = 'write it anew with portico introspect, and name that file in the settings'
  return { diagnostics: [{ at: place, severity: 'error', message, hint }] }
}

/** Rejects with a Problem where the database does not answer. */
export async function loadLiveMapping(
  folder: string,
  options: Omit<LoadOptions, 'readTable'>,
  database: Database,
): Promise<Loaded> {
  if (options.schema.dialect !== database.dialect) return misfit(options.schema, database)
  return loadMapping(folder, {
    ...options,
    readTable: (table) => readAllRows(database, compileTable(table, database.dialect)),
  })
}
