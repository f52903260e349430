/** One request as the interactions see it: plain values, and its exchange: the watch of its stages and the signal that ends with the client. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Exchange } from './exchange.ts'
import type { SurfaceSettings } from './settings.ts'
import type { Gateway } from './gateway.ts'

export interface Call {
  readonly gateway: Gateway
  readonly method: string
  /** As it stood behind the question mark, encoded. */
  readonly query: string
  /** As node gives them: names in lower case, repeated ones joined. */
  readonly headers: IncomingHttpHeaders
  /** The form of a POST, encoded. Undefined where there is none. */
  readonly form: string | undefined
  readonly exchange: Exchange
}

/** A request under the base URL of an organization. */
export interface FhirCall extends Call {
  readonly surface: SurfaceSettings
  /** Of the path; undefined on a base that is for all. */
  readonly organization: string | undefined
  /** The FHIR base URL, without a slash at the end. */
  readonly base: string
  /** The path's resource type as it was written, or ''. */
  readonly type: string
  /** The path's logical id, decoded, or ''. */
  readonly resourceId: string
}
