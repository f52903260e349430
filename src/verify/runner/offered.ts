/** A type's compiled parameters -> what it offers to be asked, with the modifiers and prefixes that the planner takes. */
import { Problem } from '../../fhir/problem.ts'
import type { Mapping, Parameter } from '../../mapping/model.ts'
import { checkModifier } from '../../plan/question/parameter.ts'
import type { OfferedParameter } from '../cases.ts'
import { prefixes } from '../oracle/value.ts'

const prefixed = new Set(['date', 'number', 'quantity'])

function takes(parameter: Parameter, modifier: string): boolean {
  try {
    checkModifier(parameter, modifier)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

function offer(parameter: Parameter, mapping: Mapping): OfferedParameter {
  const candidates = ['missing', 'not', 'exact', 'contains', ...mapping.byType.keys()]
  const { name, type } = parameter
  return {
    name,
    type,
    modifiers: candidates.filter((each) => takes(parameter, each)),
    prefixes: prefixed.has(type) ? prefixes : [],
  }
}

const id: OfferedParameter = { name: '_id', type: 'token', modifiers: ['missing', 'not'], prefixes: [] }

/** The same parameters as in the CapabilityStatement. */
export const offeredBy = (mapping: Mapping, type: string): readonly OfferedParameter[] => [
  id,
  ...[...(mapping.parameters.get(type)?.values() ?? [])].map((parameter) => offer(parameter, mapping)),
]
