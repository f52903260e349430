/** The provider's answer to the gate's own sign-in -> who the person is, and what to ask them. */
import type { Request, Response } from 'express'
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { loadInteraction, saveInteraction } from './cookies.ts'
import type { Door, DoorRealm } from './door.ts'
import { finish } from './finish.ts'
import type { Interaction } from './interaction.ts'
import { PageRefusal, Refusal, type ErrorCode } from './refusal.ts'
import { decide, type Known, type Step } from './steps.ts'
import { targetOf, tellApp } from './tell-app.ts'

const known: readonly ErrorCode[] = [
  'invalid_request',
  'login_required',
  'interaction_required',
  'access_denied',
  'temporarily_unavailable',
]

/** What a person brings about by going back, or with an address that is not from here: the provider and the gate are well. */
const isStale = (error: unknown): boolean =>
  error instanceof ClientError || (error instanceof ResponseBodyError && error.error === 'invalid_grant')

/** What the provider says of the person is said to the app, in its words. What it says of the gate, or does not say, is thrown as it is: 503. */
function toRefusal(error: unknown): unknown {
  const code = error instanceof AuthorizationResponseError ? known.find((each) => each === error.error) : undefined
  if (code === 'invalid_request')
    return new Refusal(code, 'the sign-in refuses one of prompt, max_age, login_hint, ui_locales, acr_values')
  if (code !== undefined) return new Refusal(code, 'the user was not signed in')
  if (isStale(error)) return new PageRefusal('server_error', 'The sign-in could not be finished.', 'expired')
  return error
}

async function signedIn(door: Door, realm: DoorRealm, url: URL, interaction: Interaction): Promise<Known> {
  if (interaction.person !== undefined) return { ...interaction, person: interaction.person }
  const start = { ...interaction.signIn, state: interaction.id }
  const subject = await realm.signIn.finish(url, start).catch((error: unknown) => {
    throw toRefusal(error)
  })
  const person = await door.directory.person(realm.name, subject)
  if (person === undefined) throw new Refusal('access_denied', 'the account is not active')
  return { ...interaction, person }
}

const asksFor = ({ kind }: Step): ErrorCode => (kind === 'consent' ? 'consent_required' : 'interaction_required')

export const askUrl = (door: Door, { realm, id }: Interaction): string =>
  `${door.settings.publicUrl}/realms/${realm}/gate/ask?i=${id}`

/** To the next page, or where nothing is left to ask, to the app. */
export async function goOn(
  door: Door,
  realm: DoorRealm,
  interaction: Known,
  request: Request,
  response: Response,
): Promise<void> {
  const client = await door.directory.client(realm.name, interaction.request.client)
  if (client === undefined) throw new PageRefusal('invalid_client', 'The app is not registered here any more.')
  const { interaction: next, step } = await decide(door, realm, client, interaction)
  if (step.kind === 'done') return finish(door, realm, client, next, next.request.scopes, [request, response])
  if (next.request.isSilent) throw new Refusal(asksFor(step), 'the user has to be asked')
  await saveInteraction(door, next, response)
  response.set('Cache-Control', 'no-store').redirect(303, askUrl(door, next))
}

export async function callback(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const url = new URL(request.originalUrl, door.settings.publicUrl)
  const interaction = await loadInteraction(door, realm.name, url.searchParams.get('state') ?? '', request)
  await tellApp(door, realm, targetOf(interaction.request), [request, response], async () =>
    goOn(door, realm, await signedIn(door, realm, url, interaction), request, response),
  )
}
