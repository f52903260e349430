/** Why the gate does not go on: told to the app where it may be, else to the person in front of the browser. */
import type { ErrorKind } from '../pages/texts/texts.ts'

/** https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 and https://openid.net/specs/openid-connect-core-1_0.html#AuthError */
export type ErrorCode =
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'access_denied'
  | 'login_required'
  | 'interaction_required'
  | 'consent_required'
  | 'temporarily_unavailable'
  | 'server_error'

/** Thrown by the gate's checks, caught once in a handler. `message` is for the app's developer or the person; it never holds a value from a row. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly status: number

  constructor(code: ErrorCode, message: string, status = 400) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.status = status
  }
}

/** What cannot be told to an app, since who it is was not established: for the person, on a page of this kind. */
export class PageRefusal extends Refusal {
  readonly kind: ErrorKind

  constructor(code: ErrorCode, message: string, kind: ErrorKind = 'request-wrong', status = 400) {
    super(code, message, status)
    this.name = 'PageRefusal'
    this.kind = kind
  }
}
