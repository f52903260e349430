/** Two sets of scopes -> whether one says no more than the other. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scope-equivalence */
import { parseWord, type ScopeWord } from './word.ts'

const argumentsOf = (word: ScopeWord): readonly string[] => word.query?.split('&') ?? []

/** Whether every record that `granted` reaches is one that `asked` reaches. */
function reachesAll(asked: ScopeWord, granted: ScopeWord): boolean {
  const isSameType = asked.type === '*' || asked.type === granted.type
  const limits = argumentsOf(granted)
  return asked.context === granted.context && isSameType && argumentsOf(asked).every((each) => limits.includes(each))
}

/**
 * Whether `granted` allows nothing that the scopes of `asked` together do not. Scopes that are no resource scopes, operations and
 * those that allow writing have to be asked word for word.
 */
export function covers(asked: readonly string[], granted: string): boolean {
  if (asked.includes(granted)) return true
  const word = parseWord(granted)
  if (word?.letters === undefined || word.asksWrite) return false
  const wider = asked.flatMap((text) => parseWord(text) ?? []).filter((each) => reachesAll(each, word))
  return [...word.letters].every((letter) => wider.some((each) => each.letters?.includes(letter)))
}
