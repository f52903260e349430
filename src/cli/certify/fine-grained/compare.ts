/** What a search found with whole scopes and with scopes by category -> whether they agree. */
import type { FhirResource, SearchRecord } from '../model.ts'
import { resourceScopesOf } from '../scopes/resource-scope.ts'
import { must } from '../verdict.ts'

export interface CategoryScope {
  readonly type: string
  /** `system|code`. */
  readonly value: string
  readonly mayRead: boolean
  readonly maySearch: boolean
}

/** The scopes of a received scope that grant a category. */
export const categoryScopesOf = (received: string): readonly CategoryScope[] =>
  resourceScopesOf(received).flatMap(({ type, access, query }) => {
    const [name, ...value] = (query ?? '').split('=')
    if (name !== 'category') return []
    return [{ type, value: value.join('='), mayRead: access.includes('r'), maySearch: access.includes('s') }]
  })

export const hasCategory = ({ category = [] }: FhirResource, value: string): boolean =>
  category.some(({ coding = [] }) => coding.some(({ system, code }) => `${system}|${code}` === value))

const matches = (resource: FhirResource, scopes: readonly CategoryScope[]): boolean =>
  scopes.some(({ type, value }) => type === resource.resourceType && hasCategory(resource, value))

export const matching = (
  resources: readonly FhirResource[],
  scopes: readonly CategoryScope[],
): readonly FhirResource[] => resources.filter((resource) => matches(resource, scopes))

const isInScope = ({ type, parameters }: SearchRecord, scopes: readonly CategoryScope[]): boolean =>
  scopes.some(
    (scope) =>
      scope.type === type &&
      scope.maySearch &&
      parameters.some(([name, value]) => name === 'category' && value === scope.value),
  )

const idsOf = (resources: readonly FhirResource[]): readonly string[] => [...new Set(resources.map(({ id }) => id))]

const countBeyond = (ids: readonly string[], others: readonly string[]): number =>
  ids.filter((id) => !others.includes(id)).length

/** Throws Failed, with counts: an id would tell of a patient. */
export const checkSame = (
  record: SearchRecord,
  found: readonly FhirResource[],
  scopes: readonly CategoryScope[],
  name: string,
): void => {
  const outside = found.length - matching(found, scopes).length
  must(outside === 0, `${name} gave ${outside} resources of no category that was granted`)
  if (!isInScope(record, scopes) && found.length === 0) return
  const expected = idsOf(matching(record.resources, scopes))
  const ids = idsOf(found)
  const missing = countBeyond(expected, ids)
  must(missing === 0, `${name} lacks ${missing} of the ${expected.length} that whole scopes found`)
  const unexpected = countBeyond(ids, expected)
  must(unexpected === 0, `${name} gave ${unexpected} that whole scopes did not find`)
}
