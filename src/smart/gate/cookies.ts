/** An interaction's cookie: its name, and how long and where the browser keeps it. */
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import type { Door } from './door.ts'
import { interactionSeconds, openInteraction, sealInteraction, type Interaction } from './interaction.ts'

import { PageRefusal, Refusal } from './refusal.ts'

const isSecure = ({ settings }: Door): boolean => settings.publicUrl.startsWith('https:')

const nameOf = (door: Door, id: string): string => `${isSecure(door) ? '__Secure-' : ''}portico_${id}`

/** Where the ids of a realm's interactions stand, the oldest first: the cookies themselves are not sent to where new ones begin. */
const listName = (door: Door): string => `${isSecure(door) ? '__Secure-' : ''}portico_open`

/** More would soon be more than a server reads of headers. */
const mostOpen = 5

const idForm = /^[A-Za-z0-9_-]{12}$/

/** What the list says is the browser's word: it names cookies to be forgotten, and nothing else. */
function openIds(door: Door, request: Request): readonly string[] {
  const text = parseCookie(request.headers.cookie ?? '')[listName(door)] ?? ''
  return [...new Set(text.split('.').filter((id) => idForm.test(id)))].slice(-2 * mostOpen)
}

/** `Lax`: a form of another site comes without it, the provider's redirects come with it. */
export const attributesOf = (door: Door, realm: string, below = '/gate') =>
  ({ httpOnly: true, sameSite: 'lax', secure: isSecure(door), path: `/realms/${realm}${below}` }) as const

function writeList(door: Door, realm: string, ids: readonly string[], response: Response): void {
  const cookie = { name: listName(door), value: ids.join('.'), maxAge: ids.length === 0 ? 0 : interactionSeconds }
  response.append('Set-Cookie', stringifySetCookie({ ...cookie, ...attributesOf(door, realm, '') }))
}

function forgetCookie(door: Door, realm: string, id: string, response: Response): void {
  const cookie = { name: nameOf(door, id), value: '', maxAge: 0, ...attributesOf(door, realm) }
  response.append('Set-Cookie', stringifySetCookie(cookie))
}

/** The new one comes last; the oldest of too many goes. */
function listNew(door: Door, { id, realm }: Interaction, request: Request, response: Response): void {
  const all = [...openIds(door, request), id]
  for (const old of all.slice(0, -mostOpen)) forgetCookie(door, realm, old, response)
  writeList(door, realm, all.slice(-mostOpen), response)
}

/** Rejects with a {@link Refusal} when the app asks for more than a browser can keep. */
export async function saveInteraction(door: Door, interaction: Interaction, response: Response): Promise<void> {
  const value = await sealInteraction(door.seal, interaction)
  if (value === undefined) throw new Refusal('invalid_request', 'the request is too long: ask with fewer scopes')
  const attributes = attributesOf(door, interaction.realm)
  const name = nameOf(door, interaction.id)
  response.append('Set-Cookie', stringifySetCookie({ name, value, maxAge: interactionSeconds, ...attributes }))
}

/** As {@link saveInteraction}, for one that begins: of a browser's few the oldest goes. */
export async function beginInteraction(
  door: Door,
  interaction: Interaction,
  request: Request,
  response: Response,
): Promise<void> {
  await saveInteraction(door, interaction, response)
  listNew(door, interaction, request, response)
}

export function forgetInteraction(door: Door, { id, realm }: Interaction, request: Request, response: Response): void {
  forgetCookie(door, realm, id, response)
  const left = openIds(door, request).filter((each) => each !== id)
  writeList(door, realm, left, response)
}

const gone = (): PageRefusal =>
  new PageRefusal('invalid_request', 'This sign-in has ended, or began in another browser.', 'expired')

/** Rejects with a {@link PageRefusal} when this browser has no such interaction. */
export async function loadInteraction(door: Door, realm: string, id: string, request: Request): Promise<Interaction> {
  if (!idForm.test(id)) throw gone()
  const text = parseCookie(request.headers.cookie ?? '')[nameOf(door, id)]
  const interaction = text === undefined ? undefined : await openInteraction(door.seal, text, realm, id)
  if (interaction === undefined) throw gone()
  return interaction
}
