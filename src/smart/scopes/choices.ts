/** The scopes that may be granted -> what a person is asked about them, each part to be left out. https://hl7.org/fhir/us/core/scopes.html#us-core-scopes */
import { granularScopes } from '../granular.ts'
import { plainScopes, type ScopeOffer } from './resolve.ts'
import { parseWord, spellApart, type Letters, type ScopeWord } from './word.ts'

/** Whose eyes: an app's for a patient, or for a person of the clinic. */
export type PersonContext = 'patient' | 'user'

/** A part of the records of a type. */
export interface CategoryChoice {
  /** As posted: `patient/Condition?category=http://…|problem-list-item`. */
  readonly key: string
  /** `category=http://…|problem-list-item` */
  readonly query: string
  readonly letters: Letters
}

export interface TypeChoice {
  /** As posted: `patient/Condition`. */
  readonly key: string
  readonly context: PersonContext
  /** A resource type; `*` where the client is registered for all types, but not for each. */
  readonly type: string
  /** What was asked of all records of the type; undefined where only parts or operations were asked. */
  readonly whole?: Letters
  /** The parts, where there are any; all together are less than the whole, which has records of no known part. */
  readonly categories: readonly CategoryChoice[]
  /** `$docref` */
  readonly operations: readonly string[]
  /** Of `*` beside types of its own: those for which the client is not registered singly. It is granted together with all others, or not. */
  readonly rest?: readonly string[]
}

/** What comes with any grant and is only told. */
export type Fact = 'identity' | 'patient' | 'encounter'

export interface Choices {
  readonly groups: readonly { readonly context: PersonContext; readonly choices: readonly TypeChoice[] }[]
  /** Whether access without the person was asked, a choice under the key `offline_access`. */
  readonly offline: boolean
  readonly facts: readonly Fact[]
}

const isWhole = (word: ScopeWord): boolean => word.query === undefined && word.operation === undefined

const join = (first: Letters | undefined, second: Letters | undefined): Letters | undefined =>
  first === undefined || first === second ? second : second === undefined ? first : 'rs'

const joinLetters = (words: readonly ScopeWord[]): Letters | undefined =>
  words.reduce<Letters | undefined>((sum, word) => join(sum, word.letters), undefined)

type Scope = Parameters<typeof spellApart>[0]

/** Whether the client's registration can say just this. */
const canSpell = (scope: Scope, registered: ReadonlySet<string>): boolean => {
  const spelled = spellApart(scope, 'v2', registered).flatMap((text) => [...(parseWord(text)?.letters ?? '')])
  return [...scope.letters].every((letter) => spelled.includes(letter))
}

/** The parts that a type known as a whole can be cut into. */
const knownQueries = (context: PersonContext, type: string, whole: Letters, registered: ReadonlySet<string>) =>
  granularScopes
    .filter((each) => each.type === type)
    .map((each) => `${each.parameter}=${each.value}`)
    .filter((query) => canSpell({ context, type, letters: whole, query }, registered))

function categoriesOf(
  key: string,
  words: readonly ScopeWord[],
  whole: Letters | undefined,
  known: readonly string[],
): readonly CategoryChoice[] {
  const parts = words.flatMap((word) => (word.query === undefined ? [] : [{ ...word, query: word.query }]))
  return [...new Set([...known, ...parts.map((part) => part.query)])].flatMap((query) => {
    const letters = join(whole, joinLetters(parts.filter((part) => part.query === query)))
    return letters === undefined ? [] : [{ key: `${key}?${query}`, query, letters }]
  })
}

function choiceOf(
  context: PersonContext,
  type: string,
  words: readonly ScopeWord[],
  registered: ReadonlySet<string>,
): TypeChoice {
  const key = `${context}/${type}`
  const mine = words.filter((word) => (type === '*' ? isWhole(word) : word.type === type || word.type === '*'))
  const whole = joinLetters(mine.filter(isWhole))
  const known = whole === undefined ? [] : knownQueries(context, type, whole, registered)
  return {
    key,
    context,
    type,
    ...(whole === undefined ? {} : { whole }),
    categories: categoriesOf(key, mine, whole, known),
    operations: mine.flatMap((word) => word.operation ?? []),
  }
}

/** The types into which a wildcard can be taken apart for this client; one that came to be served after its registration is none. */
const separableTypes = (wildcards: readonly ScopeWord[], registered: ReadonlySet<string>, offer: ScopeOffer) =>
  offer.types.filter((type) =>
    wildcards.every(
      ({ context, letters }) => letters !== undefined && canSpell({ context, type, letters }, registered),
    ),
  )

interface Shown {
  readonly types: readonly string[]
  /** Types that the client can be given only with all others. */
  readonly rest: readonly string[]
}

function typesOf(words: readonly ScopeWord[], registered: ReadonlySet<string>, offer: ScopeOffer): Shown {
  const wildcards = words.filter((word) => word.type === '*')
  const named = words.flatMap((word) => (word.type === '*' ? [] : [word.type]))
  if (wildcards.length === 0) return { types: [...new Set(named)], rest: [] }
  const separable = separableTypes(wildcards, registered, offer)
  // Who cannot be given a part must not be shown parts.
  if (separable.length === 0) return { types: ['*'], rest: [] }
  const types = [...new Set([...separable, ...named])]
  const rest = offer.types.filter((type) => !types.includes(type))
  return { types: rest.length === 0 ? types : [...types, '*'], rest }
}

const factsOf = (scopes: readonly string[]): readonly Fact[] => [
  ...(scopes.includes('openid') || scopes.includes('fhirUser') ? (['identity'] as const) : []),
  ...(scopes.includes('launch/patient') || scopes.includes('launch') ? (['patient'] as const) : []),
  ...(scopes.includes('launch/encounter') ? (['encounter'] as const) : []),
]

/**
 * `scopes` are those that `resolveScopes` left. A type that was asked as a whole has a choice for each part that the client is
 * registered for; one that was asked in parts has those. Scopes of systems are no person's to give: they have no choice.
 */
export function choicesOf(scopes: readonly string[], registered: ReadonlySet<string>, offer: ScopeOffer): Choices {
  const words = scopes.filter((text) => !plainScopes.has(text)).flatMap((text) => parseWord(text) ?? [])
  const groups = (['patient', 'user'] as const).map((context) => {
    const mine = words.filter((word) => word.context === context)
    const { types, rest } = typesOf(mine, registered, offer)
    const choices = types.map((type) => choiceOf(context, type, mine, registered))
    return {
      context,
      choices: choices.map((each) => (each.type === '*' && rest.length > 0 ? { ...each, rest } : each)),
    }
  })
  return {
    groups: groups.filter((group) => group.choices.length > 0),
    offline: scopes.includes('offline_access'),
    facts: factsOf(scopes),
  }
}

/** Every key that a page may offer to tick. */
export const keysOf = (choices: Choices): readonly string[] => [
  ...choices.groups.flatMap(({ choices }) =>
    choices.flatMap((choice) => [choice.key, ...choice.categories.map((category) => category.key)]),
  ),
  ...(choices.offline ? ['offline_access'] : []),
]
