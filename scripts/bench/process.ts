/** A script of `servers/` -> a process that serves, and can be asked what it uses. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { DoorTask } from './servers/door.ts'
import type { FloorTask } from './servers/floor.ts'
import type { GatewayTask } from './servers/gateway.ts'
import type { OrdinaryTask } from './servers/ordinary.ts'
import type { ProviderTask } from './servers/provider.ts'
import type { Question, Usage } from './servers/serve.ts'
import type { ShellTask } from './servers/shell.ts'

interface Tasks {
  readonly gateway: GatewayTask
  readonly floor: FloorTask
  readonly ordinary: OrdinaryTask
  readonly shell: ShellTask
  readonly provider: ProviderTask
  readonly door: DoorTask
}

export interface ServerProcess {
  readonly port: number
  usage(): Promise<Usage>
  /** What is used after a full garbage collection, which the process has to allow: `--expose-gc`. */
  collected(): Promise<Usage>
  stop(): Promise<void>
}

function failure(child: ChildProcess, name: string): Promise<never> {
  return new Promise((_, reject) =>
    child.once('exit', (code) => reject(new Error(`the server ${name} ended with code ${code}`))),
  )
}

const ownOptions = (process.env['PORTICO_BENCH_NODE'] ?? '').split(' ').filter((each) => each !== '')

/** Rejects when the script ends before it serves. `options`: of node, such as `--cpu-prof`; ours have those of the environment too. */
export async function startServer<Name extends keyof Tasks>(
  name: Name,
  task: Tasks[Name],
  options: readonly string[] = [],
): Promise<ServerProcess> {
  const script = new URL(`servers/${name}.js`, import.meta.url)
  const isOurs = name === 'gateway' || name === 'door'
  const child = fork(script, [JSON.stringify(task)], { execArgv: [...(isOurs ? ownOptions : []), ...options] })
  const exited = failure(child, name)
  exited.catch(() => undefined)
  const [{ port }] = (await Promise.race([once(child, 'message'), exited])) as [{ port: number }]
  const ask = async (question: Question): Promise<Usage> => {
    child.send(question)
    return ((await Promise.race([once(child, 'message'), exited])) as [Usage])[0]
  }
  return {
    port,
    usage: () => ask('usage'),
    collected: () => ask('collect'),
    stop: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
