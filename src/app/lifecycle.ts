/** A server -> one that listens, and later one that has ended without breaking off its answers. */
import type { Server } from 'node:http'

/** The port is taken. */
export class PortInUse extends Error {
  readonly port: number

  constructor(port: number) {
    super(`Port ${port} is in use by another program. Stop that one, or choose another port.`)
    this.name = 'PortInUse'
    this.port = port
  }
}

/** Rejects with {@link PortInUse}, or node's own error. */
export function listen(server: Server, port: number, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : error)
    server.once('error', refuse)
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}

/** Takes no more connections, lets answers in flight end within `drainMs`, then breaks off what is left. */
export function drain(server: Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), drainMs)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** Milliseconds over which a connection is given up that is being closed as it is used. */
const beyondMs = 1_000

/**
 * Closes a connection on which nothing moved for `idleMs`, between requests as well as in one: a proxy that keeps it for less never sends into
 * one that is just being closed. The beginning of a request may take as long, so that one opened ahead of need stays, but no longer than
 * node gives to a whole request.
 */
export function keepConnections(server: Server, idleMs: number): void {
  server.timeout = idleMs
  server.keepAliveTimeout = idleMs
  server.headersTimeout = Math.min(idleMs + beyondMs, server.requestTimeout)
}
