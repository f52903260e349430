/** A hole that a lens fills with a whole datatype -> a hole for one part of it: the family of a name, the text of a concept. */
import { elementOf } from '../fhir/definitions.ts'
import { atMost } from './cond.ts'
import type { Bad, Facts, Hole, Json, Lens, Probe, Raw } from './model.ts'
import { servedOf } from './value.ts'

function pick(whole: Json | Bad | undefined, name: string): Json | undefined {
  const value = servedOf(whole)
  if (value === undefined || typeof value === 'string') return undefined
  return (value as Readonly<Record<string, Json>>)[name]
}

/** A text is in the whole wherever it is in the part; beyond that the lens knows of the part only that it may be there. */
function lensOf({ lens }: Hole, name: string, type: string): Lens {
  const has = () => atMost(lens.has().over)
  const isText = type === 'string' || type === 'markdown'
  return {
    gives: type,
    columns: lens.columns,
    forward: (values: readonly Raw[], facts: Facts) => pick(lens.forward(values, facts), name),
    has,
    match: (probe: Probe, facts: Facts) => {
      const whole = isText && probe.kind === 'string' ? lens.match(probe, facts) : undefined
      return whole === undefined ? has() : atMost(whole.over)
    },
  }
}

const known = new WeakMap<Hole, Map<string, Hole>>()

/** Undefined where the datatype has no such element. The same part is the same hole. Lists come as lists. */
export function partOf(hole: Hole, name: string): Hole | undefined {
  const type = elementOf(hole.type, name)?.types[0]
  if (type === undefined) return undefined
  const parts = known.get(hole) ?? new Map<string, Hole>()
  known.set(hole, parts)
  const part = parts.get(name) ?? { kind: 'hole', lens: lensOf(hole, name, type), type, at: hole.at }
  parts.set(name, part)
  return part
}
