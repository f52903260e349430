/** A busy client -> PostgreSQL's cancel request. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS */
import pg from 'pg'

/** What node-postgres knows of a session beside its public face, and its connection class as it is used here. */
interface Session {
  readonly host: string
  readonly port: number
  readonly ssl: boolean | object
  readonly processID: number
  readonly secretKey: number
}
interface CancelWire {
  readonly stream: { destroy(): void }
  on(event: 'connect' | 'sslconnect' | 'end' | 'error', listener: (error?: Error) => void): void
  connect(port: number | string, host?: string): void
  requestSsl(): void
  cancel(processID: number, secretKey: number): void
}

/**
 * Resolves when the server has closed the request's connection: the signal was then sent, so that it cannot hit a later statement.
 * Rejects when it could not be reached within `milliseconds`.
 */
export function cancelStatement(client: pg.Client, milliseconds: number): Promise<void> {
  const session = client as unknown as Session
  const wire = new pg.Connection({ ssl: session.ssl } as pg.ConnectionConfig) as unknown as CancelWire
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => (wire.stream.destroy(), reject(new Error('no answer to a cancel request'))),
      milliseconds,
    )
    const send = (): void => wire.cancel(session.processID, session.secretKey)
    wire.on('connect', () => (session.ssl ? wire.requestSsl() : send()))
    wire.on('sslconnect', send)
    wire.on('end', () => (clearTimeout(timer), resolve()))
    wire.on('error', (error) => (clearTimeout(timer), reject(error ?? new Error('cancel request failed'))))
    connect(wire, session)
  })
}

function connect(wire: CancelWire, { host, port }: Session): void {
  if (host.startsWith('/')) wire.connect(`${host}/.s.PGSQL.${port}`)
  else wire.connect(port, host)
}
