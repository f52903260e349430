/** `portico introspect`: a live database -> schema.json, the facts that the mapping compiler needs. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { introspect } from '../rows/introspect/introspect.ts'
import { whereOf } from '../url/where.ts'
import { telling } from './open.ts'
import { UsageError, type Place } from './place.ts'
import { digits, type ExitCode, type Terminal } from './terminal.ts'

const nothingIn = ({ database: { url, schema }, named }: Pick<Place, 'database' | 'named'>): string =>
  `${named.setting}: ${whereOf(url)}: there is no table in ${schema === undefined ? 'its default schema' : `the schema ${schema}`} that this login may see. ` +
  'Name another by database.schema, or have the login granted SELECT.'

/** Only reads. Writes to the file, whose folder is made where there is none, or prints. The same database gives the same text. */
export async function runIntrospect(
  place: Pick<Place, 'database' | 'named'>,
  out: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const schema = await telling(place, () => introspect(place.database, terminal.tell))
  if (Object.keys(schema.tables).length === 0) throw new UsageError(nothingIn(place))
  const text = JSON.stringify(schema, null, 2)
  if (out === undefined) terminal.print(text)
  else {
    await mkdir(dirname(out), { recursive: true })
    await writeFile(out, `${text}\n`)
    const tables = Object.values(schema.tables)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    terminal.print(`${out}: ${tables.length} tables, ${digits(rows)} rows`)
  }
  return 0
}
