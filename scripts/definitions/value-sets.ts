// Turns code systems and value sets into lists of codes, for the small sets that elements and profiles bind to.
// https://hl7.org/fhir/R4/valueset.html#compositions
import type { CodeSystemSource, ConceptSource, Definitions, IncludeSource, ValueSetSource } from './source.ts'
import { withoutVersion } from './types.ts'

/** Code to display, by code system. */
export type ValueSetRow = Record<string, Record<string, string>>

interface Library {
  readonly codeSystems: ReadonlyMap<string, CodeSystemSource>
  readonly valueSets: ReadonlyMap<string, ValueSetSource>
}

const byUrl = <T extends { readonly url: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((each) => [each.url, each]))

export const libraryOf = (publications: readonly Definitions[]): Library => ({
  codeSystems: byUrl(publications.flatMap((each) => each.codeSystems)),
  valueSets: byUrl(publications.flatMap((each) => each.valueSets)),
})

const flatten = (concepts: readonly ConceptSource[]): ConceptSource[] =>
  concepts.flatMap((concept) => [concept, ...flatten(concept.concept ?? [])])

const isSelectable = (concept: ConceptSource): boolean =>
  !(concept.property ?? []).some((each) => each.code === 'notSelectable' && each.valueBoolean === true)

const namedParents = (concept: ConceptSource): readonly string[] =>
  (concept.property ?? []).flatMap((each) => (each.code === 'subsumedBy' && each.valueCode ? [each.valueCode] : []))

/** A hierarchy stands in nesting, in `subsumedBy` properties, or in both. */
function descendants(all: readonly ConceptSource[], root: string): ConceptSource[] {
  const nested = all.filter((each) => each.code === root).flatMap((each) => flatten(each.concept ?? []))
  const named = all.filter((each) => namedParents(each).includes(root))
  return [...nested, ...named.flatMap((each) => [each, ...descendants(all, each.code)])]
}

type Filter = NonNullable<IncludeSource['filter']>[number]

/** undefined: a filter whose meaning is not known here, so the set is not listed at all. */
function filtered(all: readonly ConceptSource[], filter: Filter): ConceptSource[] | undefined {
  const below = descendants(all, filter.value)
  if (filter.op === 'descendent-of') return below
  if (filter.op === 'is-not-a') return all.filter((each) => each.code !== filter.value && !below.includes(each))
  return filter.op === 'is-a' ? [...all.filter((each) => each.code === filter.value), ...below] : undefined
}

function conceptsOf(include: IncludeSource, library: Library): readonly ConceptSource[] | undefined {
  const known = library.codeSystems.get(include.system ?? '')?.concept
  const all = known && flatten(known)
  if (include.concept === undefined && include.filter === undefined) return all?.filter(isSelectable)
  const displays = new Map(all?.map((each) => [each.code, each.display]))
  if (include.concept !== undefined) {
    return include.concept.map(({ code, display }) => ({
      code,
      display: display ?? displays.get(code) ?? code,
    }))
  }
  const [filter] = include.filter ?? []
  return all && filter && filtered(all, filter)?.filter(isSelectable)
}

function merge(rows: readonly ValueSetRow[]): ValueSetRow {
  const merged: ValueSetRow = {}
  for (const row of rows) {
    for (const [system, codes] of Object.entries(row)) merged[system] = { ...merged[system], ...codes }
  }
  return merged
}

function expandInclude(include: IncludeSource, library: Library): ValueSetRow | undefined {
  if (include.system === undefined) {
    const rows = (include.valueSet ?? []).map((url) => expand(withoutVersion(url), library))
    return rows.every((row) => row !== undefined) ? merge(rows) : undefined
  }
  const concepts = conceptsOf(include, library)
  return (
    concepts && {
      [include.system]: Object.fromEntries(concepts.map(({ code, display }) => [code, display ?? code])),
    }
  )
}

function subtract(row: ValueSetRow, excluded: ValueSetRow): ValueSetRow {
  const keep = ([system, codes]: [string, Record<string, string>]): [string, Record<string, string>] => [
    system,
    Object.fromEntries(Object.entries(codes).filter(([code]) => excluded[system]?.[code] === undefined)),
  ]
  return Object.fromEntries(Object.entries(row).map(keep))
}

/** undefined when a part of the set cannot be listed: a large terminology, an unknown filter. */
export function expand(url: string, library: Library): ValueSetRow | undefined {
  const compose = library.valueSets.get(url)?.compose
  if (compose === undefined) return undefined
  const included = compose.include.map((include) => expandInclude(include, library))
  if (!included.every((row) => row !== undefined)) return undefined
  const excluded = (compose.exclude ?? []).map((each) => expandInclude(each, library) ?? {})
  return subtract(merge(included), merge(excluded))
}

const size = (row: ValueSetRow): number => Object.values(row).reduce((sum, codes) => sum + Object.keys(codes).length, 0)

/** Lists the sets among `urls` that have at most `limit` codes. */
export function valueSetTable(urls: Iterable<string>, library: Library, limit: number): Record<string, ValueSetRow> {
  const table: Record<string, ValueSetRow> = {}
  for (const url of new Set(urls)) {
    const row = expand(url, library)
    if (row !== undefined && size(row) > 0 && size(row) <= limit) table[url] = row
  }
  return table
}
