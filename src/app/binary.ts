/** The id of a Binary -> its bytes in their own media type, or the resource with them inside. https://hl7.org/fhir/R4/binary.html#rest */
import { notFound } from '../plan/read.ts'
import { planContent } from '../plan/content.ts'
import { readContents, type Bytes, type Contents } from '../search/content/contents.ts'
import { fhirJson, type Answer } from './answer.ts'
import { rangeOf, type ByteRange } from './byte-range.ts'
import type { FhirCall } from './call.ts'
import { binaryValidators, isKnown } from './conditional.ts'
import { authorize, planContext } from './context.ts'
import { signalOf } from './exchange.ts'
import { awaitFirst } from './first-chunk.ts'
import { namesJson } from './negotiate.ts'
import { runStage } from './stages.ts'

/** Nothing in a document may run, load or frame, wherever it is opened; it is offered to be kept, under no name of a patient's. */
const harmless = {
  'Content-Disposition': 'attachment',
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
}

const mediaType = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*(?: *; *[\w-]+=(?:[\w.+-]+|"[\w .+-]*"))*$/i

/** A text is given in UTF-8, whatever it was stored in. */
function typeOf(resource: string, isText: boolean): string {
  const { contentType } = JSON.parse(resource) as { readonly contentType?: string }
  if (contentType === undefined || !mediaType.test(contentType)) return 'application/octet-stream'
  return isText && /^text\/[^;]+$/i.test(contentType) ? `${contentType}; charset=utf-8` : contentType
}

async function* cut(bytes: Bytes, length: number): AsyncGenerator<Buffer, void> {
  let left = length
  for await (const part of bytes) {
    yield part.length > left ? part.subarray(0, left) : part
    left -= part.length
    if (left <= 0) return
  }
}

const sizesOf = (size: number | undefined): Answer['headers'] =>
  size === undefined ? { 'Accept-Ranges': 'none' } : { 'Accept-Ranges': 'bytes', 'Content-Length': size }

async function part({ bytes, size = 0 }: Contents, { start, end }: ByteRange, answer: Answer): Promise<Answer> {
  const length = end - start + 1
  const headers = {
    ...answer.headers,
    'Content-Length': length,
    'Content-Range': `bytes ${start}-${end}/${size}`,
  }
  return { ...answer, status: 206, headers, bytes: async () => cut(await bytes(start), length) }
}

function unsatisfied({ size = 0 }: Contents, { headers }: Answer): Answer {
  const { 'Content-Length': _, ...others } = headers
  return { status: 416, headers: { ...others, 'Content-Range': `bytes */${size}` }, body: '' }
}

function asBytes(call: FhirCall, contents: Contents): Promise<Answer> | Answer {
  const { size, bytes } = contents
  const type = typeOf(contents.resource, contents.isText)
  const headers = { 'Content-Type': type, ...harmless, ...sizesOf(size) }
  const answer = binaryValidators({ status: 200, headers, body: '', bytes: () => bytes() }, contents)
  const range = size === undefined ? undefined : rangeOf(call.headers, size, answer.headers)
  if (range === undefined || isKnown(call.headers, answer.headers)) return answer
  return range === 'unsatisfiable' ? unsatisfied(contents, answer) : part(contents, range, answer)
}

/** Bytes that are no whole number of threes wait for the next part. */
async function* inBase64(bytes: Bytes): AsyncGenerator<string, void> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const part of bytes) {
    const all = rest.length === 0 ? part : Buffer.concat([rest, part])
    const whole = all.length - (all.length % 3)
    rest = all.subarray(whole)
    yield all.subarray(0, whole).toString('base64')
  }
  yield rest.toString('base64')
}

/** Of no bytes there is no data. https://hl7.org/fhir/R4/datatypes.html#base64Binary */
async function* withData({ resource, bytes }: Contents): AsyncGenerator<string, void> {
  let isBegun = false
  for await (const part of inBase64(await bytes())) {
    if (part !== '' && !isBegun) yield `${resource.slice(0, -1)},"data":"`
    isBegun ||= part !== ''
    yield part
  }
  yield isBegun ? '"}' : resource
}

async function asResource({ headers }: FhirCall, contents: Contents): Promise<Answer> {
  const plain = { 'Content-Type': fhirJson, 'Cache-Control': 'no-store' }
  const answer = binaryValidators({ status: 200, headers: plain, body: contents.resource }, contents)
  if (contents.size === 0 || isKnown(headers, answer.headers)) return answer
  return { ...answer, body: await awaitFirst(withData(contents)) }
}

/** Throws `plan-not-found` for what is not there, belongs to what is not there, or is out of reach. */
export async function binary(call: FhirCall): Promise<Answer> {
  const { gateway, exchange, resourceId } = call
  const { stages } = exchange
  exchange.type = 'Binary'
  const grant = await runStage(stages, 'auth', () => authorize(call))
  const plan = runStage(stages, 'plan', () => planContent(resourceId, planContext(call, grant)))
  const contents = await runStage(stages, 'rows', () => readContents(plan, gateway.database, signalOf(exchange)))
  if (contents === undefined) throw notFound('Binary')
  return namesJson(call) ? asResource(call, contents) : asBytes(call, contents)
}
