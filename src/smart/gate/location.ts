/** A redirect that leaves the provider -> the same with the app's own state, its code's context stored before the browser has it. */
import type { Door } from './door.ts'
import { openPassage, type Passage } from './state.ts'

/** Seconds in which a code has to be redeemed; the provider's own limit is shorter. */
const codeSeconds = 120

interface Parts {
  readonly url: URL
  readonly parameters: URLSearchParams
  /** Where in the URL the parameters stand: https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#ResponseModes */
  readonly place: 'search' | 'hash'
}

function partsOf(location: string): Parts | undefined {
  if (!URL.canParse(location)) return undefined
  const url = new URL(location)
  const inHash = new URLSearchParams(url.hash.slice(1))
  if (inHash.has('state')) return { url, parameters: inHash, place: 'hash' }
  return url.searchParams.has('state')
    ? { url, parameters: new URLSearchParams(url.search), place: 'search' }
    : undefined
}

/** Without its parameters and fragment. */
const bare = (url: URL): string => {
  const copy = new URL(url)
  copy.search = ''
  copy.hash = ''
  return copy.href
}

/** What the app is told in place of what the provider says. */
function answer({ parameters }: Parts, { state, error }: Passage): void {
  if (error !== undefined) {
    for (const name of ['code', 'session_state', 'error', 'error_description', 'error_uri']) parameters.delete(name)
    parameters.set('error', error.code)
    parameters.set('error_description', error.description)
  }
  if (state === undefined) parameters.delete('state')
  else parameters.set('state', state)
}

/**
 * A location without a state of ours is returned as it is: its code, if there is one, has no context and buys nothing. One with a state that
 * was sealed for another realm or address is not given out at all: undefined.
 */
export async function settleLocation(door: Door, realm: string, location: string): Promise<string | undefined> {
  const parts = partsOf(location)
  if (parts === undefined) return location
  const passage = await openPassage(door.seal, parts.parameters.get('state') ?? '')
  if (passage === undefined) return location
  if (passage.realm !== realm || bare(parts.url) !== bare(new URL(passage.redirectUri))) return undefined
  const code = parts.parameters.get('code')
  if (code !== null && passage.error === undefined && passage.context !== undefined)
    await door.store.addCode(code, passage.context, codeSeconds)
  answer(parts, passage)
  parts.url[parts.place] = parts.parameters.toString()
  return parts.url.href
}
