/** A listener -> a server process of the bench: it tells its port, and what it used when asked; it ends with the process that began it. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Of a process since its start: microseconds of CPU; bytes of memory now, and of the heap that is in use. */
export interface Usage {
  readonly cpu: number
  readonly memory: number
  readonly heap: number
}

/** `collect` frees all that can be freed first, in a process with `--expose-gc`. */
export type Question = 'usage' | 'collect'

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  return { cpu: user + system, memory: rss, heap: heapUsed }
}

/** Twice: what the first frees may have held other things. */
function collect(): void {
  if (globalThis.gc === undefined) throw new Error('a server of the bench was asked to collect without --expose-gc')
  globalThis.gc()
  globalThis.gc()
}

/** To be called once the port answers. */
export function tellPort(port: number): void {
  process.on('message', (question: Question) => {
    if (question === 'collect') collect()
    process.send?.(usage())
  })
  process.once('disconnect', () => process.exit())
  process.send?.({ port })
}

/** What the process that forked this one wants served. */
export const task = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T

export function serve(listener: RequestListener): void {
  const server = createServer(listener).listen(0, () => tellPort((server.address() as AddressInfo).port))
}
