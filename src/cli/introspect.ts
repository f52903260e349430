/** `portico introspect`: a live database -> schema.json, the facts that the mapping compiler needs. */
import { writeFile } from 'node:fs/promises'
import { introspect } from '../rows/introspect/introspect.ts'
import type { Place } from './place.ts'
import { digits, type ExitCode, type Terminal } from './terminal.ts'

/** Only reads. Writes to the file, or prints. The same database gives the same text. */
export async function runIntrospect(
  { database }: Pick<Place, 'database'>,
  out: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const schema = await introspect(database)
  const text = JSON.stringify(schema, null, 2)
  if (out === undefined) terminal.print(text)
  else {
    await writeFile(out, `${text}\n`)
    const tables = Object.values(schema.tables)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    terminal.print(`${out}: ${tables.length} tables, ${digits(rows)} rows`)
  }
  return 0
}
