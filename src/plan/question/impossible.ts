/** Codes that a kind can never have -> no need to ask its template again: most of a search's kinds are told apart by their category. */
import type { Facts, Kind, Source } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import { isImpossible, noMatch, type Matching } from './matching.ts'

type MatchKind = (source: Source, kind: Kind) => Matching

const known = new WeakMap<Kind, Set<string>>()
/** What is asked is the client's to choose, so what is kept for a kind is bounded. */
const mostKept = 500

function keep(kind: Kind, question: string): void {
  const impossible = known.get(kind) ?? new Set()
  known.set(kind, impossible)
  if (impossible.size >= mostKept) impossible.clear()
  impossible.add(question)
}

/** Of a token parameter: what a kind can never have follows from its template and the tenant's code lists, not from the moment or the caller. */
export function rememberImpossible(
  { name, values }: SearchParameterRequest,
  { facts }: { readonly facts: Facts },
  match: MatchKind,
): MatchKind {
  const question = [facts.tenant.key, name, ...values].join('\u0000')
  return (source, kind) => {
    if (known.get(kind)?.has(question) === true) return noMatch
    const matching = match(source, kind)
    if (isImpossible(matching)) keep(kind, question)
    return matching
  }
}
