/** Steps from text to text, each with its way back: the middle of a pipeline. */
import type { Bad } from '../model.ts'
import { bad } from '../value.ts'
import { anyValue, askIn, type Ask, type Backed } from './ask.ts'

export interface Step {
  forward(text: string): string | Bad | undefined
  back(ask: Ask): Backed
}

const inexact: Backed = { ask: anyValue, exact: false }

/** For steps whose stored texts can be listed for a given result: those that really give it are asked for. */
function listed(forward: Step['forward'], spell: (value: string) => readonly string[]): Step {
  return {
    forward,
    back: (ask) => {
      if (ask.kind === 'any') return { ask, exact: true }
      if (ask.kind !== 'in') return inexact
      const values = ask.values.flatMap((value) => spell(value).filter((text) => forward(text) === value))
      return { ask: askIn(values, ask.fold), exact: true }
    },
  }
}

/** Changes of case: exact for folded questions, for the others the row decides. */
function cased(forward: (text: string) => string): Step {
  return {
    forward,
    back: (ask) => (ask.kind === 'in' ? { ask: askIn(ask.values, true), exact: ask.fold } : { ask, exact: true }),
  }
}

/** Pieces of a text: whatever holds the piece may be it, the row decides. */
function piece(forward: Step['forward']): Step {
  return {
    forward,
    back: (ask) => {
      if (ask.kind === 'in' && ask.values.length === 1)
        return { ask: { kind: 'contains', text: ask.values[0]! }, exact: false }
      return ask.kind === 'in' || ask.kind === 'any'
        ? inexact
        : { ask: { kind: 'contains', text: ask.text }, exact: false }
    },
  }
}

const particles = new Set(['de', 'la', 'del', 'van', 'von', 'der', 'den', 'of', 'and', 'the'])
const kept = new Set(['ii', 'iii', 'iv', 'md', 'do', 'np', 'pa', 'rn', 'po', 'llc', 'usa', 'ne', 'nw', 'se', 'sw'])

function titleWord(word: string, first: boolean): string {
  const lower = word.toLowerCase()
  if (kept.has(lower) || (/\d/.test(word) && !/^\d+(?:st|nd|rd|th)$/.test(lower))) return word.toUpperCase()
  if (!first && particles.has(lower)) return lower
  return lower.replace(/(^|[-'./(&])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** `O'BRIEN-SMITH` to `O'Brien-Smith`. */
export function toTitle(text: string): string {
  return text
    .split(/\s+/)
    .map((word, index) => titleWord(word, index === 0))
    .join(' ')
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** A ten-digit number as Americans print it; other texts stay. */
function printPhone(text: string): string {
  const digits = digitsOf(text)
  const ten = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
  return ten.length === 10 ? `${ten.slice(0, 3)}-${ten.slice(3, 6)}-${ten.slice(6)}` : text
}

const printZip = (text: string): string => (/^\d{9}$/.test(text) ? `${text.slice(0, 5)}-${text.slice(5)}` : text)

function dotted(text: string, lead: number): string {
  const code = text.toUpperCase()
  return code.includes('.') || code.length <= lead ? code : `${code.slice(0, lead)}.${code.slice(lead)}`
}

/** ICD-9-CM: the dot stands after three characters, in E codes after four. */
const icd9 = (text: string): string => dotted(text, /^e/i.test(text) ? 4 : 3)
const icd10 = (text: string): string => dotted(text, 3)

const spellIcd = (code: string): string[] => [
  ...new Set([code, code.replace('.', '')].flatMap((each) => [each, each.toLowerCase()])),
]

function zeros(width: number): Step {
  const strip = (value: string): string[] => {
    const texts = [value]
    for (let rest = value; rest.startsWith('0') && rest.length > 1;) texts.push((rest = rest.slice(1)))
    return texts
  }
  return listed((text) => text.padStart(width, '0'), strip)
}

/** Printed numbers are searched by their digits, however they are stored. */
function printed(forward: (text: string) => string): Step {
  return {
    forward,
    back: (ask) => {
      if (ask.kind === 'any') return { ask, exact: true }
      if (ask.kind === 'in') return inexact
      return inexact
    },
  }
}

const suffixForm = /^(.*?)[\s,]+(JR|SR|II|III|IV|V)\.?$/i

function jsonValue(text: string, path: string): string | Bad | undefined {
  try {
    let value: unknown = JSON.parse(text)
    for (const name of path.split('.')) value = (value as Record<string, unknown> | null)?.[name]
    return value === undefined || value === null || value === '' ? undefined : String(value)
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

export const steps: Readonly<Record<string, Maker>> = {
  title: () => cased(toTitle),
  upper: () => cased((text) => text.toUpperCase()),
  lower: () => cased((text) => text.toLowerCase()),
  zeros: ([width = '2']) => zeros(Number(width)),
  digits: () => printed(digitsOf),
  phone: () => printed(printPhone),
  zip: () => listed(printZip, (value) => [value, value.replace('-', '')]),
  icd9: () => listed(icd9, spellIcd),
  icd10: () => listed(icd10, spellIcd),
  json: ([path = '']) => piece((text) => jsonValue(text, path)),
  part: ([separator = ';', index = '1']) => partOf(separator, Number(index)),
  'before-suffix': () => piece((text) => suffixForm.exec(text)?.[1] ?? text),
  suffix: () => piece((text) => suffixForm.exec(text)?.[2]),
  uuid: () => cased((text) => text.toLowerCase()),
}
