/** `codes(list)`, `coding(system)`, `display`: local codes to code, Coding, CodeableConcept or text, and searches back to local codes. */
import { fold } from '../../fhir/string.ts'
import { atMost, both, either, negate, nothing, type Between } from '../cond.ts'
import { fillTenant, type CodeEntry, type CodeList } from '../codes.ts'
import type { CodesUse, Bad, Facts, Json, Lens, Probe, Raw } from '../model.ts'
import { bad, isBad } from '../value.ts'
import { hasSyntax, isCodeOf, noCodeOf } from '../../fhir/code-syntax.ts'
import { hasCase, isFolded, isSameToken } from '../../fhir/token-case.ts'
import { singleBlanks } from '../../fhir/primitive.ts'
import { askIn } from './ask.ts'
import { askCode } from './values.ts'
import { askText, readText, textHas, type Text } from './pipeline.ts'

/** What the element wants of a code. */
export type CodeShape = 'code' | 'Coding' | 'CodeableConcept' | 'display'

/** A coded value on its way: codings in order, and a text where only that is known. */
interface Coded {
  readonly codings: readonly { readonly system?: string; readonly code: string; readonly display?: string }[]
  readonly text?: string
}

function toCoding(entry: CodeEntry): Coded['codings'][number] | undefined {
  if (entry.code === undefined) return undefined
  const { system, code, display } = entry
  return { ...(system === undefined ? {} : { system }), code, ...(display === undefined ? {} : { display }) }
}

function printConcept({ codings, text }: Coded): Json | undefined {
  if (codings.length === 0 && text === undefined) return undefined
  return {
    ...(codings.length === 0 ? {} : { coding: codings as readonly Json[] }),
    ...(text === undefined ? {} : { text }),
  }
}

function shape(coded: Coded, wanted: CodeShape): Json | undefined {
  const [first] = coded.codings
  if (wanted === 'code') return first?.code
  if (wanted === 'Coding') return first as Json | undefined
  return wanted === 'display' ? (coded.text ?? first?.display) : printConcept(coded)
}

/** What the fallback says of a code that no row has. `resolve` finds the element's own code for `else: unknown`. */
function unmapped(list: CodeList, local: string, facts: Facts, resolve: Fallback): Coded | Bad {
  const { otherwise } = list.definition
  if (otherwise.kind === 'drop') return { codings: [] }
  if (otherwise.kind === 'bad') return bad(`is in no row of the code list ${list.definition.name}`)
  if (otherwise.kind === 'code') return { codings: [resolve(otherwise.code)] }
  const own = list.own(facts)
  if (otherwise.kind === 'local' && own !== undefined)
    return { codings: [{ system: own, code: singleBlanks(local) }], text: local }
  return { codings: [], text: local }
}

/** The Coding that a bare word means in the element the lens fills. */
export type Fallback = (code: string) => { readonly system?: string; readonly code: string; readonly display?: string }

/** The standard codings of a local code, and the local one behind them. A plain code is of the element's own value set, which local codes are not. */
function codingsOf({ list, shape: wanted }: CodesLens, entries: readonly CodeEntry[], facts: Facts): Coded['codings'] {
  const standard = entries.flatMap((entry) => toCoding(entry) ?? [])
  const own = wanted === 'code' ? undefined : list.own(facts)
  if (own === undefined || entries.length === 0) return standard
  const display = displayOf(entries)
  return [
    ...standard,
    { system: own, code: singleBlanks(entries[0]!.local), ...(display === undefined ? {} : { display }) },
  ]
}

const displayOf = (entries: readonly CodeEntry[]): string | undefined =>
  entries.find((entry) => entry.display !== undefined)?.display

function mapped(lens: CodesLens, entries: readonly CodeEntry[], local: string, facts: Facts): Coded {
  const codings = codingsOf(lens, entries, facts)
  const text = displayOf(entries) ?? (codings.length === 0 ? local : undefined)
  return { codings, ...(text === undefined ? {} : { text }) }
}

function dayOf(raw: Raw | undefined): string | undefined {
  const day = raw?.trim().replace(/-/g, '').slice(0, 8)
  return day !== undefined && /^\d{8}$/.test(day) ? day : undefined
}

export interface CodesLens {
  readonly text: Text
  /** The column of the day, for dated lists. */
  readonly day?: Text
  readonly list: CodeList
  readonly shape: CodeShape
  readonly fallback: Fallback
}

/** A code that the list has and its system cannot have is missing from what is served. */
const told = (entries: readonly CodeEntry[], served: Json | undefined): Json | Bad | undefined =>
  entries.some(({ flawed }) => flawed)
    ? bad('has a code, of a code list, that cannot be one of its system', served)
    : served

/** What a local code gives by its rows in the list, none or some. */
export function codedValue(
  lens: CodesLens,
  entries: readonly CodeEntry[],
  local: string,
  facts: Facts,
): Json | Bad | undefined {
  if (entries.length > 0) return told(entries, shape(mapped(lens, entries, local, facts), lens.shape))
  const other = unmapped(lens.list, local, facts, lens.fallback)
  return isBad(other) ? other : shape(other, lens.shape)
}

function forward(lens: CodesLens, values: readonly Raw[], facts: Facts): Json | Bad | undefined {
  const local = readText(lens.text, values[0] ?? null)
  if (local === undefined || isBad(local)) return local
  return codedValue(lens, lens.list.find(local, facts, lens.day && dayOf(values[1])), local, facts)
}

export const accepts = (
  probe: Probe & { kind: 'token' },
  system: string | undefined,
  code: string | undefined,
  { tenant: { cases } }: Facts,
): boolean =>
  code !== undefined &&
  (probe.system === undefined || probe.system === (system ?? '')) &&
  (probe.code === undefined || isSameToken(probe.code, code, isFolded(probe.casing, system, cases)))

/** Local codes whose codings are asked for: any of a concept's, the first of others. Where the day decides they only bound the answer. */
function locals(lens: CodesLens, probe: Probe & { kind: 'token' }, facts: Facts): Between {
  const isOne = lens.shape !== 'CodeableConcept' && !lens.list.definition.dated
  const own = lens.shape === 'code' ? undefined : lens.list.own(facts)
  const found = lens.list.given(facts).locals(probe, ({ system, code, isOwn, place }) => {
    if ((isOne && place > 0) || (isOwn && own === undefined)) return false
    return accepts(probe, isOwn ? own : system, code, facts)
  })
  const between = askText(lens.text, askIn(found, true))
  return lens.list.definition.dated ? atMost(between.over) : between
}

const outsides = new WeakMap<CodesLens, WeakMap<readonly string[], Between>>()

/** Codes that are in no row; of a list with days, also those that are in none on the day. Each of many values asks it of the same rows. */
function outside(lens: CodesLens, facts: Facts): Between {
  const keys = lens.list.keys(facts)
  const known = outsides.get(lens) ?? new WeakMap<readonly string[], Between>()
  outsides.set(lens, known)
  const between = known.get(keys) ?? notAmong(lens, keys)
  known.set(keys, between)
  return between
}

function notAmong({ text, list }: CodesLens, keys: readonly string[]): Between {
  return list.definition.dated
    ? atMost(textHas(text).over)
    : both(textHas(text), negate(askText(text, askIn(keys, true))))
}

/** Codes in no row, by what the fallback makes of them. */
function otherwiseMatch(lens: CodesLens, probe: Probe & { kind: 'token' }, facts: Facts): Between {
  const { otherwise } = lens.list.definition
  if (otherwise.kind === 'code') {
    const coding = lens.fallback(otherwise.code)
    return accepts(probe, coding.system, coding.code, facts) ? outside(lens, facts) : nothing
  }
  const own = otherwise.kind === 'local' ? lens.list.own(facts) : undefined
  return own !== undefined && accepts(probe, own, probe.code ?? '', facts)
    ? both(outside(lens, facts), local(lens, probe, own, facts))
    : nothing
}

const local = (
  { text }: CodesLens,
  { code, casing }: Probe & { kind: 'token' },
  own: string,
  { tenant: { cases } }: Facts,
): Between => (code === undefined ? textHas(text) : askCode(text, isFolded(casing, own, cases))(code))

const matchToken = (lens: CodesLens, probe: Probe & { kind: 'token' }, facts: Facts): Between =>
  either(locals(lens, probe, facts), otherwiseMatch(lens, probe, facts))

const displays = new WeakMap<CodeEntry, string>()

/** What a string search compares of a row. */
function displayedAs(entry: CodeEntry): string {
  const known = displays.get(entry) ?? fold(entry.display ?? entry.local)
  displays.set(entry, known)
  return known
}

/** Displays are listed; what is in no row is served as it is stored. */
function matchText(lens: CodesLens, probe: Probe & { kind: 'string' }, facts: Facts): Between {
  const wanted = fold(probe.text)
  const isServed = (entry: CodeEntry): boolean => displayedAs(entry).includes(wanted)
  const found = lens.list.locals(facts, isServed)
  return atMost(either(askText(lens.text, askIn(found, true)), outside(lens, facts)).over)
}

/** Every stored code becomes something: those in the list, and those that are not. */
function isTotal({ list, shape: wanted }: CodesLens): boolean {
  const { kind } = list.definition.otherwise
  if (wanted === 'CodeableConcept') return kind === 'text' || kind === 'local' || kind === 'code'
  return wanted !== 'display' && kind === 'code' && list.isComplete && !list.definition.dated
}

/** A plain code, beside a system that the lens does not know. */
export const asToken = ({ text, casing = 'exact' }: Probe & { kind: 'text' }): Probe & { kind: 'token' } => ({
  kind: 'token',
  code: text,
  casing,
})

export const gives: Readonly<Record<CodeShape, string>> = {
  code: 'code',
  Coding: 'Coding',
  CodeableConcept: 'CodeableConcept',
  display: 'string',
}

const otherwiseOf = ({ definition: { otherwise } }: CodeList): string =>
  otherwise.kind === 'code' ? otherwise.code : otherwise.kind

function knows({ text, list }: Pick<CodesLens, 'text' | 'list'>, raw: Raw, facts: Facts): boolean {
  const local = readText(text, raw)
  return local === undefined || (!isBad(local) && list.find(local, facts).length > 0)
}

/** What `check` asks of a lens with a code list. */
export const codesUse = (lens: Pick<CodesLens, 'text' | 'list'>): CodesUse => ({
  list: lens.list.definition.name,
  otherwise: otherwiseOf(lens.list),
  knows: (raw, facts) => knows(lens, raw, facts),
  locals: (facts) => lens.list.keys(facts),
})

export function codesLens(lens: CodesLens): Lens {
  return {
    codes: codesUse(lens),
    gives: gives[lens.shape],
    columns: lens.day === undefined ? [lens.text.column] : [lens.text.column, lens.day.column],
    forward: (values, facts) => forward(lens, values, facts),
    isPerTenant: () => lens.list.isPerTenant,
    has: () => (isTotal(lens) ? textHas(lens.text) : atMost(textHas(lens.text).over)),
    match: (probe, facts) => {
      if (probe.kind === 'token') return lens.shape === 'display' ? undefined : matchToken(lens, probe, facts)
      if (probe.kind === 'string') return matchText(lens, probe, facts)
      if (probe.kind !== 'text' || lens.shape === 'display') return undefined
      return matchToken(lens, asToken(probe), facts)
    },
  }
}

/** What is no code of the system is not served; where case does not count another spelling may be one. */
function ofSystem(system: string, code: string, fold: boolean, ask: (code: string) => Between): Between {
  if (fold && hasSyntax(system) && hasCase(code)) return atMost(ask(code).over)
  return isCodeOf(system, code) ? ask(code) : nothing
}

/** `coding(loinc)`: the text is the code of a system. What cannot be one of its codes is left out; a concept keeps it as its text. */
export function codingLens(text: Text, system: string, wanted: CodeShape, codes: { readonly tenant: boolean }): Lens {
  const systemFor = (facts: Facts): string | undefined => (codes.tenant ? fillTenant(system, facts) : system)
  const isSure = !hasSyntax(system) && text.column.chars !== undefined
  const some = (): Between => (isSure ? textHas(text) : atMost(textHas(text).over))
  const equals = (code: string, fold: boolean): Between => ofSystem(system, code, fold, askCode(text, fold))
  return {
    gives: gives[wanted],
    columns: [text.column],
    forward: (values, facts) => {
      const code = readText(text, values[0] ?? null)
      if (code === undefined || isBad(code)) return code
      const systemOf = systemFor(facts)
      if (wanted === 'code' && !isCodeOf(systemOf, code)) return bad(noCodeOf(system))
      return shape({ codings: [{ ...(systemOf === undefined ? {} : { system: systemOf }), code }] }, wanted)
    },
    isPerTenant: () => codes.tenant,
    has: () => (wanted === 'CodeableConcept' ? textHas(text) : some()),
    match: (probe, facts) => {
      if (probe.kind === 'text') return equals(probe.text, probe.casing === 'folded')
      if (probe.kind !== 'token') return undefined
      const own = systemFor(facts)
      if (probe.system !== undefined && probe.system !== own) return nothing
      return probe.code === undefined ? some() : equals(probe.code, isFolded(probe.casing, own, facts.tenant.cases))
    },
  }
}
