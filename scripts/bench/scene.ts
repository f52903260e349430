/** An engine -> a gateway over it that answers, with tokens to ask it by, and a front door for who wants one. */
import { openDoor, type Door } from './door/door.ts'
import { startIssuer, type Issuer } from './issuer.ts'
import type { Target } from './load.ts'
import { freePort, startServer, type ServerProcess } from './process.ts'
import type { Engine } from './row.ts'
import { findSubject, organization, patientScope, staffScope, type Subject } from './subject.ts'

export interface SceneOptions {
  /** How long one measure may run. */
  readonly seconds: number
  /** How many launches the memory of the front door is watched over. */
  readonly launches: number
  /** What is behind the front door. */
  readonly provider: 'demo' | 'keycloak'
}

export interface Scene extends SceneOptions {
  readonly engine: Engine
  readonly issuer: Issuer
  readonly subject: Subject
  /** Without a front door. */
  readonly gateway: ServerProcess
  /** A request of a patient's own token, under the base URL: `Observation/rslt-1`; of the subject unless told. */
  readonly asPatient: (path: string, patient?: string) => Target
  /** A request of a staff token, which reaches the whole organization. */
  readonly asStaff: (path: string) => Target
  /** One for all who ask, opened for the first and closed with the scene. */
  door(): Promise<Door>
  close(): Promise<void>
}

/** Gateways in their first seconds are slower than ever after; the first round of a race warms up, and this does before it. */
export async function openScene(engine: Engine, options: SceneOptions): Promise<Scene> {
  const subject = await findSubject(engine)
  const issuer = await startIssuer()
  const port = await freePort()
  const gateway = await startServer('gateway', { engine, port, issuerPort: issuer.port })
  const root = (surface: string): string => `/api/${surface}/v1`
  const audience = (surface: string): string => `http://localhost:${port}${root(surface)}`
  const own = { realm: 'portal', audience: audience('patients'), scope: patientScope } as const
  const staff = issuer.token({ realm: 'sevocity', audience: audience('sevocity'), scope: staffScope })
  const target = (surface: string, path: string, token: string): Target => ({
    port,
    path: `${root(surface)}/${organization}/${path}`,
    token,
  })
  let door: Promise<Door> | undefined
  return {
    ...options,
    engine,
    issuer,
    subject,
    gateway,
    asPatient: (path, patient = subject.patient) => target('patients', path, issuer.token({ ...own, patient })),
    asStaff: (path) => target('sevocity', path, staff),
    door: () => (door ??= openDoor({ engine, use: 'all', provider: options.provider })),
    close: async () => {
      const opened = await door?.catch(() => undefined)
      await opened?.close()
      await gateway.stop()
      issuer.close()
    },
  }
}
