/** Ports that nobody else is given while this process lives, however many suites run on the machine at once. */
import { createServer, type Server } from 'node:net'

/** Below those that a system hands out by itself, so that no connection takes one in between. */
const first = 20_000
const count = 4000

/** Undefined where the port is taken. Without a host it listens everywhere. */
async function listen(port: number, host?: string): Promise<Server | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen({ port, ...(host !== undefined && { host }) }, () => resolve(server))
  })
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

/** Beside each port stands a guard, bound until this process ends: who finds it there takes another. */
async function reserve(port: number): Promise<boolean> {
  const guard = await listen(port + count, '127.0.0.1')
  const own = guard && (await listen(port))
  if (own === undefined) {
    if (guard !== undefined) await close(guard)
    return false
  }
  guard?.unref()
  await close(own)
  return true
}

let next = Math.floor(Math.random() * count)

/** Free, and free to be taken again whenever its server has ended. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < count; tries++) {
    const port = first + (next++ % count)
    if (await reserve(port)) return port
  }
  throw new Error('There is no free port.')
}
