/** What an interaction gives back: an HTTP answer as a plain value, whose body is a text or a stream of texts. */

export type Headers = Readonly<Record<string, string | number>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string | AsyncIterable<string>
  /** There where the body is bytes, which go out as they are. Opens them; called at most once. */
  readonly bytes?: () => Promise<AsyncIterable<Uint8Array>>
}

export const fhirJson = 'application/fhir+json; charset=utf-8'

/** Of patients: neither caches nor disks on the way may keep it. */
export const resourceAnswer = (body: Answer['body'], status = 200): Answer => ({
  status,
  headers: { 'Content-Type': fhirJson, 'Cache-Control': 'no-store' },
  body,
})

/** Public and made from what is configured: it may be kept, but must be asked about before it is used again. */
export const publicAnswer = (contentType: string, body: string, status = 200): Answer => ({
  status,
  headers: { 'Content-Type': contentType, 'Cache-Control': 'no-cache' },
  body,
})
