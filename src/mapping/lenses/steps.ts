/** Steps from text to text, each with its way back: the middle of a pipeline. */
import { digitsOf } from '../../fhir/contact.ts'
import type { Bad, StoredStep } from '../model.ts'
import { toLower, toUpper } from '../letters.ts'
import { bad, foldCase } from '../value.ts'
import { anyValue, askIn, type Ask, type Backed } from './ask.ts'
import { decoded, fromWindows, inflated } from './bytes.ts'
import { plainOfRtf, readRtf } from './rtf.ts'

export interface Step extends StoredStep {
  back(ask: Ask): Backed
}

const inexact: Backed = { ask: anyValue, exact: false }

/** For steps whose stored texts can be listed for a given result: those that really give it are asked for. */
function listed(forward: (text: string) => string, spell: (value: string) => readonly string[]): Step {
  return {
    forward,
    back: (ask) => {
      if (ask.kind === 'any') return { ask, exact: true }
      if (ask.kind !== 'in') return inexact
      if (ask.veiled) return { ask: { ...ask, values: ask.values.flatMap((value) => spell(value)) }, exact: false }
      const same = ask.fold ? (a: string, b: string) => foldCase(a) === foldCase(b) : (a: string, b: string) => a === b
      const values = ask.values.flatMap((value) => spell(value).filter((text) => same(forward(text), value)))
      return { ask: askIn(values, ask.fold), exact: true }
    },
  }
}

/** Changes of case: exact for folded questions, for the others the row decides. */
function cased(forward: (text: string) => string): Step {
  return {
    forward,
    back: (ask) => (ask.kind === 'in' ? { ask: { ...ask, fold: true }, exact: ask.fold } : { ask, exact: true }),
  }
}

/** Pieces of a text: whatever holds the piece may be it, the row decides. */
function piece(forward: Step['forward']): Step {
  return {
    forward,
    back: (ask) => {
      if (ask.kind === 'in' && ask.values.length === 1)
        return { ask: { kind: 'contains', text: ask.values[0]! }, exact: false }
      if (ask.kind === 'digits') return { ask: { ...ask, isPart: true }, exact: false }
      return ask.kind === 'in' || ask.kind === 'any'
        ? inexact
        : { ask: { kind: 'contains', text: ask.text }, exact: false }
    },
  }
}

/** The beginning of a text: what begins with it, or is it, has to begin so in the column too; the row decides. */
function beginning(forward: Step['forward']): Step {
  return {
    forward,
    back: (ask) => {
      if (ask.kind === 'any') return inexact
      if (ask.kind !== 'in') return { ask, exact: false }
      return ask.values.length === 1 ? { ask: { kind: 'prefix', text: ask.values[0]! }, exact: false } : inexact
    },
  }
}

const particles = new Set(['de', 'la', 'del', 'van', 'von', 'der', 'den', 'of', 'and', 'the'])
const kept = new Set(['ii', 'iii', 'iv', 'md', 'do', 'np', 'pa', 'rn', 'po', 'llc', 'usa', 'ne', 'nw', 'se', 'sw'])

function titleWord(word: string, first: boolean): string {
  const lower = toLower(word)
  if (kept.has(lower) || (/\d/.test(word) && !/^\d+(?:st|nd|rd|th)$/.test(lower))) return toUpper(word)
  if (!first && particles.has(lower)) return lower
  return lower.replace(/(^|[-'./(&])(\p{L})/gu, (_, before: string, letter: string) => before + toUpper(letter))
}

/** `O'BRIEN-SMITH` to `O'Brien-Smith`. */
export function toTitle(text: string): string {
  return text.replace(/\S+/g, (word, offset: number) => titleWord(word, offset === 0))
}

/** A ten-digit number as Americans print it; other texts stay. */
function printPhone(text: string): string {
  const digits = digitsOf(text)
  const ten = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
  return ten.length === 10 ? `${ten.slice(0, 3)}-${ten.slice(3, 6)}-${ten.slice(6)}` : text
}

const printZip = (text: string): string => (/^\d{9}$/.test(text) ? `${text.slice(0, 5)}-${text.slice(5)}` : text)

/** Codes have no letters but these; others stay as they are. */
const capitals = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

function dotted(text: string, lead: number): string {
  const code = capitals(text)
  return code.includes('.') || code.length <= lead ? code : `${code.slice(0, lead)}.${code.slice(lead)}`
}

/** ICD-9-CM: the dot stands after three characters, in E codes after four. */
const icd9 = (text: string): string => dotted(text, /^e/i.test(text) ? 4 : 3)
const icd10 = (text: string): string => dotted(text, 3)

/** Codes are served in capitals, however they are stored. */
function icd(forward: (text: string) => string): Step {
  const plain = listed(forward, (value) => [...new Set([value, value.replace('.', '')])])
  return {
    forward,
    back: (ask) => {
      if (ask.kind !== 'in') return plain.back(ask)
      const { ask: upper, exact } = plain.back(
        ask.fold ? { ...ask, values: ask.values.map(capitals), fold: false } : ask,
      )
      return { ask: upper.kind === 'in' ? { ...upper, fold: true } : upper, exact }
    },
  }
}

function zeros(width: number): Step {
  const strip = (value: string): string[] => {
    const texts = [value]
    for (let rest = value; rest.startsWith('0') && rest.length > 1;) texts.push((rest = rest.slice(1)))
    return texts
  }
  return listed((text) => text.padStart(width, '0'), strip)
}

/** What can be stored in many ways: SQL only asks for a value, which the step gives for `sure` every text that there is. */
function opaque(forward: Step['forward'], sure: boolean): Step {
  return { forward, back: (ask) => (ask.kind === 'any' ? { ask, exact: sure } : inexact) }
}

/** The same, which keeps digits but for the 1 before a number of ten. */
function dialled(forward: Step['forward'], sure: boolean): Step {
  const { back } = opaque(forward, sure)
  return {
    forward,
    back: (ask) =>
      ask.kind === 'digits'
        ? { ask: { ...ask, texts: ask.texts.flatMap((text) => [text, `1${text}`]) }, exact: false }
        : back(ask),
  }
}

const suffixForm = /[\s,](JR|SR|II|III|IV|V)\.?$/i

/** The name before its suffix, without what stands between them; walks from the end, as a text may be very long. */
function beforeSuffix(text: string): string | undefined {
  const match = suffixForm.exec(text.slice(-8))
  if (match === null) return text
  let end = text.length - match[0].length
  while (end > 0 && /[\s,]/.test(text[end - 1]!)) end--
  return end === 0 ? undefined : text.slice(0, end)
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

function jsonValue(text: string, path: string): string | Bad | undefined {
  try {
    let value: unknown = JSON.parse(text)
    for (const name of path.split('.')) value = memberOf(value, name)
    return ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim() || undefined : undefined
  } catch {
    return bad('is no JSON')
  }
}

/** `part(; 1)`: the n-th piece, counted from 1. Blank as a separator is written `blank`. */
function partOf(separator: string, index: number): Step {
  const by = separator === 'blank' ? ' ' : separator
  return piece((text) => text.split(by)[index - 1]?.trim() || undefined)
}

type Maker = (args: readonly string[]) => Step

/** By name; in a map, so that names of Object's own are no steps. */
export const steps: ReadonlyMap<string, Maker> = new Map(
  Object.entries<Maker>({
    title: () => cased(toTitle),
    upper: () => cased(toUpper),
    lower: () => cased(toLower),
    zeros: ([width = '2']) => zeros(Number(width)),
    digits: () => dialled((text) => digitsOf(text) || undefined, false),
    phone: () => dialled(printPhone, true),
    zip: () => listed(printZip, (value) => [value, value.replace('-', '')]),
    icd9: () => icd(icd9),
    icd10: () => icd(icd10),
    json: ([path = '']) => opaque((text) => jsonValue(text, path), false),
    part: ([separator = ';', index = '1']) => partOf(separator, Number(index)),
    'before-suffix': () => beginning(beforeSuffix),
    suffix: () => piece((text) => suffixForm.exec(text.slice(-8))?.[1]),
    uuid: () => cased((text) => text.toLowerCase()),
    rtf: () => ({ ...opaque(plainOfRtf, false), inPieces: readRtf }),
    cp1252: () => ({ ...opaque(fromWindows, true), byParts: true }),
    inflate: () => ({ ...opaque(inflated, false), ofBytes: { kind: 'inflate' } }),
    decode: ([label = 'utf-8']) => ({
      ...opaque(decoded(label), false),
      ofBytes: { kind: 'decode', label },
    }),
  }),
)
