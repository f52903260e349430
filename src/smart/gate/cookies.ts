/** An interaction's cookie: its name, and how long and where the browser keeps it. */
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import type { Door } from './door.ts'
import { interactionSeconds, openInteraction, sealInteraction, type Interaction } from './interaction.ts'
import { PageRefusal, Refusal } from './refusal.ts'

const isSecure = ({ settings }: Door): boolean => settings.publicUrl.startsWith('https:')

const nameOf = (door: Door, id: string): string => `${isSecure(door) ? '__Secure-' : ''}portico_${id}`

/** `Lax`: a form of another site comes without it, the provider's redirects come with it. */
const attributesOf = (door: Door, realm: string) =>
  ({ httpOnly: true, sameSite: 'lax', secure: isSecure(door), path: `/realms/${realm}/gate` }) as const

/** Rejects with a {@link Refusal} when the app asks for more than a browser can keep. */
export async function saveInteraction(door: Door, interaction: Interaction, response: Response): Promise<void> {
  const value = await sealInteraction(door.seal, interaction)
  if (value === undefined) throw new Refusal('invalid_request', 'the request is too long: ask with fewer scopes')
  const attributes = attributesOf(door, interaction.realm)
  const name = nameOf(door, interaction.id)
  response.append('Set-Cookie', stringifySetCookie({ name, value, maxAge: interactionSeconds, ...attributes }))
}

export function forgetInteraction(door: Door, { id, realm }: Interaction, response: Response): void {
  const attributes = attributesOf(door, realm)
  response.append('Set-Cookie', stringifySetCookie({ name: nameOf(door, id), value: '', maxAge: 0, ...attributes }))
}

const gone = (): PageRefusal =>
  new PageRefusal('invalid_request', 'This sign-in has ended, or began in another browser.', 'expired')

/** Rejects with a {@link PageRefusal} when this browser has no such interaction. */
export async function loadInteraction(door: Door, realm: string, id: string, request: Request): Promise<Interaction> {
  if (!/^[A-Za-z0-9_-]{12}$/.test(id)) throw gone()
  const text = parseCookie(request.headers.cookie ?? '')[nameOf(door, id)]
  const interaction = text === undefined ? undefined : await openInteraction(door.seal, text, realm, id)
  if (interaction === undefined) throw gone()
  return interaction
}
