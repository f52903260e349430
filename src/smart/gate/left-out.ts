/** What a person left out when they last allowed an app -> a sealed cookie of their own browser, so that it is left out the next time too. Nothing is stored here. */
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import { isDeepStrictEqual } from 'node:util'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { hashHandle } from '../seal.ts'
import { keysOf, type Choices } from '../scopes/choices.ts'
import { attributesOf } from './cookies.ts'
import type { Door } from './door.ts'
import { longestCookie } from './interaction.ts'
import type { Known } from './steps.ts'

const keptSeconds = 365 * 86_400

/** One for each app; for which app and person it is stands inside, where nobody can edit it. */
const nameOf = (door: Door, client: string): string =>
  `${door.settings.publicUrl.startsWith('https:') ? '__Secure-' : ''}portico_left_${hashHandle(client).slice(0, 12)}`

type Owner = readonly [realm: string, client: string, subject: string]

const ownerOf = ({ realm, request, person }: Known): Owner => [realm, request.client, person.subject]

type Content = readonly [owner: Owner, keys: readonly string[]]

const pack = (content: Content): string => deflateRawSync(JSON.stringify(content)).toString('base64url')

/** Undefined for what another version of the gate has written. */
function unpack(text: string): Content | undefined {
  try {
    return JSON.parse(inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: 65_536 }).toString()) as Content
  } catch {
    return undefined
  }
}

/** Of another person at the same browser, or of another app, nothing is known: a cookie under a name that is not its own is passed over. */
export async function findLeftOut(door: Door, known: Known, request: Request): Promise<ReadonlySet<string>> {
  const text = parseCookie(request.headers.cookie ?? '')[nameOf(door, known.request.client)]
  const sealed = text === undefined ? undefined : await door.seal.open('left-out', text)
  if (typeof sealed !== 'object' || sealed === null || !('p' in sealed)) return new Set()
  const [owner, keys] = unpack(String(sealed.p)) ?? []
  return new Set(isDeepStrictEqual(owner, ownerOf(known)) ? keys : [])
}

/** What no cookie can hold is not kept: all is ticked the next time. */
export async function saveLeftOut(
  door: Door,
  known: Known,
  choices: Choices,
  ticked: ReadonlySet<string>,
  response: Response,
): Promise<void> {
  const left = keysOf(choices).filter((key) => !ticked.has(key))
  const packed = pack([ownerOf(known), left])
  const value = packed.length > longestCookie ? '' : await door.seal.seal('left-out', { p: packed }, keptSeconds)
  const isKept = left.length > 0 && value.length > 0 && value.length <= longestCookie
  const kept = isKept ? { value, maxAge: keptSeconds } : { value: '', maxAge: 0 }
  const cookie = { name: nameOf(door, known.request.client), ...kept, ...attributesOf(door, known.realm) }
  response.append('Set-Cookie', stringifySetCookie(cookie))
}
