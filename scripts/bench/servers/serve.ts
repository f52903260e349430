/** A listener -> a server process of the bench: it tells its port, and what it used when asked; it ends with the process that began it. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Of a process since its start: microseconds of CPU; bytes of memory now. */
export interface Usage {
  readonly cpu: number
  readonly memory: number
}

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  return { cpu: user + system, memory: process.memoryUsage.rss() }
}

/** To be called once the port answers. */
export function tellPort(port: number): void {
  process.on('message', () => process.send?.(usage()))
  process.once('disconnect', () => process.exit())
  process.send?.({ port })
}

/** What the process that forked this one wants served. */
export const task = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T

export function serve(listener: RequestListener): void {
  const server = createServer(listener).listen(0, () => tellPort((server.address() as AddressInfo).port))
}
