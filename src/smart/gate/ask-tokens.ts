/** A token request -> what the provider gives for it, and what the store is told of that. https://www.rfc-editor.org/rfc/rfc6749#section-5 */
import type { Request, Response } from 'express'
import { ProviderFault } from '../../auth/provider-fault.ts'
import type { IssuedTokens, Redeemed } from '../store/model.ts'
import type { UpstreamAnswer, UpstreamRequest } from '../upstream/forward.ts'
import type { Door, DoorRealm } from './door.ts'
import { printParameters, type Parameters } from './parameters.ts'
import { paths } from './path.ts'
import { onwardHeaders } from './relay.ts'
import { readIssued, type Issued } from './token-response.ts'

/** A token request with what it wants exchanged. */
export interface TokenRequest {
  readonly door: Door
  readonly realm: DoorRealm
  readonly request: Request
  readonly response: Response
  readonly parameters: Parameters
  readonly handed: Redeemed
}

/** What an app is answered. */
export interface TokenAnswer {
  readonly status: 200
  readonly headers: UpstreamAnswer['headers']
  readonly json: Readonly<Record<string, unknown>>
}

/** Of an endpoint for apps: it is there, and it works. Other answers are no word for an app. Throws for them. */
export function expectWell(path: string, { status }: UpstreamAnswer): void {
  if (status < 500 && status !== 404) return
  const text = `The provider answers ${path} with status ${status}: is frontDoor.provider its address, and the realm there?`
  throw new ProviderFault(text, undefined)
}

/** Rejects for answers that are no word for an app, as when there is none. */
export async function forwardToProvider({ upstream }: Door, request: UpstreamRequest): Promise<UpstreamAnswer> {
  const answer = await upstream.forward(request)
  expectWell(request.path, answer)
  return answer
}

/** A form at one of the provider's endpoints for apps, with the headers that the app sent. */
export const forwardForm = (door: Door, realm: DoorRealm, path: string, request: Request, parameters: Parameters) =>
  forwardToProvider(door, {
    method: 'POST',
    path: `/realms/${realm.name}${path}`,
    headers: { ...onwardHeaders(request), 'content-type': 'application/x-www-form-urlencoded' },
    body: printParameters(parameters),
  })

export const forwardToken = (
  door: Door,
  realm: DoorRealm,
  request: Request,
  parameters: Parameters,
): Promise<UpstreamAnswer> => forwardForm(door, realm, paths.token, request, parameters)

/** Undefined for a refusal, which is the provider's to word. Throws for tokens that could not be known again: they are not given out. */
export function issuedIn({ status, body }: UpstreamAnswer): Issued | undefined {
  if (status !== 200) return undefined
  const issued = readIssued(body.toString())
  if (issued === undefined) throw new Error('the provider gave a token that is no JWT with an id')
  return issued
}

const day = 86_400

/** What the store is told of new tokens. */
export const tokensOf = ({ settings }: Door, issued: Issued): IssuedTokens => ({
  jti: issued.claims.jti,
  accessSeconds: issued.accessSeconds,
  ...(issued.refreshToken !== undefined && {
    refreshToken: issued.refreshToken,
    refreshSeconds: issued.refreshSeconds ?? settings.lifetimes.refreshTokenDays * day,
  }),
})

/** The scope of the access token: where a refresh asked for less, the response of Keycloak still names the whole grant. */
export const scopeOf = ({ body, claims }: Issued): string => String(claims['scope'] ?? body['scope'] ?? '')
