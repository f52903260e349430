/** `portico grants`: a mapping and its schema.json -> the GRANTs of what it reads, column by column, to be run by an owner. */
import { dialectOf } from '../../rows/settings.ts'
import { databaseOf } from '../../url/where.ts'
import { readSchema } from '../open.ts'
import { UsageError, type Place } from '../place.ts'
import { printDiagnostics, type ExitCode, type Terminal } from '../terminal.ts'
import { readColumns } from './read.ts'
import { grantStatements, type Grantee } from './statements.ts'

export interface GrantsCommand {
  readonly to: string
  readonly explain?: boolean
  readonly introspect?: boolean
}

function granteeOf({ database: { url, schema } }: Place, { to, explain, introspect }: GrantsCommand): Grantee {
  const database = databaseOf(url)
  return {
    login: to,
    explain: explain === true,
    introspect: introspect === true,
    ...(schema !== undefined && { schema }),
    ...(database !== undefined && { database }),
  }
}

/** Asks no database: prints, for an owner to run. */
export async function runGrants(place: Place, options: GrantsCommand, terminal: Terminal): Promise<ExitCode> {
  const schema = readSchema(place)
  const dialect = dialectOf(place.database.url)
  if (schema?.dialect !== dialect)
    throw new UsageError(
      `${place.schema} tells nothing of a ${dialect} database: write it with portico introspect, by a login that sees it all.`,
    )
  const { read, diagnostics } = await readColumns(place, schema)
  if (read === undefined) {
    printDiagnostics(terminal, diagnostics)
    return 1
  }
  for (const line of grantStatements(dialect, read, granteeOf(place, options))) terminal.print(line)
  return 0
}
