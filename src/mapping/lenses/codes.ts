/** `codes(list)`, `coding(system)`, `display`: local codes to code, Coding, CodeableConcept or text, and searches back to local codes. */
import { atMost, both, either, isExact, negate, nothing, type Between } from '../cond.ts'
import { fillTenant, type CodeEntry, type CodeList } from '../codes.ts'
import type { Bad, Facts, Json, Lens, Probe, Raw } from '../model.ts'
import { bad, foldText, isBad } from '../value.ts'
import { askIn } from './ask.ts'
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
  if (otherwise.kind === 'local' && own !== undefined) return { codings: [{ system: own, code: local }], text: local }
  return { codings: [], text: local }
}

/** The Coding that a bare word means in the element the lens fills. */
export type Fallback = (code: string) => { readonly system?: string; readonly code: string; readonly display?: string }

function mapped(list: CodeList, entries: readonly CodeEntry[], local: string, facts: Facts): Coded {
  const codings = entries.flatMap((entry) => toCoding(entry) ?? [])
  const own = list.own(facts)
  const display = entries.find((entry) => entry.display !== undefined)?.display
  const beside =
    own === undefined ? [] : [{ system: own, code: entries[0]!.local, ...(display === undefined ? {} : { display }) }]
  const text = display ?? (codings.length + beside.length === 0 ? local : undefined)
  return { codings: [...codings, ...beside], ...(text === undefined ? {} : { text }) }
}

function dayOf(raw: Raw | undefined): string | undefined {
  const day = raw?.trim().replace(/-/g, '').slice(0, 8)
  return day !== undefined && /^\d{8}$/.test(day) ? day : undefined
}

interface CodesLens {
  readonly text: Text
  /** The column of the day, for dated lists. */
  readonly day?: Text
  readonly list: CodeList
  readonly shape: CodeShape
  readonly fallback: Fallback
}

function forward(lens: CodesLens, values: readonly Raw[], facts: Facts): Json | Bad | undefined {
  const local = readText(lens.text, values[0] ?? null)
  if (local === undefined || isBad(local)) return local
  const entries = lens.list.find(local, facts, lens.day && dayOf(values[1]))
  if (entries.length > 0) return shape(mapped(lens.list, entries, local, facts), lens.shape)
  const other = unmapped(lens.list, local, facts, lens.fallback)
  return isBad(other) ? other : shape(other, lens.shape)
}

const accepts = (probe: Probe & { kind: 'token' }, system: string | undefined, code: string | undefined): boolean =>
  code !== undefined &&
  (probe.system === undefined || probe.system === (system ?? '')) &&
  (probe.code === undefined || probe.code === code)

/** Rows that decide by the day, or of which only some are preferred, bound the answer only. */
function locals(lens: CodesLens, facts: Facts, accept: (entry: CodeEntry) => boolean): Between {
  const found = lens.list.locals(facts, accept)
  const between = askText(lens.text, askIn(found, true))
  const unsure = lens.list.definition.dated || found.some((local) => !lens.list.find(local, facts).every(accept))
  return unsure ? atMost(between.over) : between
}

function outside(lens: CodesLens, facts: Facts): Between {
  return both(textHas(lens.text), negate(askText(lens.text, askIn(lens.list.keys(facts), true))))
}

/** Codes in no row, by what the fallback makes of them. */
function otherwiseMatch(lens: CodesLens, probe: Probe & { kind: 'token' }, facts: Facts): Between {
  const { otherwise } = lens.list.definition
  if (otherwise.kind === 'code') {
    const coding = lens.fallback(otherwise.code)
    return accepts(probe, coding.system, coding.code) ? outside(lens, facts) : nothing
  }
  const own = otherwise.kind === 'local' ? lens.list.own(facts) : undefined
  return own !== undefined && accepts(probe, own, probe.code ?? '')
    ? both(outside(lens, facts), local(lens, probe))
    : nothing
}

const local = (lens: CodesLens, probe: Probe & { kind: 'token' }): Between =>
  probe.code === undefined ? textHas(lens.text) : askText(lens.text, askIn([probe.code]))

/** Only a Coding's or concept's first and further codings can be asked for; a code has no system of its own but its value set's. */
function matchToken(lens: CodesLens, probe: Probe & { kind: 'token' }, facts: Facts): Between {
  const own = lens.list.own(facts)
  const accept = (entry: CodeEntry): boolean => accepts(probe, entry.system, entry.code)
  const acceptOwn = (entry: CodeEntry): boolean =>
    accept(entry) || (own !== undefined && accepts(probe, own, entry.local))
  const rows = locals(lens, facts, lens.shape === 'CodeableConcept' ? acceptOwn : accept)
  const firstOnly = lens.shape !== 'CodeableConcept' && !isExact(rows) ? atMost(rows.over) : rows
  return either(firstOnly, otherwiseMatch(lens, probe, facts))
}

function matchText(lens: CodesLens, probe: Probe & { kind: 'string' }, facts: Facts): Between {
  const wanted = foldText(probe.text)
  const found = lens.list.locals(facts, ({ display }) => display !== undefined && foldText(display).includes(wanted))
  return atMost(either(askText(lens.text, askIn(found, true)), outside(lens, facts)).over)
}

const gives: Readonly<Record<CodeShape, string>> = {
  code: 'code',
  Coding: 'Coding',
  CodeableConcept: 'CodeableConcept',
  display: 'string',
}

export function codesLens(lens: CodesLens): Lens {
  return {
    gives: gives[lens.shape],
    columns: lens.day === undefined ? [lens.text.column] : [lens.text.column, lens.day.column],
    forward: (values, facts) => forward(lens, values, facts),
    has: () =>
      lens.list.definition.otherwise.kind === 'text' && lens.shape === 'CodeableConcept'
        ? textHas(lens.text)
        : atMost(textHas(lens.text).over),
    match: (probe, facts) => {
      if (probe.kind === 'token') return matchToken(lens, probe, facts)
      if (probe.kind === 'string') return matchText(lens, probe, facts)
      return probe.kind === 'text' ? matchToken(lens, { kind: 'token', code: probe.text }, facts) : undefined
    },
  }
}

/** `coding(loinc)`: the text is the code of a system. */
export function codingLens(text: Text, system: string, wanted: CodeShape, codes: { readonly tenant: boolean }): Lens {
  const systemFor = (facts: Facts): string | undefined => (codes.tenant ? fillTenant(system, facts) : system)
  return {
    gives: gives[wanted],
    columns: [text.column],
    forward: (values, facts) => {
      const code = readText(text, values[0] ?? null)
      if (code === undefined || isBad(code)) return code
      const systemOf = systemFor(facts)
      return shape({ codings: [{ ...(systemOf === undefined ? {} : { system: systemOf }), code }] }, wanted)
    },
    has: () => textHas(text),
    match: (probe, facts) => {
      if (probe.kind === 'text') return askText(text, askIn([probe.text]))
      if (probe.kind !== 'token' || (probe.system !== undefined && probe.system !== systemFor(facts))) return nothing
      return probe.code === undefined ? textHas(text) : askText(text, askIn([probe.code]))
    },
  }
}
