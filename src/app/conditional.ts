/** A resource's text -> the validators of its answer, and a poller's conditions -> whether that is news to it. https://hl7.org/fhir/R4/http.html#cond-read */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer, Headers } from './answer.ts'

interface Meta {
  readonly versionId?: string
  readonly lastUpdated?: string
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** Weak: compressed, indented or not, it is the same. */
const weak = (version: string): string => `W/"${version}"`

/** In the future it would be no date to ask by. https://www.rfc-editor.org/rfc/rfc9110#section-8.8.2.1 */
function modifiedOf(lastUpdated: string | undefined): string | undefined {
  const at = new Date(lastUpdated ?? '')
  return Number.isNaN(at.getTime()) || at.getTime() > Date.now() ? undefined : at.toUTCString()
}

/** `modified`: an instant, of which whole seconds count. */
export function withVersion(answer: Answer, version: string, modified: string | undefined): Answer {
  const at = modifiedOf(modified)
  const headers = { ...answer.headers, ETag: weak(version), ...(at !== undefined && { 'Last-Modified': at }) }
  return { ...answer, headers }
}

/**
 * Both follow from the row as it is served and from nothing else, so that every replica says the same of it: the version is the one in `meta`, or else
 * stands for the text; the date is that of `meta`, in whole seconds.
 */
export function withValidators(answer: Answer): Answer {
  if (typeof answer.body !== 'string') return answer
  const { meta } = JSON.parse(answer.body) as { readonly meta?: Meta }
  return withVersion(answer, meta?.versionId ?? hashOf(answer.body), meta?.lastUpdated)
}

/** The bytes are not read for it: their number and the row stand for them, in both forms. */
export function binaryValidators(answer: Answer, { resource, size = 0 }: { resource: string; size?: number }): Answer {
  const { meta } = JSON.parse(resource) as { readonly meta?: Meta }
  const modified = modifiedOf(meta?.lastUpdated)
  if (modified === undefined) return answer
  const tag = weak(hashOf(`${resource} ${size} ${String(answer.headers['Content-Type'])}`))
  return { ...answer, headers: { ...answer.headers, ETag: tag, 'Last-Modified': modified } }
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '')

const isListed = (list: string, tag: string): boolean =>
  list.trim() === '*' || list.split(/,(?=\s*(?:W\/)?")/).some((each) => opaque(each) === opaque(tag))

function isSince(since: string, modified: string): boolean {
  const [asked, found] = [Date.parse(since), Date.parse(modified)]
  return !Number.isNaN(asked) && found <= asked
}

/**
 * Whether the client has what the answer would say. A tag counts before a date. `Cache-Control: no-cache` beside it changes nothing: browsers send it
 * along with every condition of a page's own. https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 */
export function isKnown(asked: IncomingHttpHeaders, headers: Headers): boolean {
  const { ETag: tag, 'Last-Modified': modified } = headers
  const list = asked['if-none-match']
  if (list !== undefined) return tag !== undefined && isListed(list, String(tag))
  const since = asked['if-modified-since']
  return since !== undefined && modified !== undefined && isSince(since, String(modified))
}

const ofBody = ['content-type', 'content-length']

/** What is left of an answer that is known. https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5 */
export const notModified = ({ headers }: Answer): Answer => ({
  status: 304,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !ofBody.includes(name.toLowerCase()))),
  body: '',
})
