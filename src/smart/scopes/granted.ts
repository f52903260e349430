/** What may be granted and what the person ticked -> what is granted. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources */
import type { Choices, TypeChoice } from './choices.ts'
import { plainScopes } from './resolve.ts'
import { parseWord, spellApart, type ScopeWord } from './word.ts'

type Ticked = ReadonlySet<string>
type Group = Choices['groups'][number]

const tickedParts = (choice: TypeChoice, ticked: Ticked) =>
  choice.categories.filter((category) => ticked.has(choice.key) && ticked.has(category.key))

/** All records of the type: its own tick and that of each part. */
const isFull = (choice: TypeChoice, ticked: Ticked): boolean =>
  ticked.has(choice.key) && tickedParts(choice, ticked).length === choice.categories.length

/** A scope of all records of a type, or of all types -> the scopes of what is ticked of this type. */
function narrow(text: string, word: ScopeWord, choice: TypeChoice, ticked: Ticked, registered: ReadonlySet<string>) {
  const { context, version, letters } = word
  const { type } = choice
  if (letters === undefined) return []
  if (!isFull(choice, ticked))
    return tickedParts(choice, ticked).flatMap((part) => spellApart({ context, type, ...part }, 'v2', registered))
  return word.type === type ? [text] : spellApart({ context, type, letters }, version, registered)
}

function grantTypes(text: string, word: ScopeWord, group: Group, ticked: Ticked, registered: ReadonlySet<string>) {
  const choices = group.choices.filter((choice) => word.type === '*' || choice.type === word.type)
  const isAll = choices.length > 0 && choices.every((choice) => isFull(choice, ticked))
  if (isAll || word.operation !== undefined) return isAll ? [text] : []
  const single = choices.filter((choice) => choice.rest === undefined)
  return single.flatMap((choice) => narrow(text, word, choice, ticked, registered))
}

function grantOne(text: string, choices: Choices, ticked: Ticked, registered: ReadonlySet<string>): readonly string[] {
  if (text === 'offline_access') return choices.offline && ticked.has(text) ? [text] : []
  if (plainScopes.has(text)) return [text]
  const word = parseWord(text)
  const group = choices.groups.find(({ context }) => context === word?.context)
  if (word === undefined || group === undefined) return []
  const everything = group.choices.find((choice) => choice.type === '*' && choice.rest === undefined)
  if (everything !== undefined) return ticked.has(everything.key) ? [text] : []
  if (word.query === undefined) return grantTypes(text, word, group, ticked, registered)
  const choice = group.choices.find(({ type }) => type === word.type)
  const isTicked = choice !== undefined && tickedParts(choice, ticked).some(({ query }) => query === word.query)
  return isTicked ? [text] : []
}

/** Records were asked for, and the person gives none of them. */
const isOfNothing = (granted: readonly string[], { groups }: Choices): boolean =>
  groups.length > 0 && granted.every((each) => plainScopes.has(each))

/**
 * `scopes` and `choices` as they were shown; keys in `ticked` that were not are ignored. A type whose own key is not ticked is not granted,
 * whatever is ticked of its parts. Everything ticked: the scopes as asked; of a type with parts left out: granular scopes of the
 * others, of version 2 even where version 1 was asked, as it has none. What the client is not registered for is left out. Access without the
 * person, to nothing, is none.
 */
export function grantedScopes(
  scopes: readonly string[],
  choices: Choices,
  ticked: Ticked,
  registered: ReadonlySet<string>,
): readonly string[] {
  const granted = [...new Set(scopes.flatMap((text) => grantOne(text, choices, ticked, registered)))]
  return isOfNothing(granted, choices) ? granted.filter((each) => each !== 'offline_access') : granted
}
