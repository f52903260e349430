/** A place -> its database, open, and its mapping, compiled and with its code tables read. */
import { existsSync, readFileSync } from 'node:fs'
import { Problem } from '../fhir/problem.ts'
import type { Diagnostic } from '../mapping/diagnostics.ts'
import { loadMapping } from '../mapping/load.ts'
import type { Mapping } from '../mapping/model.ts'
import { parseSchema, type Schema } from '../mapping/schema.ts'
import { compileTable } from '../query/table.ts'
import type { Database } from '../rows/database.ts'
import { introspect } from '../rows/introspect/introspect.ts'
import { openDatabase } from '../rows/open.ts'
import { dialectOf } from '../rows/settings.ts'
import { readAllRows } from '../search/read-rows.ts'
import { failureOf } from '../url/failure.ts'
import { UsageError, type Place } from './place.ts'

export interface Opened {
  readonly database: Database
  /** As the file says, or, where it speaks of another engine or is not there, of the live database. */
  readonly schema: Schema
  readonly mapping?: Mapping
  readonly diagnostics: readonly Diagnostic[]
}

/** Undefined where there is no file. */
export const readSchema = ({ schema }: Place): Schema | undefined =>
  existsSync(schema) ? parseSchema(readFileSync(schema, 'utf8')) : undefined

async function schemaFor(place: Place): Promise<Schema> {
  const schema = readSchema(place)
  return schema?.dialect === dialectOf(place.database.url) ? schema : introspect(place.database)
}

/** Whatever a database says no by becomes a {@link Failure} that names it. */
export async function telling<T>(
  { database, named }: Pick<Place, 'database' | 'named'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isDatabases = error instanceof Problem && error.code.startsWith('rows-')
    throw isDatabases ? failureOf(error, { ...named, url: database.url }) : error
  }
}

/** Runs `work` and closes the database after it. Rejects with a {@link Failure} of the database. */
export const withPlace = <T>(place: Place, work: (opened: Opened) => Promise<T>): Promise<T> =>
  telling(place, () => withOpened(place, work))

async function withOpened<T>(place: Place, work: (opened: Opened) => Promise<T>): Promise<T> {
  if (!existsSync(place.directory)) throw new UsageError(`There is no folder ${place.directory}.`)
  const schema = await schemaFor(place)
  const database = await openDatabase(place.database)
  try {
    const { dialect } = database
    const readTable = (query: Parameters<typeof compileTable>[0]) => readAllRows(database, compileTable(query, dialect))
    const loaded = await loadMapping(place.directory, { schema, usCore: place.usCore, readTable })
    return await work({ database, schema, ...loaded })
  } finally {
    await database.close()
  }
}
