/** A revocation request -> the provider's answer; then the gate forgets what the token was worth. https://www.rfc-editor.org/rfc/rfc7009 */
import type { Request, Response } from 'express'
import { decodeToken, textClaim } from '../../auth/decode.ts'
import { forwardToProvider } from './ask-tokens.ts'
import type { Door, DoorRealm } from './door.ts'
import { printParameters, readParameters } from './parameters.ts'
import { paths } from './path.ts'
import { Refusal } from './refusal.ts'
import { onwardHeaders, sendAnswer } from './relay.ts'

async function forget({ store }: Door, token: string): Promise<void> {
  await store.endByRefreshToken(token)
  const id = textClaim(decodeToken(token)?.payload, 'jti')
  if (id !== undefined) await store.endTokenId(id)
}

export async function revoke(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const parameters = readParameters(String(request.body ?? ''))
  const token = parameters?.get('token')
  if (parameters === undefined || token === undefined)
    throw new Refusal('invalid_request', 'the request has to be a form with a token')
  const answer = await forwardToProvider(door, {
    method: 'POST',
    path: `/realms/${realm.name}${paths.revocation}`,
    headers: { ...onwardHeaders(request), 'content-type': 'application/x-www-form-urlencoded' },
    body: printParameters(parameters),
  })
  // Only the client that a token was given to may end it: the provider has checked that.
  if (answer.status === 200) await forget(door, token)
  sendAnswer(response, answer)
}
