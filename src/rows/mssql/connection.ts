/** A place in the `mssql` package's pool -> a connection that reads, by that package's own stream. */
import sql from 'mssql'
import type { Query } from '../../query/query.ts'
import type { Connection, FailReason, RowSink, Statement } from '../connection.ts'
import { within } from '../within.ts'
import { parameterOf } from './parameter.ts'
import { toRow } from './text.ts'

/** LOCK_TIMEOUT ran out. https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-1222-database-engine-error */
const lockTimeout = 1222

interface Settings {
  /** Milliseconds to wait for a lock that a writer holds. */
  readonly lockTimeout: number
  /** Milliseconds a cancel may take before it is given up. */
  readonly patience: number
}

/** The package's pool lends the real connection and checks it; this only counts as one place in ours, which has as many. */
export class MssqlConnection implements Connection {
  readonly lost = false
  readonly #pool: sql.ConnectionPool
  readonly #settings: Settings

  constructor(pool: sql.ConnectionPool, settings: Settings) {
    this.#pool = pool
    this.#settings = settings
  }

  /** SQL Server has no limit of its own; ours cancels. */
  limit(): undefined {
    return undefined
  }

  run(query: Query, sink: RowSink): Statement {
    const request = this.#request(query)
    const statement = listen(request, sink)
    // The lock timeout travels with the statement: the package opens its connections itself, with no hook to set them up.
    request.query(`set lock_timeout ${this.#settings.lockTimeout}; ${query.sql}`, () => undefined)
    return {
      pause: () => void request.pause(),
      resume: () => void request.resume(),
      cancel: () => this.#stop(request, statement),
    }
  }

  end(): Promise<void> {
    return Promise.resolve()
  }

  #request(query: Query): sql.Request {
    const request = new sql.Request(this.#pool)
    request.stream = true
    query.bindings.forEach((binding, index) => {
      const { type, value } = parameterOf(binding)
      request.input(`p${index + 1}`, type, value)
    })
    return request
  }

  async #stop(request: sql.Request, statement: Listening): Promise<boolean> {
    statement.ignore()
    request.resume()
    request.cancel()
    return within(this.#settings.patience, statement.finished).then(
      () => true,
      () => false,
    )
  }
}

interface Listening {
  ignore(): void
  /** Resolves when the package has its connection back. */
  readonly finished: Promise<void>
}

/** As the package describes them where rows are arrays; the published type knows only the other way. */
export const singlesOf = (columns: unknown): readonly number[] =>
  Object.values(columns as readonly { readonly type?: unknown }[]).flatMap(({ type }, index) =>
    type === sql.Real ? [index] : [],
  )

type DriverError = Error & { readonly number?: number; readonly code?: string }

/** Codes of a broken connection. https://github.com/tediousjs/node-mssql#errors */
const broken: ReadonlySet<string> = new Set(['ESOCKET', 'ECONNCLOSED', 'ENOTOPEN'])

function reasonOf({ number, code = '' }: DriverError): FailReason | undefined {
  if (number === lockTimeout) return 'timeout'
  return broken.has(code) ? 'lost' : undefined
}

function listen(request: sql.Request, target: RowSink): Listening {
  let sink: RowSink | undefined = target
  let failure: DriverError | undefined
  let singles: readonly number[] = []
  request.on('recordset', (columns) => (singles = singlesOf(columns)))
  request.on('row', (row: unknown[]) => sink?.row(toRow(row, singles)))
  request.on('error', (error: Error) => (failure ??= error))
  const finished = new Promise<void>((resolve) => {
    request.on('done', () => {
      resolve()
      if (failure) sink?.fail(failure, reasonOf(failure))
      else sink?.end()
      sink = undefined
    })
  })
  return { ignore: () => (sink = undefined), finished }
}
