/** Which search parameters a type offers: those whose expression reaches something that a source of the type maps. */
import { searchParametersOf } from '../fhir/definitions.ts'
import { parsePaths } from './fhirpath.ts'
import { findHits, hitsBeside } from './hits.ts'
import { inPieces } from './pause.ts'
import type { Hit, Parameter, ParameterType, Source } from './model.ts'

const types: readonly string[] = ['token', 'string', 'date', 'reference', 'quantity', 'uri', 'number']

/** `_id` is the planner's own; `phonetic` would promise a matching by sound that nothing here does. */
const unoffered: readonly string[] = ['_id', 'phonetic']

/** Where a source narrows the parameter, the paths it names; else the definition's. */
function pathsFor(source: Source, name: string, expression: string) {
  const narrow = source.narrow[name]
  return parsePaths(source.resource, narrow === undefined ? expression : narrow.join(' | '))
}

function hitsOf(source: Source, name: string, expression: string): readonly Hit[] {
  const paths = pathsFor(source, name, expression) ?? []
  return source.kinds.flatMap((kind) => findHits(kind, paths))
}

/** The parameters of one type over its sources; `_id` is the planner's own. */
export async function parametersOf(
  resource: string,
  sources: readonly Source[],
): Promise<ReadonlyMap<string, Parameter>> {
  const parameters = new Map<string, Parameter>()
  for (const [name, definition] of searchParametersOf(resource)) {
    if (unoffered.includes(name) || !types.includes(definition.type)) continue
    const found = await inPieces(sources, (source) => [source, hitsOf(source, name, definition.expression)] as const)
    const hits = new Map(found.filter(([, own]) => own.length > 0))
    if (hits.size === 0) continue
    parameters.set(name, {
      name,
      type: definition.type as ParameterType,
      url: definition.url,
      expression: definition.expression,
      target: definition.target ?? [],
      hits,
    })
  }
  return parameters
}

/** The question of whose charts a patient's account may open beside its own; no search parameter of FHIR's, and none that is offered. */
export function proxyOf(sources: readonly Source[]): Parameter | undefined {
  const hits = new Map(
    sources.flatMap((source): [Source, readonly Hit[]][] => {
      const { proxies = [], kinds } = source
      return proxies.length === 0 ? [] : [[source, kinds.flatMap((kind) => hitsBeside(kind, proxies))]]
    }),
  )
  if (hits.size === 0) return undefined
  return { name: 'proxy', type: 'reference', url: '', expression: '', target: ['Patient'], hits }
}
