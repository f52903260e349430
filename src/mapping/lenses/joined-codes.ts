/** Codes that came joined into one text: `SCT:38341003` (`prefixed`) and HL7's `code^text^system` (`hl7ce`). */
import { atMost, either, nothing } from '../cond.ts'
import { isCodeOf, noCodeOf } from '../../fhir/code-syntax.ts'
import type { Given } from '../code-index.ts'
import type { CodeList } from '../codes.ts'
import type { Facts, Json, Lens } from '../model.ts'
import { bad, isBad } from '../value.ts'
import { askIn, type Ask } from './ask.ts'
import { accepts, type CodeShape } from './codes.ts'
import { askText, readText, textHas, type Text } from './pipeline.ts'

function shaped(coding: { readonly [name: string]: Json }, shape: CodeShape): Json {
  if (shape === 'code' || shape === 'display') return coding['code']!
  return shape === 'Coding' ? coding : { coding: [coding] }
}

/** The list tells systems by prefix; its row with an empty local code is for texts without one. */
export function prefixedLens(text: Text, list: CodeList, shape: CodeShape): Lens {
  const systemOf = (prefix: string, facts: Facts): string | undefined => list.find(prefix, facts)[0]?.system
  return {
    gives: shape === 'display' ? 'string' : shape,
    columns: [text.column],
    forward: (values, facts) => {
      const value = readText(text, values[0] ?? null)
      if (value === undefined || isBad(value)) return value
      const colon = value.indexOf(':')
      const [prefix, code] = [value.slice(0, Math.max(colon, 0)), value.slice(colon + 1)]
      if (colon === 0 || prefix !== prefix.trim() || code !== code.trim())
        return bad('is no code behind a prefix and a colon')
      const system = systemOf(prefix, facts)
      if (system === undefined || code === '') return undefined
      const isPlain = shape === 'code' || shape === 'display'
      return isPlain && !isCodeOf(system, code) ? bad(noCodeOf(system)) : shaped({ system, code }, shape)
    },
    isPerTenant: () => list.isPerTenant,
    has: () => atMost(textHas(text).over),
    match: (probe, facts) => {
      if (probe.kind !== 'token') return undefined
      const prefixes = list.locals(
        facts,
        ({ system }) => system !== undefined && [undefined, system].includes(probe.system),
      )
      if (prefixes.length === 0) return nothing
      if (probe.code === undefined) return atMost(textHas(text).over)
      return atMost(either(...prefixes.map((prefix) => askText(text, prefixedAsk(prefix, probe.code!)))).over)
    },
  }
}

/** A code may have been stored with other blanks inside: then its beginning is asked for. */
function prefixedAsk(prefix: string, code: string): Ask {
  const whole = (text: string): string => (prefix === '' ? text : `${prefix}:${text}`)
  const [first = ''] = code.split(' ', 1)
  return first === code ? askIn([whole(code)], true) : { kind: 'prefix', text: whole(first) }
}

/** A coded result: the list's coding where it has the code, else text only. */
export function hl7ceLens(text: Text, list: CodeList): Lens {
  return {
    gives: 'CodeableConcept',
    columns: [text.column],
    forward: (values, facts) => {
      const value = readText(text, values[0] ?? null)
      if (value === undefined || isBad(value)) return value
      const [code = '', display = ''] = value.split('^').map((part) => part.trim())
      const entries = list.find(code, facts).filter((entry) => entry.code !== undefined)
      const codings: Json[] = entries.map(({ system, code: standard, display: name }) => ({
        ...(system === undefined ? {} : { system }),
        code: standard!,
        ...(name === undefined ? {} : { display: name }),
      }))
      const own = list.own(facts)
      const isLocal = codings.length === 0 && list.definition.otherwise.kind === 'local'
      if (own !== undefined && code !== '' && (isLocal || codings.length > 0)) codings.push({ system: own, code })
      const words = display === '' ? (entries[0]?.display ?? code) : display
      if (codings.length === 0 && words === '') return undefined
      return { ...(codings.length === 0 ? {} : { coding: codings }), ...(words === '' ? {} : { text: words }) }
    },
    isPerTenant: () => list.isPerTenant,
    has: () => atMost(textHas(text).over),
    match: (probe, facts) => {
      if (probe.kind !== 'token') return undefined
      const isAccepted = ({ system, code, isOwn }: Given): boolean => !isOwn && accepts(probe, system, code, facts)
      const accepted = list.given(facts).locals(probe, isAccepted)
      const own = list.own(facts)
      const isOwn = own !== undefined && (probe.system === undefined || probe.system === own)
      return accepted.length === 0 && !isOwn ? nothing : atMost(textHas(text).over)
    },
  }
}
