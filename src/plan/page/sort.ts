/** `_sort` -> the keys to order by, where ordering is bounded. https://hl7.org/fhir/R4/search.html#sort */
import { Problem } from '../../fhir/problem.ts'
import type { Asking } from '../passes/draft.ts'
import type { SortKey, SourcePlan } from '../model.ts'
import { nearest } from '../question/nearest.ts'
import { parametersOf } from '../question/offered.ts'

export interface Sorting {
  readonly sort: readonly SortKey[]
  readonly warnings: readonly string[]
}

function unsupported(type: string, name: string, names: readonly string[]): Problem {
  const near = nearest(name, names)
  const offer = `${type} can be sorted by ${['_id', ...names].sort().join(', ')}.`
  const hint = near === undefined ? offer : `Did you mean ${near}? ${offer}`
  return new Problem('plan-sort-unsupported', `${type} cannot be sorted by ${name}.`, { expression: ['_sort'], hint })
}

/** Lenient handling leaves out what cannot be sorted by. Throws Problem plan-sort-unsupported. */
export function askSort({ request, context }: Asking): Sorting {
  const known = parametersOf(context.mapping, request.type)
  const warnings: string[] = []
  const sort = request.sort.flatMap(({ name, descending }): readonly SortKey[] => {
    const parameter = known.get(name)
    if (parameter !== undefined) return [{ name, descending, parameter }]
    if (name === '_id') return [{ name, descending }]
    const problem = unsupported(request.type, name, [...known.keys()])
    if (request.handling === 'strict') throw problem
    warnings.push(`${problem.message} It was left out.`)
    return []
  })
  return { sort, warnings }
}

/** Sorting gathers all that matches: what is read through must be few. Throws Problem plan-sort-unbounded. */
export function checkSort(sort: readonly SortKey[], sources: readonly SourcePlan[], { context }: Asking): void {
  if (sort.length === 0) return
  const { mapping, limits } = context
  const large = sources.find(
    ({ driver, source }) =>
      driver.by === 'scan' && (mapping.tables.get(source.from.name)?.rows ?? Infinity) > limits.gatherRows,
  )
  if (large === undefined) return
  const { source } = large
  throw new Problem('plan-sort-unbounded', `Sorting this ${source.resource} search would look at too many records.`, {
    expression: ['_sort'],
    operator: `It would read all of ${source.from.name} (${source.at.file}:${source.at.line}).`,
    hint: 'Add a parameter that narrows the search, such as patient.',
  })
}
