/** An app's authorization request -> the way through the provider's sign-in, or an error. https://hl7.org/fhir/smart-app-launch/app-launch.html */
import type { Request, Response } from 'express'
import { checkRequest, identify, isForProvider } from './authorize-checks.ts'
import { beginInteraction } from './cookies.ts'
import type { Door, DoorRealm } from './door.ts'
import { newInteraction } from './interaction.ts'
import { readParameters, wordsOf, type Parameters } from './parameters.ts'
import { PageRefusal } from './refusal.ts'
import { onwardHeaders, relay } from './relay.ts'
import { tellApp, type Target } from './tell-app.ts'

const queryOf = (url: string): string => url.split(/\?(.*)/s)[1] ?? ''

/** GET and POST are the same: https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest */
const textOf = (request: Request): string =>
  request.method === 'POST' ? String(request.body ?? '') : queryOf(request.originalUrl)

/** What of the app's request is about the sign-in, which comes first and is the gate's own. Consent is always asked anyway. */
function signInParameters(parameters: Parameters): Readonly<Record<string, string>> {
  const prompts = wordsOf(parameters.get('prompt')).filter((each) => each === 'none' || each === 'login')
  const kept = ['login_hint', 'max_age', 'ui_locales', 'acr_values'].flatMap((name) => {
    const value = parameters.get(name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), ...(prompts.length > 0 && { prompt: prompts.join(' ') }) }
}

function targetOf(parameters: Parameters, client: string, redirectUri: string): Target {
  const [state, responseMode] = [parameters.get('state'), parameters.get('response_mode')]
  return {
    client,
    redirectUri,
    ...(state !== undefined && { state }),
    ...(responseMode !== undefined && { responseMode }),
  }
}

async function passOn(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const isPost = request.method === 'POST'
  const forward = {
    method: isPost ? 'POST' : 'GET',
    path: request.originalUrl,
    headers: onwardHeaders(request),
    ...(isPost && { body: String(request.body ?? '') }),
  } as const
  await relay(door, realm.name, forward, response)
}

export async function authorize(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const parameters = readParameters(textOf(request))
  const isMixed = request.method === 'POST' && queryOf(request.originalUrl) !== ''
  if (parameters === undefined || isMixed)
    throw new PageRefusal('invalid_request', 'The app sends a parameter twice, or more than is read.')
  if (isForProvider(door, parameters)) return passOn(door, realm, request, response)
  const identified = await identify(door, realm, parameters)
  const target = targetOf(parameters, identified.client.id, identified.redirectUri)
  await tellApp(door, realm, target, [request, response], async () => {
    const asked = await checkRequest(door, realm, identified, parameters)
    const interaction = newInteraction(realm.name, asked, parameters.get('ui_locales'))
    await beginInteraction(door, interaction, request, response)
    const start = { ...interaction.signIn, state: interaction.id }
    const url = await realm.signIn.url(start, signInParameters(parameters))
    response.set('Cache-Control', 'no-store').redirect(303, url.href)
  })
}
