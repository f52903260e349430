/** A script of `servers/` -> a process that serves, and can be asked what it uses. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { FloorTask } from './servers/floor.ts'
import type { GatewayTask } from './servers/gateway.ts'
import type { OrdinaryTask } from './servers/ordinary.ts'
import type { Usage } from './servers/serve.ts'
import type { ShellTask } from './servers/shell.ts'

interface Tasks {
  readonly gateway: GatewayTask
  readonly floor: FloorTask
  readonly ordinary: OrdinaryTask
  readonly shell: ShellTask
}

export interface ServerProcess {
  readonly port: number
  usage(): Promise<Usage>
  stop(): Promise<void>
}

function failure(child: ChildProcess, name: string): Promise<never> {
  return new Promise((_, reject) =>
    child.once('exit', (code) => reject(new Error(`the server ${name} ended with code ${code}`))),
  )
}

/** Rejects when the script ends before it serves. `options`: of node, such as `--cpu-prof`. */
export async function startServer<Name extends keyof Tasks>(name: Name, task: Tasks[Name]): Promise<ServerProcess> {
  const script = new URL(`servers/${name}.js`, import.meta.url)
  const execArgv = (process.env['PORTICO_BENCH_NODE'] ?? '').split(' ').filter((each) => each !== '')
  const child = fork(script, [JSON.stringify(task)], { execArgv: name === 'gateway' ? execArgv : [] })
  const exited = failure(child, name)
  exited.catch(() => undefined)
  const [{ port }] = (await Promise.race([once(child, 'message'), exited])) as [{ port: number }]
  return {
    port,
    usage: async () => {
      child.send('usage')
      return ((await Promise.race([once(child, 'message'), exited])) as [Usage])[0]
    },
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
