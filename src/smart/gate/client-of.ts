/** A token request -> the client that it says to come from. The provider checks that it does. https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
import type { Request } from 'express'
import { decodeToken, textClaim } from '../../auth/decode.ts'
import type { Parameters } from './parameters.ts'

function basicClient(authorization: string): string | undefined {
  const [, credentials = ''] = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization) ?? []
  const [id = ''] = Buffer.from(credentials, 'base64').toString().split(':')
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const assertedClient = (assertion: string): string | undefined => textClaim(decodeToken(assertion)?.payload, 'sub')

/** Whether it says anything of where it comes from; SMART's refresh of a public app does not. */
export const namesClient = ({ headers }: Request, parameters: Parameters): boolean =>
  headers.authorization !== undefined || parameters.has('client_assertion') || parameters.has('client_id')

/** All that it says, by whichever way. */
export function namedClients({ headers: { authorization } }: Request, parameters: Parameters): ReadonlySet<string> {
  const assertion = parameters.get('client_assertion')
  const named = [
    authorization === undefined ? undefined : basicClient(authorization),
    assertion === undefined ? undefined : assertedClient(assertion),
    parameters.get('client_id'),
  ]
  return new Set(named.filter((each) => each !== undefined))
}

/** Undefined when it says nothing, or several things that differ. */
export function requestClient(request: Request, parameters: Parameters): string | undefined {
  const [first, ...others] = namedClients(request, parameters)
  return others.length === 0 ? first : undefined
}
