/** The demo database as SQL Server would have it, and its mapping, over the embedded database. */
import { tableNamed } from '../../scripts/demo/database/tables.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import type { Schema } from '../../src/mapping/schema.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import { mappingFolder } from '../declared/subject.ts'
import { judgedDatabase, type Judged } from './database.ts'
import { asMssql } from './schema.ts'

export interface JudgedSubject {
  readonly mapping: Mapping
  readonly database: Judged
  readonly schema: Schema
}

const nativeOf = (table: string, column: string): string =>
  tableNamed(table).columns.find(({ name }) => name === column)!.type

/** `url`: of a file that the demo was written to. */
export async function judgedAt(url: string): Promise<JudgedSubject> {
  const schema = asMssql(await introspect(url), nativeOf)
  const database = judgedDatabase(url.slice('sqlite:'.length), schema)
  const { mapping, diagnostics } = await loadLiveMapping(mappingFolder, { schema, usCore: '6.1.0' }, database)
  if (mapping === undefined) throw new Error(`The mapping does not compile: ${JSON.stringify(diagnostics)}`)
  return { mapping, database, schema }
}
