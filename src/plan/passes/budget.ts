/** What a request may ask of one search, counted before any of it is planned: what follows costs by the value. */
import { Problem } from '../../fhir/problem.ts'
import type { Parameter, ParameterType } from '../../mapping/model.ts'
import type { SearchParameterRequest, SearchRequest } from '../../parse/request.ts'
import type { Context } from '../model.ts'
import { parametersOf } from '../question/offered.ts'

/** Values of all parameters together. */
export const mostValues = 500
/** Those of them that are compared, each of which is a range of every column asked. */
export const mostCompared = 30
/** Those of them, times the sources that each is asked of: every source is planned for itself. */
export const mostRanges = 480
/** Values that are looked for in texts, times the elements that each is looked for in: as many patterns. */
export const mostPatterns = 1_500

const compared: ReadonlySet<ParameterType> = new Set(['date', 'number', 'quantity'])

type Parameters = readonly SearchParameterRequest[]
type Known = ReadonlyMap<string, Parameter>

const countOf = (parameters: Parameters): number => parameters.reduce((sum, { values }) => sum + values.length, 0)

const isOf = (known: Known, name: string, is: (type: ParameterType) => boolean): boolean => {
  const type = known.get(name)?.type
  return type !== undefined && is(type)
}

export const elementsOf = ({ hits }: Parameter): number =>
  [...hits.values()].reduce((sum, each) => sum + each.length, 0)

const patternsOf = (parameters: Parameters, known: Known): number =>
  parameters.reduce((sum, { name, values }) => sum + values.length * elementsOf(known.get(name)!), 0)

function refuse(parameters: Parameters, has: string, most: number): Problem {
  const names = [...new Set(parameters.map(({ name }) => name))]
  const message = `The search has ${has}; at most ${most} are answered at once.`
  return new Problem('plan-too-many-values', message, { expression: names, hint: 'Ask for them in several searches.' })
}

function checkPatterns(parameters: Parameters, known: Known): void {
  const texts = parameters.filter(({ name }) => isOf(known, name, (type) => type === 'string'))
  const patterns = patternsOf(texts, known)
  const has = `${countOf(texts)} texts to look for, ${patterns} with each in all of its elements`
  if (patterns > mostPatterns) throw refuse(texts, has, mostPatterns)
}

/** Of a type that many sources give, fewer. */
export const mostComparedOf = (sources: number): number => Math.min(mostCompared, Math.floor(mostRanges / sources))

/** Throws Problem plan-too-many-values. Names that are not offered count as values: they are refused later, by name. */
export function checkBudget({ type, parameters }: SearchRequest, { mapping }: Context): void {
  const count = countOf(parameters)
  if (count > mostValues) throw refuse(parameters, `${count} values`, mostValues)
  const known = parametersOf(mapping, type)
  const ranges = parameters.filter(({ name }) => isOf(known, name, (type) => compared.has(type)))
  const ends = countOf(ranges)
  const most = mostComparedOf(mapping.byType.get(type)?.length ?? 1)
  if (ends > most) throw refuse(ranges, `${ends} dates, numbers or quantities`, most)
  checkPatterns(parameters, known)
}
