/** An engine -> a gateway over it that answers, with tokens to ask it by. */
import { startIssuer, type Issuer } from './issuer.ts'
import type { Target } from './load.ts'
import { freePort, startServer, type ServerProcess } from './process.ts'
import type { Engine } from './row.ts'
import { findSubject, organization, patientScope, staffScope, type Subject } from './subject.ts'

export interface Scene {
  readonly engine: Engine
  readonly issuer: Issuer
  readonly subject: Subject
  readonly gateway: ServerProcess
  /** How long one measure may run, in seconds. */
  readonly seconds: number
  /** A request of the patient's own token, under the base URL: `Observation/rslt-1`. */
  readonly asPatient: (path: string) => Target
  /** A request of a staff token, which reaches the whole organization. */
  readonly asStaff: (path: string) => Target
  close(): Promise<void>
}

/** Gateways in their first seconds are slower than ever after; the first round of a race warms up, and this does before it. */
export async function openScene(engine: Engine, seconds: number): Promise<Scene> {
  const subject = await findSubject(engine)
  const issuer = await startIssuer()
  const port = await freePort()
  const gateway = await startServer('gateway', { engine, port, issuerPort: issuer.port })
  const base = (surface: string): string => `/api/${surface}/v1/${organization}`
  const audience = (surface: string): string => `http://localhost:${port}${base(surface)}`
  const { patient } = subject
  const own = issuer.token({ realm: 'portal', audience: audience('patients'), scope: patientScope, patient })
  const staff = issuer.token({ realm: 'sevocity', audience: audience('sevocity'), scope: staffScope })
  return {
    engine,
    issuer,
    subject,
    gateway,
    seconds,
    asPatient: (path) => ({ port, path: `${base('patients')}/${path}`, token: own }),
    asStaff: (path) => ({ port, path: `${base('sevocity')}/${path}`, token: staff }),
    close: async () => {
      await gateway.stop()
      issuer.close()
    },
  }
}
