/** A provider that does nothing but write down what reaches it: what the gate lets through, and how. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '../../../src/app/settings.ts'
import type { Subject } from '../../smart/gate/app.ts'

export interface Recorded {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** With repetitions. */
  readonly raw: readonly string[]
  readonly body: string
}

export interface Recorder {
  readonly url: string
  /** What came since it was last asked. */
  take(): readonly Recorded[]
  stop(): Promise<void>
}

/** Portico asks so, at its start and until it likes the answer. What is passed on for others says for whom. */
const isOwnQuestion = ({ method, url, headers }: Recorded): boolean =>
  method === 'GET' && url.endsWith('/.well-known/openid-configuration') && headers['x-forwarded-for'] === undefined

export async function startRecorder(): Promise<Recorder> {
  let recorded: Recorded[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers, rawHeaders: raw } = request
      const one = { method, url, headers, raw, body: Buffer.concat(chunks).toString() }
      if (!isOwnQuestion(one)) recorded.push(one)
      response.setHeader('content-type', 'application/json')
      response.end('{"recorded":true}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const all = recorded
      recorded = []
      return all
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const withProvider =
  (provider: string) =>
  (settings: Settings): Settings => ({
    ...settings,
    ...(settings.frontDoor && { frontDoor: { ...settings.frontDoor, provider } }),
  })

export interface RecordedGate {
  readonly recorder: Recorder
  readonly doorUrl: string
}

/** What else Portico asks at its start has come. */
async function settle({ take }: Recorder): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet++) {
    await sleep(200)
    if (take().length > 0) quiet = 0
  }
}

/** To be called in a `describe`: a gate of its own before a provider that writes down what reaches it. */
export function recordGate(subject: Subject): RecordedGate {
  const gate = { recorder: {} as Recorder, doorUrl: '' }
  let stop: () => Promise<void> = async () => {}
  before(async () => {
    gate.recorder = await startRecorder()
    const replica = await subject().replica(withProvider(gate.recorder.url))
    gate.doorUrl = replica.doorUrl
    stop = replica.stop
    await settle(gate.recorder)
  })
  after(async () => {
    await stop()
    await gate.recorder.stop()
  })
  return gate
}

/** Bytes as they are, on a connection of their own; gives all that comes back. */
export async function sendRaw(url: string, text: string, patience = 300): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text, 'latin1')
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, patience))])
  socket.destroy()
  return Buffer.concat(chunks).toString('latin1')
}

/** Of every answer in what came back. */
export const statusesIn = (text: string): readonly number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))
