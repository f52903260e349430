/** What no gateway can beat: bare node:http, with a statement read raw and a body that is there already; or a table piped untouched. */
import type { ServerResponse } from 'node:http'
import type { Query } from '../../../src/query/query.ts'
import type { Engine } from '../row.ts'
import { copy } from './copy.ts'
import { serve, task } from './serve.ts'
import { iterate, reader } from './statement.ts'

/** `fixed`: a body of `bytes` for each request, after its statement where there is one. `stream`: the rows themselves. */
export interface FloorTask {
  readonly engine: Engine
  readonly kind: 'fixed' | 'stream'
  readonly query?: Query
  readonly bytes: number
}

const { engine, kind, query, bytes } = task<FloorTask>()
const headers = { 'Content-Type': 'application/fhir+json; charset=utf-8', 'Content-Length': bytes }

if (kind === 'stream' && query) {
  serve((_, response) => void (engine === 'postgres' ? copy(query, response) : response.end(`${iterate(query)}`)))
} else {
  const body = 'x'.repeat(bytes)
  const read = query ? await reader(engine, query) : undefined
  const answer = async (response: ServerResponse): Promise<void> => {
    await read?.()
    response.writeHead(200, headers).end(body)
  }
  serve((_, response) => void answer(response))
}
