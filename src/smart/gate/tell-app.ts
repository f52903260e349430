/** What goes wrong on the way to a code -> an error that the app is told, in place of the code. */
import type { Request, Response } from 'express'
import { Problem } from '../../fhir/problem.ts'
import type { Door, DoorRealm } from './door.ts'
import type { AppRequest } from './interaction.ts'
import { PageRefusal, Refusal } from './refusal.ts'
import { refuseToApp } from './to-app.ts'

/** The legacy database or the store that does not answer is nothing the app can mend, but it may try again. */
function toRefusal(error: unknown): Refusal | undefined {
  if (error instanceof PageRefusal) return undefined
  if (error instanceof Refusal) return error
  if (!(error instanceof Problem) || error.status < 500) return undefined
  return new Refusal('temporarily_unavailable', 'the server cannot answer now; try again in a moment')
}

export interface Target extends Pick<AppRequest, 'client' | 'redirectUri' | 'state'> {
  readonly responseMode?: string
}

export const targetOf = ({ client, redirectUri, state, onward }: AppRequest): Target => ({
  client,
  redirectUri,
  ...(state !== undefined && { state }),
  ...(onward['response_mode'] !== undefined && { responseMode: onward['response_mode'] }),
})

/** Does the work. Rejects with what is not for the app. */
export async function tellApp(
  door: Door,
  realm: DoorRealm,
  target: Target,
  [request, response]: readonly [Request, Response],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal === undefined || response.headersSent) throw error
    response.locals['refusal'] = refusal.code
    await refuseToApp(door, realm, target, refusal, request, response)
  }
}
