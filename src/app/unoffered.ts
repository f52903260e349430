/** What FHIR has a name for and is not offered here -> its refusal by that name. https://hl7.org/fhir/R4/http.html */
import { isResourceType } from '../fhir/definitions.ts'
import { Problem } from '../fhir/problem.ts'

/** A request below a base URL: `segments` of the path, decoded. */
interface Asked {
  readonly method: string
  readonly segments: readonly string[]
}

type Rule = (asked: Asked) => Problem | undefined

const nothing = (message: string, hint: string): Problem =>
  new Problem('parse-path', message, { hint, issue: 'not-supported' })

/** Anything but a name of the form that operations have is not told back. */
const nameOf = (segment: string): string => (/^\$[A-Za-z-]{1,40}$/.test(segment) ? ` ${segment}` : '')

/** https://hl7.org/fhir/R4/operations.html */
const operation: Rule = ({ segments }) => {
  const found = segments.find((each) => each.startsWith('$'))
  const hint = 'No operation is. /metadata lists what is offered; what a patient has is searched type by type.'
  return found === undefined ? undefined : nothing(`The operation${nameOf(found)} is not offered.`, hint)
}

const historyLevels = ['history-system', 'history-type', 'history-instance']

/** Of old versions it asks for a 404 that says so. https://hl7.org/fhir/R4/http.html#vread */
const history: Rule = ({ segments }) => {
  const at = segments.indexOf('_history')
  const level = historyLevels[at]
  if (level === undefined || (at > 0 && !isResourceType(segments[0] ?? ''))) return undefined
  const name =
    at === segments.length - 1 ? `History (${level})` : 'Reading the version of a resource that was once (vread)'
  return nothing(`${name} is not offered.`, 'The database is served as it is now; it keeps no earlier versions.')
}

const batch: Rule = ({ method, segments }) => {
  if (segments.length > 0 || method !== 'POST') return undefined
  const hint = 'Send its requests one by one.'
  return new Problem('parse-method', 'A batch or transaction is not offered.', { hint, allow: 'OPTIONS' })
}

const systemSearch: Rule = ({ segments }) =>
  segments.length === 0 || segments[0] === '_search'
    ? nothing('A search of all types at once (search-system) is not offered.', 'Name one type: /{type}?...')
    : undefined

/** https://hl7.org/fhir/R4/http.html#vsearch */
const compartment: Rule = ({ segments: [type = '', , inside, ...more] }) => {
  if (inside === undefined || !isResourceType(type) || more.length > 1) return undefined
  const other = isResourceType(inside) ? inside : '{type}'
  const hint = `Search the type itself: /${other}?${type.toLowerCase()}=..., or /${other}/_search.`
  return nothing(`A search in a compartment (here of ${type}) is not offered.`, hint)
}

const writing: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }

const write: Rule = ({ method, segments: [type = '', id] }) => {
  const name = writing[method]
  if (name === undefined || !isResourceType(type) || id === '_search') return undefined
  const isConditional = id === undefined && method !== 'POST'
  const message = `The interaction ${isConditional ? 'conditional ' : ''}${name} is not offered: nothing is written.`
  const allow = 'GET, HEAD, OPTIONS'
  return new Problem('parse-method', message, { hint: `Offered here: ${allow}.`, allow })
}

const rules: readonly Rule[] = [operation, history, batch, systemSearch, compartment, write]

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** `path` below the base URL. Undefined for what FHIR has no name for, too. */
export function refusalOf(method: string, path: string): Problem | undefined {
  const segments = path.split('/').filter((each) => each !== '')
  const asked = { method, segments: segments.map(decoded) }
  for (const rule of rules) {
    const problem = rule(asked)
    if (problem !== undefined) return problem
  }
  return undefined
}
