/** A server of a few answers, and a way to ask it that changes nothing of them. */
import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { resourceAnswer } from '../../src/app/answer.ts'
import type { FhirCall } from '../../src/app/call.ts'
import { withValidators } from '../../src/app/conditional.ts'
import type { Route } from '../../src/app/route.ts'
import { Problem } from '../../src/fhir/problem.ts'
import { fakeGateway, serve, type Served } from './fake-gateway.ts'

const base = '/api/patients/v1/1'
const oddName = '</code><script>alert(1)</script> "\\" {[,:]} ñ'
export const patient = {
  resourceType: 'Patient',
  id: 'p1',
  meta: { lastUpdated: '2024-05-06T07:08:09.123Z' },
  name: [{ family: oddName }],
  extension: [],
  deceasedBoolean: false,
}
export const text = JSON.stringify(patient)
const entry = JSON.stringify({ resource: { resourceType: 'Observation', note: [{ text: 'x'.repeat(500) }] } })

/** Of the streams: pieces that were asked for, and streams that were let go. */
export const counts = { pulled: 0, released: 0 }

async function* entries(count: number): AsyncGenerator<string> {
  try {
    for (let at = 0; at < count; at++) {
      counts.pulled++
      yield at === 0 ? `{"resourceType":"Bundle","entry":[${entry}` : `,${entry}`
    }
    yield ']}'
  } finally {
    counts.released++
  }
}

/** What the rest of an answer waits for. */
export const gate = { opened: Promise.resolve() }

async function* gated(): AsyncGenerator<string> {
  yield `{"resourceType":"Bundle","entry":[${entry}`
  await gate.opened
  yield ']}'
}

async function* breaking(): AsyncGenerator<string> {
  yield `{"resourceType":"Bundle","entry":[${entry}`
  await wait(20)
  throw new Problem('rows-timeout', 'too slow')
}

const interactions: Readonly<Record<string, Route<FhirCall>['answer']>> = {
  Patient: () => withValidators(resourceAnswer(text)),
  Observation: () => resourceAnswer(entries(40)),
  Encounter: () => resourceAnswer(entries(1_000_000)),
  Goal: () => resourceAnswer(gated()),
  Condition: () => resourceAnswer(breaking()),
  Location: () => {
    throw new Problem('auth-token-missing', 'No <token>.', { challenge: 'Bearer' })
  },
  Organization: () =>
    withValidators(resourceAnswer('{"resourceType":"Organization","id":"o","meta":{"versionId":"7"}}')),
  Group: () =>
    withValidators(resourceAnswer('{"resourceType":"Group","id":"g","meta":{"lastUpdated":"9999-01-01T00:00:00Z"}}')),
}

const answer: Route<FhirCall>['answer'] = (call) => interactions[call.type]?.(call) ?? resourceAnswer('{}')

export const gateway = fakeGateway()
let served: Served | undefined

export const urlOf = (path: string): string => `${served?.url}${base}${path}`

/** One server for all specs that ask. */
export function serveAnswers(): void {
  before(async () => {
    const fhir: Route<FhirCall>[] = [
      { method: 'GET', path: '/:type', answer },
      { method: 'POST', path: '/:type/_search', answer },
    ]
    served ??= await serve(gateway, { fhir })
  })
  after(async () => {
    await served?.close()
    served = undefined
  })
}

export interface Raw {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** As it is on the wire: fetch would decompress, and add headers of its own. */
export function raw(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const asked = request(urlOf(path), { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
      response.on('error', reject)
    })
    asked.on('error', reject).end()
  })
}
