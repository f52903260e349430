/** A statement -> its rows as COPY's text, untouched: as fast as PostgreSQL gives anything. */
import pg from 'pg'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type { Query } from '../../../src/query/query.ts'
import { urlOf } from '../database.ts'

interface Connection {
  readonly stream: Socket
  query(sql: string): void
}

/** Bindings written into the text, for COPY, which takes none. */
const inlined = ({ sql, bindings }: Query): string =>
  sql.replace(/\$(\d+)/g, (_, ordinal) => `'${bindings[Number(ordinal) - 1]!.value.replaceAll("'", "''")}'`)

const copyData = 'd'.charCodeAt(0)
const readyForQuery = 'Z'.charCodeAt(0)

/** Calls `take` with the content of each CopyData message, `end` behind the last message. https://www.postgresql.org/docs/current/protocol-message-formats.html */
function unframe(take: (data: Buffer) => void, end: () => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    while (at + 5 <= data.length) {
      const next = at + 1 + data.readUInt32BE(at + 1)
      if (next > data.length) break
      if (data[at] === copyData) take(data.subarray(at + 5, next))
      if (data[at] === readyForQuery) end()
      at = next
    }
    rest = data.subarray(at)
  }
}

/** COPY of the statement, its text untouched, batched to whole chunks of the socket. */
export async function copy(query: Query, out: Writable): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') })
  await client.connect()
  const { connection } = client as unknown as { readonly connection: Connection }
  const { stream } = connection
  const parts: Buffer[] = []
  let isOver = false
  const read = unframe(
    (data) => parts.push(data),
    () => (isOver = true),
  )
  stream.removeAllListeners('data')
  stream.on('data', (chunk: Buffer) => {
    read(chunk)
    const isRoomy = parts.length === 0 || out.write(Buffer.concat(parts.splice(0)))
    if (isOver) return void (out.end(), stream.destroy())
    if (isRoomy) return
    stream.pause()
    out.once('drain', () => stream.resume())
  })
  client.on('error', () => undefined)
  connection.query(`COPY (${inlined(query)}) TO STDOUT`)
}
