/** A lens of an element with a required binding -> one that gives only codes of the value set. https://hl7.org/fhir/R4/terminologies.html#required */
import type { Coding } from '../../fhir/definition.ts'
import { hasCase, isCased, isFolded } from '../../fhir/token-case.ts'
import { atMost, nothing } from '../cond.ts'
import type { Bad, Json, Lens, Probe } from '../model.ts'
import { bad, isBad } from '../value.ts'

type Fields = { readonly [name: string]: Json }

const isFields = (value: Json): value is Fields => typeof value === 'object' && !Array.isArray(value)

/** What a value says in codes: a code, a coding, or any of a concept's. */
function codingsOf(value: Json): readonly Json[] {
  if (!isFields(value)) return [value]
  const { coding } = value
  return Array.isArray(coding) ? (coding as readonly Json[]) : 'coding' in value || 'text' in value ? [] : [value]
}

/** The systems that have each code in the set. */
export type Codes = ReadonlyMap<string, ReadonlySet<string>>

export function codesOf(set: readonly Coding[]): Codes {
  const codes = new Map<string, Set<string>>()
  for (const { system, code } of set) codes.set(code, (codes.get(code) ?? new Set()).add(system))
  return codes
}

const isOne = (value: Json, codes: Codes): boolean =>
  isFields(value)
    ? codes.get(String(value['code']))?.has(String(value['system'])) === true
    : typeof value === 'string' && codes.has(value)

const isAsked = ({ system, code = '' }: Probe & { kind: 'token' }, codes: Codes): boolean =>
  system === undefined || system === '' ? codes.has(code) : codes.get(code)?.has(system) === true

/** A concept has other codings beside that of the set, which may be asked for too. */
export function boundLens(lens: Lens, codes: Codes): Lens {
  const systems = [...new Set([...codes.values()].flatMap((each) => [...each]))]
  const check = (given: Json | Bad | undefined): Json | Bad | undefined => {
    if (given === undefined || isBad(given)) return given
    return codingsOf(given).some((each) => isOne(each, codes))
      ? given
      : bad('is no code of the value set that is required')
  }
  return {
    ...lens,
    forward: (values, facts) => check(lens.forward(values, facts)),
    has: () => atMost(lens.has().over),
    match: (probe, facts) => {
      const found = lens.match(probe, facts)
      if (found === undefined || probe.kind === 'string') return found && atMost(found.over)
      if (lens.gives === 'CodeableConcept' || probe.kind !== 'token' || probe.code === undefined)
        return atMost(found.over)
      // Of two spellings that are one the set may have one only.
      const isCasedSet = systems.every((system) => isCased(system, facts.tenant.cases))
      if (!isCasedSet && isFolded(probe.casing, undefined) && hasCase(probe.code)) return atMost(found.over)
      return isAsked(probe, codes) ? found : nothing
    },
  }
}
