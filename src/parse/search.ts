// Turns the text of a search (query, form body, Prefer header) into a SearchRequest. https://hl7.org/fhir/R4/http.html#search
import { isSingleControl, parseInclude, parseSingleControl } from './controls.ts'
import { parseBody, parseQuery, type Pair } from './form.ts'
import { malformed } from './malformed.ts'
import { parseParameter } from './parameter.ts'
import { parseHandling } from './prefer.ts'
import type { Handling, IncludeRequest, SearchRequest } from './request.ts'

/** The parts of an HTTP request that say what is searched. */
export interface SearchText {
  readonly type: string
  /** As it stood behind the question mark, encoded. */
  readonly query: string
  /** Of a POST `_search`, encoded as a form. It adds to the query. */
  readonly body?: string
  /** The value of the Prefer header. */
  readonly prefer?: string
}

type Kind = 'include' | 'revinclude' | 'single' | 'parameter'

const controlName = (name: string): string => name.replace(/:.*$/s, '')

function kindOf(name: string): Kind {
  const control = controlName(name)
  if (control === '_include') return 'include'
  if (control === '_revinclude') return 'revinclude'
  return isSingleControl(control) ? 'single' : 'parameter'
}

/** Taken as written when strict; an empty one is left out when lenient. */
function isAsked({ name, value }: Pair, handling: Handling): boolean {
  if (value === '' && handling === 'strict')
    throw malformed(name, `The parameter ${controlName(name)} has an empty value.`)
  return value !== ''
}

function checkSingles(pairs: readonly Pair[]): void {
  const seen = new Set<string>()
  for (const { name } of pairs) {
    if (name.includes(':')) throw malformed(name, `The parameter ${controlName(name)} takes no modifier.`)
    if (seen.has(name)) throw malformed(name, `The parameter ${name} may stand only once.`)
    seen.add(name)
  }
}

const includesOf = (pairs: readonly Pair[], type: string): readonly IncludeRequest[] =>
  pairs.map(({ name, value }) => parseInclude(name, value, type))

function readPairs({ query, body }: SearchText): readonly Pair[] {
  return [...parseQuery(query), ...(body === undefined ? [] : parseBody(body))]
}

/**
 * Throws Problem parse-parameter, parse-body, parse-too-long, parse-too-large or parse-not-acceptable. Whether the type
 * and the parameters exist, and whether values have the form of their type, is not looked at.
 */
export function parseSearch(text: SearchText): SearchRequest {
  const handling = parseHandling(text.prefer)
  const pairs = readPairs(text)
  const parameters = pairs.filter(({ name }) => kindOf(name) === 'parameter')
  const controls = pairs.filter(({ name }) => kindOf(name) !== 'parameter').filter((pair) => isAsked(pair, handling))
  const ofKind = (kind: Kind): readonly Pair[] => controls.filter(({ name }) => kindOf(name) === kind)
  checkSingles(ofKind('single'))
  return {
    type: text.type,
    parameters: parameters.map((pair) => parseParameter(pair, handling)).filter((each) => each !== undefined),
    sort: [],
    elements: [],
    include: includesOf(ofKind('include'), text.type),
    revinclude: includesOf(ofKind('revinclude'), text.type),
    handling,
    ...(text.body !== undefined && text.body !== '' && { isPosted: true as const }),
    ...Object.assign({}, ...ofKind('single').map(({ name, value }) => parseSingleControl(name, value))),
  }
}
