/** What was decided -> the provider's own authorization, by which the app gets its code, or its error. */
import type { Request, Response } from 'express'
import type { GrantContext } from '../model.ts'
import type { Door, DoorRealm } from './door.ts'
import type { AppRequest } from './interaction.ts'
import { printParameters } from './parameters.ts'
import { paths } from './path.ts'
import { Refusal } from './refusal.ts'
import { onwardHeaders, relay } from './relay.ts'
import { sealPassage } from './state.ts'

const authorizationPath = (realm: DoorRealm): string => `/realms/${realm.name}${paths.authorization}`

/** The browser's own headers, its cookies above all: they tell the provider who is signed in. */
const formHeaders = (request: Request): Record<string, string> => {
  const { origin: _, referer: __, ...headers } = onwardHeaders(request)
  return { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
}

type Target = Pick<AppRequest, 'client' | 'redirectUri' | 'state'>

const passageOf = (realm: DoorRealm, { client, redirectUri, state }: Target) => ({
  realm: realm.name,
  client,
  redirectUri,
  ...(state !== undefined && { state }),
})

/** Keycloak passes over a longer one without a word. */
const longestSealed = 3_900

/** Scopes that were granted, and no others, with a state that only comes back through the gate. */
export async function sendToApp(
  door: Door,
  realm: DoorRealm,
  asked: AppRequest,
  granted: { readonly scopes: readonly string[]; readonly context: GrantContext },
  request: Request,
  response: Response,
): Promise<void> {
  const state = await sealPassage(door.seal, { ...passageOf(realm, asked), context: granted.context })
  if (state.length > longestSealed)
    throw new Refusal('invalid_request', 'state and the context of the launch are too long together')
  const body = printParameters({
    ...asked.onward,
    response_type: 'code',
    client_id: asked.client,
    redirect_uri: asked.redirectUri,
    scope: granted.scopes.join(' '),
    state,
    // The provider has a consent of its own, which may not be asked either.
    ...(asked.isSilent && { prompt: 'none' }),
  })
  const forward = { method: 'POST', path: authorizationPath(realm), headers: formHeaders(request), body } as const
  await relay(door, realm.name, forward, response)
}

/** No realm has it, so the provider sends the browser back to the app with an error, once it has checked the app and its address itself. */
const impossibleScope = 'portico/refused'

/** Tells the app why not. An address that the provider does not take for the app's own is answered by a page of the provider's. */
export async function refuseToApp(
  door: Door,
  realm: DoorRealm,
  asked: Target & { readonly responseMode?: string },
  { code, message }: Refusal,
  request: Request,
  response: Response,
): Promise<void> {
  const error = { code, description: message }
  const state = await sealPassage(door.seal, { ...passageOf(realm, asked), error })
  const mode = asked.responseMode === 'fragment' ? { response_mode: 'fragment' } : {}
  const body = printParameters({
    ...mode,
    response_type: 'code',
    client_id: asked.client,
    redirect_uri: asked.redirectUri,
    scope: impossibleScope,
    state,
    // Of any form: without it a client that needs PKCE would be told that instead.
    code_challenge: 'portico-refused-portico-refused-portico-ref',
    code_challenge_method: 'S256',
  })
  const headers = formHeaders(request)
  // Whoever is signed in must not be granted anything here.
  const { cookie: _, ...anonymous } = headers
  const forward = { method: 'POST', path: authorizationPath(realm), headers: anonymous, body } as const
  await relay(door, realm.name, forward, response)
}
