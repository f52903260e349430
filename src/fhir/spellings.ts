// Turns a folded text into what stored texts must hold, in order, to be folded to it: sets of characters, for databases that fold otherwise or not at all.
import { fold } from './string.ts'

/** Where characters stand that fold to something else; ideographs, which do not, and Korean syllables, which have a rule, are left out. */
const blocks: readonly (readonly [number, number])[] = [
  [0, 0x33ff],
  [0xa000, 0xabff],
  [0xf900, 0xffff],
  [0x10000, 0x1ffff],
  [0x2f800, 0x2fa1f],
]

interface Forms {
  /** This character and those that fold to it, or to several of which it is one. */
  readonly of: ReadonlyMap<string, readonly string[]>
  /** What single characters fold to, where that is several (`ss`, `ffi`), by the first of them: a search asks each of its letters. */
  readonly joined: ReadonlyMap<string, readonly (readonly string[])[]>
  /** The characters of these, each with what it folds to. */
  readonly single: readonly (readonly [character: string, folded: string])[]
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff

function byFirst(all: readonly (readonly string[])[]): Forms['joined'] {
  const groups = new Map<string, (readonly string[])[]>()
  for (const letters of all) {
    const [first = ''] = letters
    groups.set(first, [...(groups.get(first) ?? []), letters])
  }
  return groups
}

function readForms(): Forms {
  const of = new Map<string, string[]>()
  const joined = new Map<string, readonly string[]>()
  const single: (readonly [string, string])[] = []
  for (const [first, last] of blocks)
    for (let point = first; point <= last; point++) {
      if (isSurrogate(point)) continue
      const character = String.fromCodePoint(point)
      const folded = [...fold(character)]
      if (folded.length > 1) {
        joined.set(folded.join(''), folded)
        single.push([character, folded.join('')])
      }
      for (const each of new Set(folded)) if (each !== character) of.set(each, [...(of.get(each) ?? [each]), character])
    }
  return { of, joined: byFirst([...joined.values()]), single }
}

let known: Forms | undefined
/** Read when a search first needs them. */
const forms = (): Forms => (known ??= readForms())

/** The characters of which a stored text has to hold one. */
export type Characters = readonly string[]

const [firstLead, lastLead, firstSyllable, perLead] = [0x1100, 0x1112, 0xac00, 588]
const isJamo = (character: string): boolean => /[\u1100-\u11ff]/.test(character)

/** A syllable begins with its consonant; vowels and what follows are left to the row. */
function syllables(lead: string): readonly string[] {
  const point = lead.codePointAt(0)!
  if (point < firstLead || point > lastLead) return []
  const start = firstSyllable + (point - firstLead) * perLead
  return [lead, ...Array.from({ length: perLead }, (_, index) => String.fromCodePoint(start + index))]
}

const charactersOf = (character: string): Characters => forms().of.get(character) ?? [character]

/** The places of a text that one stored character may stand for together with a neighbour. */
function joinedPlaces(letters: readonly string[]): ReadonlySet<number> {
  const places = new Set<number>()
  const { joined } = forms()
  for (const [at, letter] of letters.entries())
    for (const one of joined.get(letter) ?? [])
      if (one.every((each, index) => letters[at + index] === each)) one.forEach((_, index) => places.add(at + index))
  return places
}

/** So many are enough to choose few rows by. */
const most = 12

/**
 * For a text that {@link fold} gave: each stored text that is folded to it, or to more around it, holds one character of each set, in this order, anything between them.
 * Blanks, which may be of any kind, are not among them; letters that may be joined in one character (`ss`, `fi`) share one set.
 */
export function spellingsOf(folded: string): readonly Characters[] {
  const letters = [...folded]
  const joined = joinedPlaces(letters)
  const sets: Characters[] = []
  let run: string[] = []
  const endRun = (): void => {
    if (run.length > 0) sets.push([...new Set(run)])
    run = []
  }
  for (const [at, letter] of letters.entries()) {
    if (joined.has(at)) run.push(...charactersOf(letter))
    else endRun()
    if (joined.has(at) || letter === ' ') continue
    const own = isJamo(letter) ? syllables(letter) : charactersOf(letter)
    if (own.length > 0) sets.push(own)
  }
  endRun()
  return sets.slice(0, most)
}

/** The ASCII letter or digit that a text begins with, alone: what an index can be sought by. */
export function leadOf(folded: string): string | undefined {
  const letters = [...folded]
  const [first] = letters
  return first !== undefined && /[a-z0-9]/.test(first) && !joinedPlaces(letters.slice(0, 4)).has(0) ? first : undefined
}

/** The characters that stand for all of a short text and more behind it: `ß` for `s`. */
export const joinedBeginning = (folded: string): readonly string[] =>
  forms().single.flatMap(([character, letters]) => (letters.startsWith(folded) ? [character] : []))
