/** Express's request and response -> the Call that the interactions see. */
import type { Request } from 'express'
import { Problem } from '../fhir/problem.ts'
import type { Call, FhirCall } from './call.ts'
import type { AppResponse } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { baseUrl, rootUrl, type SurfaceSettings } from './settings.ts'

const queryOf = (url: string): string => {
  const mark = url.indexOf('?')
  return mark < 0 ? '' : url.slice(mark + 1)
}

/** The text of the form that `readForm` left. A body of another media type it does not read, nor may it be passed over. */
function formOf({ method, body, headers }: Request): string | undefined {
  if (typeof body === 'string') return body
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (method !== 'POST' || !hasBody) return undefined
  const hint = 'Send it as application/x-www-form-urlencoded.'
  throw new Problem('parse-media-type', 'The body of a search is not a form.', { hint })
}

/** Throws `parse-media-type` for a POST whose body is no form. */
export const toCall = (gateway: Gateway, request: Request, response: AppResponse): Call => ({
  gateway,
  method: request.method,
  query: queryOf(request.url),
  headers: request.headers,
  form: formOf(request),
  exchange: response.locals.exchange,
})

/** Throws `parse-media-type` for a POST whose body is no form. */
export function toFhirCall(
  gateway: Gateway,
  surface: SurfaceSettings,
  request: Request,
  response: AppResponse,
): FhirCall {
  const { organization, type = '', id = '' } = request.params as Readonly<Record<string, string>>
  return {
    ...toCall(gateway, request, response),
    surface,
    organization,
    base: baseUrl(gateway.settings, surface, organization),
    type,
    resourceId: id,
  }
}

/** Of no organization. Throws `parse-media-type` for a POST whose body is no form. */
export function toRootCall(
  gateway: Gateway,
  surface: SurfaceSettings,
  request: Request,
  response: AppResponse,
): FhirCall {
  const call = toFhirCall(gateway, surface, request, response)
  return { ...call, organization: undefined, base: rootUrl(gateway.settings, surface) }
}
