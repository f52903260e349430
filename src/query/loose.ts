/** A text as searches fold it -> patterns that let every stored text pass which folds to it, on engines that fold otherwise or not at all. */
import { leadOf, spellingsOf, type Characters } from '../fhir/spellings.ts'
import { foldsCase } from './column-type.ts'
import type { Column } from '../mapping/model.ts'
import type { LikeTest } from './rules.ts'

/** What may stand before the first letter: blanks of any kind, and marks without a letter. Printable ASCII cannot. */
const before = '[^!-~]'

const point = (character: string): string => character.codePointAt(0)!.toString(16)
const isPlain = (character: string): boolean => /[A-Za-z0-9]/.test(character)

type Spell = (character: string) => string

const spellSet = (characters: Characters, spell: Spell, isNegated = false): string =>
  `[${isNegated ? '^' : ''}${characters.map((each) => (isPlain(each) ? each : spell(each))).join('')}]`

/** Regular expressions are written in ASCII, so that no encoding of the database refuses them. */
export const postgresSpell: Spell = (character) =>
  point(character).length > 4 ? `\\U${point(character).padStart(8, '0')}` : `\\u${point(character).padStart(4, '0')}`
export const pcreSpell: Spell = (character) => `\\x{${point(character)}}`

/** One set after another, nothing of the next between: read once, however long the text is. */
export function expressionOf(test: LikeTest, spell: Spell): string {
  const sets = spellingsOf(test.text)
  const steps = sets.map((set, index) => {
    const isAnchored = index === 0 && test.is === 'prefix'
    return `${isAnchored ? `${before}*` : `${spellSet(set, spell, true)}*`}${spellSet(set, spell)}`
  })
  return `^${steps.join('')}`
}

/** `*` or `%` between sets in brackets, which several characters need; none of those that mean something there is ever among several. */
function setsOf(test: LikeTest, any: string, literal: Spell): string {
  return spellingsOf(test.text)
    .map((set) => (set.length === 1 ? literal(set[0]!) : `[${set.join('')}]`))
    .map((set) => set + any)
    .join('')
}

/** Whether a text is matched by the pattern, at its beginning or behind blanks, or anywhere. */
export function globbed(test: LikeTest, any: string, literal: Spell, matches: (pattern: string) => string): string {
  const pattern = setsOf(test, any, literal)
  if (test.is !== 'prefix') return matches(any + pattern)
  return `(${matches(pattern)} OR ${matches(before + any + pattern)})`
}

/** Blanks that texts begin with, and are sought by beside the letter. */
const blanks = [' ', '\t', '\n', '\r', '\u00a0', '\u3000']

/** Of a column that folds case: what its index is sought by, in LIKE. Accents are the collation's, or spelled out. */
export function leadsOf(column: Column, test: LikeTest): readonly string[] {
  const lead = leadOf(test.text)
  if (test.is !== 'prefix' || lead === undefined || !foldsCase(column)) return []
  const letters = column.schema.accents === 'insensitive' ? [lead] : (spellingsOf(lead)[0] ?? [])
  return [...letters, ...blanks]
}
