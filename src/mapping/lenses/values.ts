/** Lenses of plain values: texts, booleans, references, and the pieces of free text that become whole datatypes. */
import { atMost, both, negate, nothing, type Between } from '../cond.ts'
import { fillTenant } from '../codes.ts'
import { isFolded, isSameToken } from '../../fhir/token-case.ts'
import { singleBlanks } from '../../fhir/primitive.ts'
import { textOf } from '../equality/absent.ts'
import { isNamed } from '../equality/list.ts'
import type { Column, Facts, Json, Lens, Probe } from '../model.ts'
import { bad, isBad } from '../value.ts'
import { askIn, type Ask } from './ask.ts'
import { askNamed, askText, readText, textHas, type Text } from './pipeline.ts'

const asServed = (value: string, fold: boolean, { veiled }: Probe): Ask =>
  veiled === true ? { kind: 'in', values: [value], fold, veiled } : askIn([value], fold)

/** What the FHIR type cannot hold is never served, so nothing is found by it. */
function matchText(text: Text, probe: Probe, gives: string, check: RegExp | undefined): Between | undefined {
  const fold = (probe.kind === 'text' || probe.kind === 'token') && isFolded(probe.casing, undefined)
  const ask = gives === 'code' ? askCode(text, fold) : (value: string) => askText(text, asServed(value, fold, probe))
  const equals = (value: string): Between => (check === undefined || check.test(value) ? ask(value) : nothing)
  if (probe.kind === 'text' || probe.kind === 'uri') return equals(probe.text)
  if (probe.kind === 'token') return probe.code === undefined ? textHas(text) : equals(probe.code)
  if (probe.kind === 'dialled') return askText(text, { kind: 'digits', texts: [probe.digits] })
  if (probe.kind !== 'string') return undefined
  if (probe.mode === 'exact') return equals(probe.text.trim())
  const found = askText(text, { kind: probe.mode === 'starts' ? 'prefix' : 'contains', text: probe.text })
  return check === undefined ? found : atMost(found.over)
}

/** A code may have been stored with other blanks inside: what begins so is asked for, and the row decides. */
export const askCode =
  (text: Text, fold = false) =>
  (code: string): Between => {
    const [first = ''] = code.split(' ', 1)
    return first === code
      ? askText(text, askIn([code], fold))
      : atMost(askText(text, { kind: 'prefix', text: first }).over)
  }

/** A text as it is after its steps; `check` refuses what the FHIR type cannot hold. */
export function textLens(text: Text, gives: string, check?: RegExp): Lens {
  const has = (): Between => (check === undefined ? textHas(text) : atMost(textHas(text).over))
  return {
    gives,
    columns: [text.column],
    forward: (values) => {
      const value = readText(text, values[0] ?? null)
      if (value === undefined || isBad(value) || check === undefined) return value
      const plain = gives === 'code' ? singleBlanks(value) : value
      return check.test(plain) ? plain : bad(`is no ${gives}`)
    },
    has,
    match: (probe) =>
      probe.kind === 'token' && probe.code === undefined ? has() : matchText(text, probe, gives, check),
  }
}

/** `is(A I)`: true for these, whatever their case as in any condition, false for any other value, nothing for none. */
export function isLens(text: Text, truths: readonly string[]): Lens {
  const truth = askNamed(text, truths)
  const falsehood = both(textHas(text), negate(truth))
  return {
    gives: 'boolean',
    columns: [text.column],
    forward: (values) => {
      const value = readText(text, values[0] ?? null)
      return value === undefined || isBad(value) ? value : String(isNamed(text.column, truths, value))
    },
    has: () => textHas(text),
    match: (probe) => {
      const wanted = probe.kind === 'token' ? probe.code : probe.kind === 'text' ? probe.text : undefined
      if (wanted === undefined) return probe.kind === 'token' ? textHas(text) : undefined
      return wanted === 'true' ? truth : wanted === 'false' ? falsehood : nothing
    },
  }
}

const credentials = new Set('MD DO NP PA RN MA PHD DDS DPM OD LPN CRNA FNP JR SR II III IV LCSW PSYD'.split(' '))

/** `DOE, JANE A MD` as a HumanName: family before the comma, then given names, then what the list knows as suffixes. */
export function splitName(text: string, title: (text: string) => string): Json | undefined {
  const [family = '', ...rest] = text.split(',').map((each) => each.trim())
  const words = rest
    .join(' ')
    .split(/\s+/)
    .filter((each) => each !== '')
  const suffix = words.filter((word) => credentials.has(word.toUpperCase().replaceAll('.', '')))
  const given = words.filter((word) => !suffix.includes(word)).map(title)
  if (family === '') return undefined
  return { family: title(family), ...(given.length === 0 ? {} : { given }), ...(suffix.length === 0 ? {} : { suffix }) }
}

export function nameLens(text: Text, title: (text: string) => string): Lens {
  return {
    gives: 'HumanName',
    columns: [text.column],
    forward: (values) => {
      const value = readText(text, values[0] ?? null)
      return value === undefined || isBad(value) ? value : splitName(value, title)
    },
    has: () => atMost(textHas(text).over),
    match: (probe) =>
      probe.kind === 'string' ? atMost(askText(text, { kind: 'contains', text: probe.text }).over) : undefined,
  }
}

/** Texts with holes: `x-{p.A}`, where fixed pieces may name facts of the tenant. The whole is there when every column has a value. */
export function templateLens(pieces: readonly (string | Column)[], gives: string, check?: RegExp): Lens {
  const columns = pieces.filter((piece) => typeof piece !== 'string')
  const allHave = both(...columns.map((column) => textHas({ column, steps: [] })))
  const isPerTenant = pieces.some((piece) => typeof piece === 'string' && piece.includes('{tenant.'))
  const isSure = check === undefined && !isPerTenant
  const wanted = (probe: Probe): string | undefined => {
    if (probe.kind === 'text' || probe.kind === 'uri') return probe.text
    return probe.kind === 'token' ? probe.code : undefined
  }
  return {
    gives,
    columns,
    forward: (values, facts) => {
      const texts = columns.map((column, index) => textOf(column, values[index] ?? null))
      if (texts.includes(undefined)) return undefined
      const value = fillPieces(pieces, texts as string[], facts)
      return value === undefined || check === undefined || check.test(value) ? value : bad(`is no ${gives}`)
    },
    isPerTenant: () => isPerTenant,
    has: () => (isSure ? allHave : atMost(allHave.over)),
    match: (probe, facts) => {
      const text = wanted(probe)
      const fold = (probe.kind === 'text' || probe.kind === 'token') && isFolded(probe.casing, undefined)
      return text === undefined ? undefined : matchPieces(pieces, { text, fold, probe }, facts, isSure)
    },
  }
}

/** Undefined where the tenant lacks a fact. */
function fillPieces(pieces: readonly (string | Column)[], texts: readonly string[], facts: Facts): string | undefined {
  let next = 0
  const filled = pieces.map((piece) => (typeof piece === 'string' ? fillTenant(piece, facts) : texts[next++]))
  return filled.includes(undefined) ? undefined : filled.join('')
}

/** One hole is what is left between the pieces around it; several are only asked whether they have values. */
function matchPieces(
  pieces: readonly (string | Column)[],
  { text: value, fold, probe }: { readonly text: string; readonly fold: boolean; readonly probe: Probe },
  facts: Facts,
  isSure: boolean,
): Between {
  const at = pieces.findIndex((piece) => typeof piece !== 'string')
  const column = pieces[at] as Column
  const others = pieces.slice(at + 1).filter((piece) => typeof piece !== 'string')
  if (others.length > 0)
    return atMost(both(...[column, ...others].map((each) => textHas({ column: each, steps: [] }))).over)
  const before = fillPieces(pieces.slice(0, at), [], facts)
  const after = fillPieces(pieces.slice(at + 1), [], facts)
  if (before === undefined || after === undefined || value.length <= before.length + after.length) return nothing
  const [from, to] = [before.length, value.length - after.length]
  if (!isSameToken(value.slice(0, from), before, fold) || !isSameToken(value.slice(to), after, fold)) return nothing
  const inner = askText({ column, steps: [] }, asServed(value.slice(from, to), fold, probe))
  return isSure ? inner : atMost(inner.over)
}
