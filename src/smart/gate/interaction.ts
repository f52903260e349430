/** What happens between an app's authorization request and its answer -> a sealed cookie of the one browser it happens in. Nothing is stored. */
import { randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Launch, Person } from '../model.ts'
import type { Seal } from '../seal.ts'
import type { SignInStart } from '../upstream/sign-in.ts'

/** The app's request, of which only these parameters go on to the provider. */
export interface AppRequest {
  readonly client: string
  readonly redirectUri: string
  readonly state?: string
  /** Resolved: what the client may be granted. */
  readonly scopes: readonly string[]
  /** Of the base in `aud`; undefined where that is for all organizations. */
  readonly organization?: string
  readonly launch?: Launch
  /** To be sent on as they are: `nonce`, `code_challenge`, `code_challenge_method`, `response_mode`, `ui_locales`. */
  readonly onward: Readonly<Record<string, string>>
  /** Whether the app asked that nobody be asked. */
  readonly isSilent: boolean
}

export interface Interaction {
  readonly id: string
  readonly realm: string
  readonly request: AppRequest
  readonly signIn: Omit<SignInStart, 'state'>
  /** Has to come back with every form. */
  readonly csrf: string
  readonly locales?: string
  /** Since the person is known. */
  readonly person?: Person
  /** Since it is chosen. */
  readonly organization?: string
  readonly patient?: string
}

/** Seconds from the app's request to its end; a person may have to look for their password. */
export const interactionSeconds = 1_800

/** A browser keeps cookies of up to 4096 characters, with their names and attributes. */
export const longestCookie = 3_700

export const randomText = (): string => randomBytes(32).toString('base64url')

/** Its name may be in a URL; it opens nothing without the cookie. */
export const newInteraction = (realm: string, request: AppRequest, locales?: string): Interaction => ({
  id: randomBytes(9).toString('base64url'),
  realm,
  request,
  signIn: { nonce: randomText(), codeVerifier: randomText() },
  csrf: randomText(),
  ...(locales !== undefined && { locales }),
})

/** Undefined when it is too large for a cookie: too many scopes, or too long a state. */
export async function sealInteraction(seal: Seal, interaction: Interaction): Promise<string | undefined> {
  const packed = deflateRawSync(JSON.stringify(interaction)).toString('base64url')
  if (packed.length > longestCookie) return undefined
  const text = await seal.seal('interaction', { p: packed }, interactionSeconds)
  return text.length <= longestCookie ? text : undefined
}

/** Undefined for what was not sealed here, for another interaction or realm, or longer ago. */
export async function openInteraction(
  seal: Seal,
  text: string,
  realm: string,
  id: string,
): Promise<Interaction | undefined> {
  const sealed = await seal.open('interaction', text)
  if (typeof sealed !== 'object' || sealed === null || !('p' in sealed)) return undefined
  const json = inflateRawSync(Buffer.from(String(sealed.p), 'base64url'), { maxOutputLength: 65_536 }).toString()
  // What was sealed here is what is opened: nobody else has the key.
  const interaction = JSON.parse(json) as Interaction
  return interaction.id === id && interaction.realm === realm ? interaction : undefined
}
