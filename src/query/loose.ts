/** A text as searches fold it -> patterns that let every stored text pass which folds to it, on engines that fold otherwise or not at all. */
import { casesOf } from '../fhir/letter-cases.ts'
import { joinedBeginning, leadOf, spellingsOf, type Characters } from '../fhir/spellings.ts'
import { foldsCase } from './column-type.ts'
import type { Column } from '../mapping/model.ts'
import type { Bind, LikeTest } from './rules.ts'

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

/** The value letter by letter, in any case. */
const casesIn = (value: string): readonly Characters[] => [...value].map(casesOf)

/** An expression for the whole text. `end` stands behind it: `$` of some engines lets a line end there too. */
export const spelledExpression = (value: string, spell: Spell, end: string): string =>
  `^${casesIn(value)
    .map((set) => spellSet(set, spell))
    .join('')}${end}`

/** A pattern for the whole text, sets in brackets. */
export const spelledPattern = (value: string, literal: Spell): string =>
  casesIn(value)
    .map((set) => (set.length === 1 ? literal(set[0]!) : `[${set.join('')}]`))
    .join('')

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

/** Of a column that folds case: the letters that its index is sought by, in LIKE. Accents are spelled out, or left to the collation. */
export function leadsOf(column: Column, test: LikeTest): readonly string[] {
  const lead = leadOf(test.text)
  if (test.is !== 'prefix' || lead === undefined || !foldsCase(column)) return []
  const letters = spellingsOf(lead)[0] ?? []
  // The sign of Kelvin is no letter K with an accent.
  return column.schema.accents === 'insensitive' ? [lead, ...letters.filter(isSign)] : letters
}

const isSign = (letter: string): boolean => letter.normalize('NFC') !== letter

const nextTo = (lead: string): string => String.fromCharCode(lead.charCodeAt(0) + 1)

/** Where a collation passes over what is invisible, it stands among the texts of its first letter, and is like none of them. */
function amongTexts(lead: string, sql: string, bind: Bind): string {
  const from = `${sql} >= ${bind(lead)}`
  return /[9z]/.test(lead) ? from : `${from} AND ${sql} < ${bind(nextTo(lead))}`
}

/** What an index seeks in front of a pattern: texts that begin with one of the letters, or with white space. */
export function writeLeads(
  leads: readonly string[],
  test: LikeTest,
  { sql, bind, like, startsBlank }: { sql: string; bind: Bind; like: (text: string) => string; startsBlank: string },
): string {
  const lead = leadOf(test.text)
  if (leads.length === 0 || lead === undefined) return ''
  const begins = [...leads, ...joinedBeginning(test.text), '\u3000', '\u007f'].map(like)
  return `(${[...begins, amongTexts(lead, sql, bind), startsBlank].join(' OR ')}) AND `
}
