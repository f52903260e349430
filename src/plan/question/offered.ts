/** The name of a resource type -> its sources and search parameters. */
import { Problem } from '../../fhir/problem.ts'
import type { Hit, Mapping, Parameter, Source } from '../../mapping/model.ts'
import { nearest } from './nearest.ts'

const noParameters: ReadonlyMap<string, Parameter> = new Map()

/** Throws Problem plan-type-unknown. */
export function sourcesOf(mapping: Mapping, type: string): readonly Source[] {
  const sources = mapping.byType.get(type)
  if (sources !== undefined && sources.length > 0) return sources
  const near = nearest(type, [...mapping.byType.keys()])
  throw new Problem(
    'plan-type-unknown',
    `There is no ${type} here.`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

/** A Binary has no search parameters, and is given out with what it belongs to. https://hl7.org/fhir/R4/binary.html#search */
export const isSearched = (type: string): boolean => type !== 'Binary'

/** Throws Problem plan-type-unsearched. */
export function checkSearched(type: string): void {
  if (isSearched(type)) return
  const hint = `Resources that show one name it: read /${type}/{id}.`
  throw new Problem('plan-type-unsearched', `Searches of ${type} are not offered.`, { hint })
}

export const parametersOf = (mapping: Mapping, type: string): ReadonlyMap<string, Parameter> =>
  mapping.parameters.get(type) ?? noParameters

const isCanonical = ({ leaf }: Hit): boolean => leaf.kind === 'hole' && leaf.lens.gives === 'canonical'

/** A reference that can be followed to a row: a canonical URL names none. https://hl7.org/fhir/R4/references.html#canonical */
export function isFollowed({ type, hits }: Parameter): boolean {
  const all = [...hits.values()].flat()
  return type === 'reference' && (all.length === 0 || !all.every(isCanonical))
}
