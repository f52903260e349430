/** A request -> how many of it a server answers in a second, over keep-alive sockets, each with one request under way. */
import { connect, type Socket } from 'node:net'

/** A client must cost less than what it measures: no parsing of headers but for the length, nothing is kept of a body. */
class Connection {
  readonly #socket: Socket
  readonly #request: Buffer
  #head: Buffer | undefined
  #left = 0
  #isChunked = false
  #done: (() => void) | undefined
  #failed: ((error: Error) => void) | undefined

  constructor(port: number, request: Buffer) {
    this.#request = request
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk) => this.#read(chunk))
    this.#socket.on('error', (error) => this.#failed?.(error))
    this.#socket.on('close', () => this.#failed?.(new Error('the server closed a connection')))
  }

  ask(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#done = resolve
      this.#failed = reject
      this.#socket.write(this.#request)
    })
  }

  end(): void {
    this.#failed = undefined
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    if (this.#left > 0 || this.#isChunked) return this.#readBody(chunk)
    const head = this.#head ? Buffer.concat([this.#head, chunk]) : chunk
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return void (this.#head = head)
    this.#head = undefined
    this.#begin(head.toString('latin1', 0, end))
    this.#readBody(head.subarray(end + 4))
  }

  #begin(head: string): void {
    if (!head.startsWith('HTTP/1.1 200')) return this.#failed?.(new Error(head.slice(0, 40)))
    const length = /^content-length: (\d+)/im.exec(head)?.[1]
    this.#isChunked = length === undefined
    this.#left = Number(length ?? 0)
  }

  #readBody(chunk: Buffer): void {
    this.#left -= this.#isChunked ? 0 : chunk.length
    // The last chunk is written on its own or at the end of another: the terminator ends the last buffer.
    const isOver = this.#isChunked ? chunk.subarray(-5).equals(lastChunk) : this.#left <= 0
    if (!isOver) return
    this.#isChunked = false
    this.#left = 0
    this.#done?.()
  }
}

const lastChunk = Buffer.from('0\r\n\r\n')

export interface Target {
  readonly port: number
  readonly path: string
  readonly token?: string
}

export const requestText = ({ path, token }: Target): string =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${token === undefined ? '' : `Authorization: Bearer ${token}\r\n`}Accept: application/fhir+json\r\n\r\n`

/** Answers a second over about so many milliseconds. Rejects where an answer is not a 200. */
export type Load = (ms: number) => Promise<number>

/** Each run has connections of its own: servers close those that were idle while others had their turn. */
export function loadOf(target: Target, connections: number): Load {
  const request = Buffer.from(requestText(target))
  return async (ms) => {
    const open = Array.from({ length: connections }, () => new Connection(target.port, request))
    const started = performance.now()
    let answers = 0
    const ask = async (connection: Connection): Promise<void> => {
      for (; performance.now() - started < ms; answers++) await connection.ask()
    }
    await Promise.all(open.map(ask))
    const rate = (answers * 1000) / (performance.now() - started)
    for (const connection of open) connection.end()
    return rate
  }
}

/** One answer read to its end and thrown away: milliseconds until its first byte and its last, and its bytes. */
export async function download({ port, path, token }: Target): Promise<{ first: number; last: number; bytes: number }> {
  const started = performance.now()
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  if (response.status !== 200 || !response.body)
    throw new Error(`${response.status} for ${path}: ${await response.text()}`)
  let [first, bytes] = [0, 0]
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    first ||= performance.now() - started
    bytes += chunk.length
  }
  return { first, last: performance.now() - started, bytes }
}
