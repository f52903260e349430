/** A wire to the provider that can be cut. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Wire {
  readonly url: string
  cut(): Promise<void>
}

export async function startWire(to: string): Promise<Wire> {
  const { hostname, port } = new URL(to)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const each of [near, far]) {
      sockets.add(each)
      each.on('error', () => undefined)
      each.on('close', () => [near, far].forEach((one) => one.destroy()))
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: async () => {
      for (const each of sockets) each.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
