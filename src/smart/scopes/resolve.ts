/** What an app asks and what it is registered for -> what it may be granted. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scope-size-over-the-wire */
import { parseWord, spellApart, type ScopeContext, type ScopeWord } from './word.ts'

/** What a surface has to give. */
export interface ScopeOffer {
  readonly contexts: readonly ScopeContext[]
  /** The resource types that the mapping serves. */
  readonly types: readonly string[]
}

/** The scopes that are no resource scopes and still mean something here. */
export const plainScopes: ReadonlySet<string> = new Set([
  'openid',
  'fhirUser',
  'launch',
  'launch/patient',
  'launch/encounter',
  'offline_access',
  'online_access',
])

function isOffered({ context, type, operation, query }: ScopeWord, offer: ScopeOffer): boolean {
  if (!offer.contexts.includes(context)) return false
  if (offer.types.includes(type)) return true
  // A group is what an export is asked of, not a resource that is served.
  if (context === 'system' && operation !== undefined) return type === '*' || type === 'Group'
  return type === '*' && operation === undefined && query === undefined
}

function resolveData(text: string, word: ScopeWord, registered: ReadonlySet<string>, offer: ScopeOffer) {
  const { letters, version } = word
  // Words that allow writing never reach a token: the consent speaks of reading alone.
  if (!word.asksWrite && registered.has(text)) return [text]
  if (letters === undefined) return []
  const spelled = spellApart({ ...word, letters }, version, registered)
  if (spelled.length > 0 || word.type !== '*') return spelled
  return offer.types.flatMap((type) => spellApart({ ...word, letters, type }, version, registered))
}

function resolveOne(text: string, registered: ReadonlySet<string>, offer: ScopeOffer): readonly string[] {
  if (plainScopes.has(text)) return text === 'openid' || registered.has(text) ? [text] : []
  const word = parseWord(text)
  return word === undefined || !isOffered(word, offer) ? [] : resolveData(text, word, registered, offer)
}

/**
 * In the order asked, without repetition. What is unknown, not offered or not registered for the client (`registered`; `openid`
 * is everyone's) is left out, never an error. A spelling that is not registered becomes an equivalent that is; a wildcard that
 * is not registered becomes the types that are. Writing is left out. Says nothing of what the person may see.
 */
export function resolveScopes(asked: string, registered: ReadonlySet<string>, offer: ScopeOffer): readonly string[] {
  return [...new Set(asked.split(' ').flatMap((text) => resolveOne(text, registered, offer)))]
}
