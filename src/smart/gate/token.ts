/** A token request -> the provider's answer with the context of its grant, or a refusal: what has no context gets no token. https://hl7.org/fhir/smart-app-launch/app-launch.html#obtain-access-token */
import type { Request, Response } from 'express'
import type { Redeemed } from '../store/model.ts'
import { forwardToken, issuedIn, scopeOf, tokensOf } from './ask-tokens.ts'
import { namedClients, requestClient } from './client-of.ts'
import type { Door, DoorRealm } from './door.ts'
import { exchange } from './exchange.ts'
import { sendJson } from './json.ts'
import { grantForClient, grantForPassword, withKnownScopes } from './own-grants.ts'
import { readParameters, type Parameters } from './parameters.ts'
import { Refusal } from './refusal.ts'
import { copyHeaders, sendAnswer } from './relay.ts'
import { contextMembers } from './token-response.ts'

type GrantType = 'authorization_code' | 'refresh_token' | 'client_credentials' | 'password'

function grantTypeOf(door: Door, parameters: Parameters): GrantType {
  const type = parameters.get('grant_type')
  if (type === undefined) throw new Refusal('invalid_request', 'grant_type is missing')
  if (type === 'authorization_code' || type === 'refresh_token' || type === 'client_credentials') return type
  if (type === 'password' && door.settings.passwordGrant) return type
  throw new Refusal(
    'unsupported_grant_type',
    'grant_type has to be authorization_code, refresh_token or client_credentials',
  )
}

function handedIn(type: 'authorization_code' | 'refresh_token', parameters: Parameters): Redeemed {
  const [kind, name] = type === 'refresh_token' ? (['refresh', 'refresh_token'] as const) : (['code', 'code'] as const)
  const value = parameters.get(name)
  if (value === undefined) throw new Refusal('invalid_request', `${name} is missing`)
  return { kind, value }
}

/** A client for itself, or for a person whose password it has: the grant begins with the tokens. */
async function begin(
  door: Door,
  realm: DoorRealm,
  type: 'client_credentials' | 'password',
  parameters: Parameters,
  [request, response]: readonly [Request, Response],
): Promise<void> {
  const asked = await withKnownScopes(door, realm, type, parameters, requestClient(request, parameters))
  const answer = await forwardToken(door, realm, request, asked)
  const issued = issuedIn(answer)
  if (issued === undefined) return sendAnswer(response, answer)
  const make = type === 'password' ? grantForPassword : grantForClient
  const context = await make(door, realm, issued, parameters)
  await door.store.addGrant(context, tokensOf(door, issued))
  copyHeaders(response, answer.headers)
  const members = contextMembers(context.launch, scopeOf(issued), door.settings.smartVersion)
  sendJson(response, 200, { ...issued.body, scope: scopeOf(issued), ...members })
}

const isForm = (request: Request): boolean => request.is('application/x-www-form-urlencoded') !== false

/** Rejects with a {@link Refusal}. */
export async function token(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const parameters = isForm(request) ? readParameters(String(request.body ?? '')) : undefined
  if (parameters === undefined)
    throw new Refusal('invalid_request', 'the request has to be a form with each parameter once')
  // Its secret is for the inside: a token for it would read every account and client, and nobody outside has a use for it.
  if (namedClients(request, parameters).has(door.settings.client.id))
    throw new Refusal('invalid_client', 'this client gets no tokens here', 401)
  if (requestClient(request, parameters) === 'account-console')
    return sendAnswer(response, await forwardToken(door, realm, request, parameters))
  const type = grantTypeOf(door, parameters)
  if (type === 'client_credentials' || type === 'password')
    return begin(door, realm, type, parameters, [request, response])
  const answer = await exchange({ door, realm, request, response, parameters, handed: handedIn(type, parameters) })
  if (!('json' in answer)) return sendAnswer(response, answer)
  copyHeaders(response, answer.headers)
  sendJson(response, 200, answer.json)
}
