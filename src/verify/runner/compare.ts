/** An answer and what the oracle says of the same search -> how they differ. */
import type { SearchParameterRequest } from '../../parse/request.ts'
import { printSearch } from '../../parse/print-search.ts'
import type { Difference } from '../report.ts'
import { isCovered, type Caller } from './caller.ts'
import type { Item, Known } from './model.ts'
import { idOf, requestFor, type Answered, type Given } from './pipeline.ts'

type Parameters = readonly SearchParameterRequest[]

/** As one would write it behind the type, readable. */
export const printQuery = (type: string, parameters: Parameters): string =>
  decodeURIComponent(printSearch(requestFor(type, parameters)))

/** Throws UnknownToOracle. */
export const isAnswer = ({ resource, oracle }: Item, parameters: Parameters): boolean =>
  parameters.every((each) => oracle.matches(resource, each))

/** What is known, and whether that is all that an answer can have. */
interface Side {
  readonly known: Known
  readonly isAll: boolean
}

/** A resource that was not among those read before is held against the search itself. */
function isUnexpected(
  given: Given,
  { known, isAll }: Side,
  expected: ReadonlySet<string>,
  parameters: Parameters,
): boolean {
  const { id } = given
  if (isAll || known.byId.has(id)) return !expected.has(id)
  const [any] = known.items
  return any !== undefined && !parameters.every((each) => any.oracle.matches(given.resource, each))
}

function repeated(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return ids.filter((id) => seen.size === seen.add(id).size)
}

const someOf = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${what}: ${names.slice(0, 5).join(' ')}`]

/** What is wrong with an answer whatever was asked. */
function noteOf({ matches, otherwise }: Answered): string | undefined {
  const twice = repeated(matches.map(idOf))
  const notes = [...someOf('twice', twice), ...someOf('served otherwise than a read serves it', otherwise)]
  return notes.length === 0 ? undefined : notes.join('; ')
}

/** Undefined where each entry is as a read gives it, and there once. */
export function compareEntries(answer: Answered, query: string): Difference | undefined {
  const note = noteOf(answer)
  return note === undefined ? undefined : { query, missing: [], unexpected: [], note }
}

/**
 * Undefined when they are the same, each resource once and whole. What the oracle expects is cut to what the caller may see.
 * Throws UnknownToOracle.
 */
export function compare(
  known: Known,
  parameters: Parameters,
  answer: Answered,
  query: string,
  caller?: Caller,
): Difference | undefined {
  const isAll = caller === undefined ? known.covers(parameters) : isCovered(known, parameters, caller)
  const expected = new Set(
    known
      .answering(parameters)
      .filter((item) => caller?.sees(item) ?? true)
      .map(({ id }) => id),
  )
  const given = new Set(answer.matches.map(idOf))
  const missing = answer.isWhole ? [...expected].filter((id) => !given.has(id)) : []
  const unexpected = answer.matches
    .filter((each) => isUnexpected(each, { known, isAll }, expected, parameters))
    .map(idOf)
  const note = noteOf(answer)
  if (missing.length + unexpected.length === 0 && note === undefined) return undefined
  return { query, missing, unexpected, ...(note !== undefined && { note }) }
}
