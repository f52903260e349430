/** An `mssql://` URL -> the driver that reads it. */
import sql from 'mssql'
import type { Query } from '../../query/query.ts'
import type { Connection } from '../connection.ts'
import type { Driver } from '../pooled-database.ts'
import type { CheckedSettings } from '../settings.ts'
import { configOf } from './config.ts'
import { MssqlConnection } from './connection.ts'
import { explainText } from './explain.ts'

export function mssqlDriver(settings: CheckedSettings): Driver {
  const config = configOf(settings)
  let opening: Promise<sql.ConnectionPool> | undefined
  const connect = (): Promise<sql.ConnectionPool> => {
    opening ??= new sql.ConnectionPool(config.driver).on('error', () => undefined).connect()
    // A failed attempt is not remembered: the server may be there the next time.
    return opening.catch((error: unknown) => ((opening = undefined), Promise.reject(error as Error)))
  }
  const open = async (): Promise<Connection> =>
    new MssqlConnection(await connect(), { lockTimeout: config.lockTimeout, patience: settings.connectMs })
  const explain = async (query: Query): Promise<string> => explainText(await connect(), query)
  const close = async (): Promise<void> => void (await (await opening?.catch(() => undefined))?.close())
  return { open, explain, close }
}
