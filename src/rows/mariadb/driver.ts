/** A `mariadb://` or `mysql://` URL -> the driver that reads it. */
import mysql from 'mysql2'
import type { Query } from '../../query/query.ts'
import { collect } from '../collect.ts'
import type { Connection } from '../connection.ts'
import type { Driver } from '../pooled-database.ts'
import { readMariadb } from '../../url/mariadb.ts'
import type { CheckedSettings } from '../settings.ts'
import { type Kill, MariadbConnection } from './connection.ts'
import { flavourOf, sessionSettings } from './session.ts'

export function mariadbDriver(settings: CheckedSettings): Driver {
  readMariadb(settings.url)
  const killer = createKiller(settings)
  return {
    open: () => openConnection(settings, killer.kill),
    explain: explainQuery,
    close: killer.close,
  }
}

/** Everything as text that the protocol does not send as text, but small numbers, which `text.ts` turns. */
function connect(settings: CheckedSettings): mysql.Connection {
  const connection = mysql.createConnection({
    ...readMariadb(settings.url),
    connectTimeout: settings.connectMs,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    // Its own bound counts statements only, and is wider than ours: see MariadbConnection.
    maxPreparedStatements: 1_000,
  })
  connection.on('error', () => undefined)
  return connection
}

async function openConnection(settings: CheckedSettings, kill: Kill): Promise<Connection> {
  const connection = connect(settings)
  const ask = connection.promise()
  const [rows] = await ask.query<mysql.RowDataPacket[]>('select version() as version')
  const flavour = flavourOf(String(rows[0]?.['version']))
  for (const sql of sessionSettings(flavour, settings.timeoutMs)) await ask.query(sql)
  const limits = { flavour, limit: settings.timeoutMs, patience: settings.connectMs }
  return new MariadbConnection(connection, limits, kill)
}

/** One more connection, opened when a statement must first be stopped, on which kills follow one another. */
function createKiller(settings: CheckedSettings): { readonly kill: Kill; readonly close: () => Promise<void> } {
  let connection: mysql.Connection | undefined
  const forget = (): void => (connection?.destroy(), (connection = undefined))
  const open = (): mysql.Connection => {
    connection ??= connect(settings).on('error', forget).on('end', forget)
    return connection
  }
  return {
    kill: async (thread) => {
      await open()
        .promise()
        .query(`kill query ${Math.trunc(thread)}`)
    },
    close: () => Promise.resolve(forget()),
  }
}

async function explainQuery(query: Query, connection: Connection): Promise<string> {
  const lines = await collect(connection, { ...query, sql: `explain format=json ${query.sql}` })
  return lines.map(([line]) => line).join('\n')
}
