/** `codes(list)` of a list that is looked up live: its row is joined, so that a page reads it along, and a search asks its columns. */
import { atMost, both, either, everything, exactly, has, negate, nothing, or, type Between } from '../cond.ts'
import { sound, type CodeTable, type LiveTexts } from '../codes.ts'
import type { Bad, Column, Facts, Json, Lens, Probe, Raw } from '../model.ts'
import { isCased } from '../../fhir/token-case.ts'
import { isBad } from '../value.ts'
import { askIn } from './ask.ts'
import { accepts, asToken, codedValue, gives, type CodesLens } from './codes.ts'
import { askText, readText, textHas, type Text } from './pipeline.ts'

type Token = Probe & { readonly kind: 'token' }

/** The list's table under the alias of the join. */
interface LiveLens extends CodesLens {
  readonly table: CodeTable
  readonly live: LiveTexts
}

const inRow = (column: Column, alias: string): Column => Object.freeze({ ...column, alias })
const textInRow = ({ column, steps }: Text, alias: string): Text => ({ column: inRow(column, alias), steps })

function liveInRow({ local, code, display, system }: LiveTexts, alias: string): LiveTexts {
  return {
    local: inRow(local, alias),
    ...(code && { code: textInRow(code, alias) }),
    ...(display && { display: textInRow(display, alias) }),
    system: 'text' in system ? { ...system, text: textInRow(system.text, alias) } : system,
  }
}

function forward(lens: LiveLens, values: readonly Raw[], facts: Facts): Json | Bad | undefined {
  const [own = null, ...row] = values
  const local = readText(lens.text, own)
  if (local === undefined || isBad(local)) return local
  const entry = lens.table.toEntry(row)
  return codedValue(lens, entry === undefined ? [] : [sound(entry)], local, facts)
}

/** The list has a row; it has none. */
const listed = ({ text, live }: LiveLens): Between => both(textHas(text), exactly(has(live.local)))
const unlisted = ({ text, live }: LiveLens): Between => both(textHas(text), negate(exactly(has(live.local))))

function ofSystem({ live: { system } }: LiveLens, asked: string | undefined): Between {
  if (asked === undefined) return everything
  if (!('text' in system)) return (system.fixed ?? '') === asked ? everything : nothing
  const known = [...system.cases].filter(([, url]) => url === asked).map(([value]) => value)
  if (asked !== '') return askText(system.text, askIn(known))
  return negate(askText(system.text, askIn([...system.cases.keys()])))
}

function standard(lens: LiveLens, { system, code, casing }: Token, { tenant: { cases } }: Facts): Between {
  const text = lens.live.code
  if (text === undefined) return nothing
  const isExact = casing === undefined || casing === 'exact' || (casing === 'by-system' && isCased(system, cases))
  const coded = code === undefined ? textHas(text) : askText(text, askIn([code], !isExact))
  // Whether its system can have the code, the row decides.
  return atMost(both(listed(lens), coded, ofSystem(lens, system)).over)
}

/** The local coding beside the standard one, or in its place. */
function own(lens: LiveLens, probe: Token, facts: Facts): Between {
  const system = lens.list.own(facts)
  if (system === undefined || lens.shape === 'code' || !accepts(probe, system, probe.code ?? '', facts)) return nothing
  const isLocal = lens.list.definition.otherwise.kind === 'local'
  const rows = isLocal ? either(listed(lens), unlisted(lens)) : listed(lens)
  const named = probe.code === undefined ? rows : both(rows, askText(lens.text, askIn([probe.code], true)))
  return atMost(named.over)
}

function otherwise(lens: LiveLens, probe: Token, facts: Facts): Between {
  const { otherwise: other } = lens.list.definition
  if (other.kind !== 'code') return nothing
  const coding = lens.fallback(other.code)
  return accepts(probe, coding.system, coding.code, facts) ? unlisted(lens) : nothing
}

function matchToken(lens: LiveLens, probe: Token, facts: Facts): Between {
  return either(standard(lens, probe, facts), own(lens, probe, facts), otherwise(lens, probe, facts))
}

/** A row without words is served by its code as it is stored. */
function matchText(lens: LiveLens, text: string): Between {
  const { display } = lens.live
  if (display === undefined) return atMost(textHas(lens.text).over)
  const worded = askText(display, { kind: 'contains', text }).over
  return atMost(or(worded, both(textHas(lens.text), negate(exactly(has(display.column)))).over))
}

/** The words, as a text is asked for: by all of it, in any case, or whether there are any. */
const matchWords = (lens: LiveLens, text: string | undefined): Between =>
  text === undefined ? atMost(textHas(lens.text).over) : matchText(lens, text)

function matchLive(lens: LiveLens, probe: Probe, facts: Facts): Between | undefined {
  if (probe.kind === 'string') return matchText(lens, probe.text)
  if (probe.kind !== 'token' && probe.kind !== 'text') return undefined
  if (lens.shape === 'display') return matchWords(lens, probe.kind === 'token' ? probe.code : probe.text)
  return matchToken(lens, probe.kind === 'token' ? probe : asToken(probe), facts)
}

function hasValue(lens: LiveLens): Between {
  const { kind } = lens.list.definition.otherwise
  if (lens.shape !== 'CodeableConcept') return atMost(textHas(lens.text).over)
  return kind === 'drop' || kind === 'bad' ? listed(lens) : textHas(lens.text)
}

/** `alias` is that of the join. */
export function liveCodesLens(codes: CodesLens, table: CodeTable, live: LiveTexts, alias: string): Lens {
  const lens: LiveLens = { ...codes, table, live: liveInRow(live, alias) }
  return {
    gives: gives[lens.shape],
    columns: [lens.text.column, ...table.columns.map((column) => inRow(column, alias))],
    forward: (values, facts) => forward(lens, values, facts),
    isPerTenant: () => lens.list.isPerTenant,
    has: () => hasValue(lens),
    match: (probe, facts) => matchLive(lens, probe, facts),
  }
}
