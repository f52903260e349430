/** A type's compiled parameters -> what it offers to be asked, with the modifiers and prefixes that the planner takes. */
import { Problem } from '../../fhir/problem.ts'
import type { Mapping, Parameter, Source } from '../../mapping/model.ts'
import { checkModifier } from '../../plan/question/parameter.ts'
import type { OfferedParameter } from '../cases.ts'
import { prefixes } from '../oracle/value.ts'
import { leavesOf } from './leaves.ts'

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

/** The types that the source's references name, and one that they do not: what a source does not name it answers in one way. */
function typesAsked({ hits }: Parameter, source: Source, mapping: Mapping): readonly string[] {
  const leaves = (hits.get(source) ?? []).flatMap(({ leaf }) => leavesOf(leaf))
  const named = new Set(leaves.flatMap((leaf) => (leaf.kind === 'hole' ? (leaf.lens.targetType ?? []) : [])))
  const other = [...mapping.byType.keys()].find((type) => !named.has(type))
  return [...named, ...(other === undefined ? [] : [other])]
}

function offer(parameter: Parameter, source: Source, mapping: Mapping): OfferedParameter {
  const candidates = ['missing', 'not', 'exact', 'contains', ...typesAsked(parameter, source, mapping)]
  const { name, type } = parameter
  return {
    name,
    type,
    modifiers: candidates.filter((each) => takes(parameter, each)),
    prefixes: prefixed.has(type) ? prefixes : [],
  }
}

const id: OfferedParameter = { name: '_id', type: 'token', modifiers: ['missing', 'not'], prefixes: [] }

/** The same parameters as in the CapabilityStatement, as one source of the type is asked by them. */
export const offeredBy = (mapping: Mapping, source: Source): readonly OfferedParameter[] => [
  id,
  ...[...(mapping.parameters.get(source.resource)?.values() ?? [])].map((parameter) =>
    offer(parameter, source, mapping),
  ),
]
