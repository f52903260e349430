/** A distribution and a database file -> a Keycloak that runs, and ends with this process. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Of the realm `master`. It listens on this machine alone, with invented data. */
export const administrator = { user: 'admin', password: 'demo-admin' } as const

export interface ProcessSettings {
  readonly home: string
  /** The folder of its database, and of its log: of this run, it goes when this process ends before Keycloak does. */
  readonly data: string
  readonly port: number
  /** The front door's address: what issuers and links begin with. */
  readonly publicUrl: string
  /** Whether a browser on this machine may use its administration, past the front door. */
  readonly hasConsole?: boolean
}

export interface RunningProcess {
  stop(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.')
  return address.port
}

const options = ({ data, port, publicUrl, hasConsole }: ProcessSettings): readonly string[] => [
  'start',
  '--optimized',
  '--http-enabled=true',
  '--http-host=127.0.0.1',
  `--http-port=${port}`,
  // The administration signs people in at the address that Keycloak believes in, and the front door lets nobody into the
  // realm master there. So Keycloak believes what it is asked at, and the front door's forwarded address.
  ...(hasConsole === true ? ['--hostname-strict=false'] : [`--hostname=${publicUrl}`]),
  '--proxy-headers=xforwarded',
  '--cache=local',
  `--db-url=jdbc:h2:file:${join(data, 'keycloakdb')};NON_KEYWORDS=VALUE`,
]

function launch(settings: ProcessSettings): ChildProcess {
  const child = spawn(join(settings.home, 'bin', 'kc.sh'), options(settings), {
    env: {
      ...process.env,
      KC_BOOTSTRAP_ADMIN_USERNAME: administrator.user,
      KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // The script starts Java as a child: both end as one group.
    detached: true,
  })
  const log = createWriteStream(join(settings.data, 'keycloak.log'))
  child.stdout?.pipe(log)
  child.stderr?.pipe(log, { end: false })
  return child
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // It ended in between.
  }
}

async function isUp(port: number): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://127.0.0.1:${port}/realms/master`, { signal: AbortSignal.timeout(5_000) })
    return ok
  } catch {
    return false
  }
}

const logTail = (data: string): string =>
  readFileSync(join(data, 'keycloak.log'), 'utf8').trimEnd().split('\n').slice(-15).join('\n')

async function untilUp(child: ChildProcess, { port, data }: ProcessSettings, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1_000
  while (!(await isUp(port))) {
    if (hasEnded(child)) throw new Error(`Keycloak ended at once:\n${logTail(data)}`)
    if (Date.now() > end) throw new Error(`Keycloak did not answer within ${seconds} seconds:\n${logTail(data)}`)
    await sleep(250)
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  signal(child, 'SIGTERM')
  const late = setTimeout(() => signal(child, 'SIGKILL'), 20_000)
  await ended
  clearTimeout(late)
}

/** Resolves when it answers. Rejects with the end of its log when it does not. */
export async function runKeycloak(settings: ProcessSettings): Promise<RunningProcess> {
  const child = launch(settings)
  const kill = (): void => {
    signal(child, 'SIGKILL')
    rmSync(settings.data, { recursive: true, force: true })
  }
  process.once('exit', kill)
  const end = async (): Promise<void> => {
    await stop(child)
    process.off('exit', kill)
  }
  try {
    await untilUp(child, settings, 240)
  } catch (error) {
    await end()
    throw error
  }
  return { stop: end }
}
