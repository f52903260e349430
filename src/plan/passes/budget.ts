/** What a request may ask of one search, counted before any of it is planned: what follows costs by the value. */
import { Problem } from '../../fhir/problem.ts'
import type { ParameterType } from '../../mapping/model.ts'
import type { SearchParameterRequest, SearchRequest } from '../../parse/request.ts'
import type { Context } from '../model.ts'
import { parametersOf } from '../question/offered.ts'

/** Values of all parameters together. */
export const mostValues = 500
/** Those of them that are compared, each of which is a range of every column asked. */
export const mostCompared = 30

const compared: ReadonlySet<ParameterType> = new Set(['date', 'number', 'quantity'])

const countOf = (parameters: readonly SearchParameterRequest[]): number =>
  parameters.reduce((sum, { values }) => sum + values.length, 0)

function refuse(parameters: readonly SearchParameterRequest[], most: number, what: string): Problem {
  const names = [...new Set(parameters.map(({ name }) => name))]
  const message = `The search has ${countOf(parameters)} ${what}; at most ${most} are answered at once.`
  return new Problem('plan-too-many-values', message, { expression: names, hint: 'Ask for them in several searches.' })
}

/** Throws Problem plan-too-many-values. Names that are not offered count as values: they are refused later, by name. */
export function checkBudget({ type, parameters }: SearchRequest, { mapping }: Context): void {
  if (countOf(parameters) > mostValues) throw refuse(parameters, mostValues, 'values')
  const known = parametersOf(mapping, type)
  const ranges = parameters.filter(({ name }) => {
    const parameter = known.get(name)
    return parameter !== undefined && compared.has(parameter.type)
  })
  if (countOf(ranges) > mostCompared) throw refuse(ranges, mostCompared, 'dates, numbers or quantities')
}
