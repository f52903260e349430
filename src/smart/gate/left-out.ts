/** What a person left out when they last allowed an app -> a sealed cookie of their own browser, so that it is left out the next time too. Nothing is stored here. */
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { hashHandle } from '../seal.ts'
import { keysOf, type Choices } from '../scopes/choices.ts'
import { attributesOf } from './cookies.ts'
import type { Door } from './door.ts'
import { longestCookie } from './interaction.ts'
import type { Known } from './steps.ts'

const keptSeconds = 365 * 86_400

/** Of one app; whose it is stands inside. */
const nameOf = (door: Door, client: string): string =>
  `${door.settings.publicUrl.startsWith('https:') ? '__Secure-' : ''}portico_left_${hashHandle(client).slice(0, 12)}`

type Content = readonly [subject: string, keys: readonly string[]]

const pack = (content: Content): string => deflateRawSync(JSON.stringify(content)).toString('base64url')

const unpack = (text: string): Content =>
  JSON.parse(inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: 65_536 }).toString()) as Content

/** Of another person at the same browser nothing is known. */
export async function findLeftOut(door: Door, known: Known, request: Request): Promise<ReadonlySet<string>> {
  const text = parseCookie(request.headers.cookie ?? '')[nameOf(door, known.request.client)]
  const sealed = text === undefined ? undefined : await door.seal.open('left-out', text)
  if (typeof sealed !== 'object' || sealed === null || !('p' in sealed)) return new Set()
  const [subject, keys] = unpack(String(sealed.p))
  return new Set(subject === known.person.subject ? keys : [])
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
  const packed = pack([known.person.subject, left])
  const value = packed.length > longestCookie ? '' : await door.seal.seal('left-out', { p: packed }, keptSeconds)
  const isKept = left.length > 0 && value.length > 0 && value.length <= longestCookie
  const kept = isKept ? { value, maxAge: keptSeconds } : { value: '', maxAge: 0 }
  const cookie = { name: nameOf(door, known.request.client), ...kept, ...attributesOf(door, known.realm) }
  response.append('Set-Cookie', stringifySetCookie(cookie))
}
