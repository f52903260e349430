/** A `postgres://` URL -> the driver that reads it. */
import pg from 'pg'
import type { Query } from '../../query/query.ts'
import { collect } from '../collect.ts'
import type { Connection } from '../connection.ts'
import type { Driver } from '../pooled-database.ts'
import { readPostgres } from '../../url/postgres.ts'
import type { CheckedSettings } from '../settings.ts'
import { cancelStatement } from './cancel.ts'
import { PostgresConnection } from './connection.ts'

export function postgresDriver(settings: CheckedSettings): Driver {
  readPostgres(settings.url)
  return {
    open: () => openConnection(settings),
    explain: explainQuery,
  }
}

async function openConnection(settings: CheckedSettings): Promise<Connection> {
  const client = new pg.Client({
    connectionString: readPostgres(settings.url),
    connectionTimeoutMillis: settings.connectMs,
    keepAlive: true,
    application_name: 'portico',
  })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(sessionSettings(settings.timeoutMs))
  return new PostgresConnection(client, settings.timeoutMs, (busy) => cancelStatement(busy, settings.connectMs))
}

/**
 * Statements name first what they begin with; the rows that references lead to follow, each found by its key. To look for better orders of
 * them took ten times as long as the statement itself.
 */
const reorderedTables = 3

/** Sent as a statement, not as startup options: poolers such as PgBouncer refuse those. */
function sessionSettings(timeoutMs: number): string {
  return [
    'set default_transaction_read_only = on',
    `set statement_timeout = ${Math.ceil(timeoutMs)}`,
    "set client_encoding = 'UTF8'",
    "set datestyle = 'ISO'",
    "set timezone = 'UTC'",
    "set bytea_output = 'hex'",
    `set join_collapse_limit = ${reorderedTables}`,
  ].join(';')
}

async function explainQuery(query: Query, connection: Connection): Promise<string> {
  const lines = await collect(connection, { ...query, sql: `explain ${query.sql}` })
  return lines.map(([line]) => line).join('\n')
}
