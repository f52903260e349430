/** A `sqlite:` URL -> the driver that reads the file it names. */
import type { Query } from '../../query/query.ts'
import { collect } from '../collect.ts'
import type { Connection } from '../connection.ts'
import type { Driver } from '../pooled-database.ts'
import { type CheckedSettings, sqlitePath } from '../settings.ts'
import { SqliteConnection } from './connection.ts'

export function sqliteDriver(settings: CheckedSettings): Driver {
  const path = sqlitePath(settings.url)
  return {
    open: async () => new SqliteConnection(path),
    explain: explainQuery,
  }
}

async function explainQuery(query: Query, connection: Connection): Promise<string> {
  const steps = await collect(connection, { ...query, sql: `explain query plan ${query.sql}` })
  const depth = new Map<string, number>([['0', 0]])
  return steps
    .map(([id, parent, , detail]) => {
      const level = depth.get(parent ?? '0') ?? 0
      depth.set(id ?? '', level + 1)
      return `${'  '.repeat(level)}${detail}`
    })
    .join('\n')
}
