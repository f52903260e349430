// Turns `id`, `Type/id` or an absolute URL into what a reference search asks. https://hl7.org/fhir/R4/search.html#reference
import { isResourceType } from './definitions.ts'
import { unescape } from './escape.ts'
import { invalidValue } from './invalid-value.ts'

/** Ours by type (absent: any) and id as given, or some other server's by its URL: then no resource of ours refers to it. */
export type ReferenceValue =
  | { readonly kind: 'local'; readonly type?: string; readonly id: string }
  | { readonly kind: 'absolute'; readonly url: string }

const idSyntax = /^[A-Za-z0-9.-]{1,64}$/
const absoluteSyntax = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/

const expected = 'a reference such as pat-1, Patient/pat-1 or an absolute URL'

function parseLocal(text: string): ReferenceValue | undefined {
  const [first = '', second, ...more] = text.split('/')
  if (more.length > 0) return undefined
  if (second === undefined) return idSyntax.test(first) ? { kind: 'local', id: first } : undefined
  return isResourceType(first) && idSyntax.test(second) ? { kind: 'local', type: first, id: second } : undefined
}

const withSlash = (base: string): string => (base.endsWith('/') ? base : `${base}/`)

/** What is behind one of our own base URLs; undefined when the URL is another's. */
function underBase(url: string, bases: readonly string[]): string | undefined {
  const base = bases.map(withSlash).find((each) => url.startsWith(each))
  return base === undefined ? undefined : url.slice(base.length)
}

/** `bases` are the absolute URLs that mean this server. Throws Problem parse-value, for references to versions too. */
export function parseReferenceValue(parameter: string, value: string, bases: readonly string[]): ReferenceValue {
  const text = unescape(value)
  const local = underBase(text, bases) ?? text
  if (/(^|\/)_history\//.test(local)) {
    throw invalidValue(parameter, value, 'a reference without a version', 'Leave /_history/ and what follows out.')
  }
  const isForeign = local === text && absoluteSyntax.test(text)
  const parsed: ReferenceValue | undefined = isForeign ? { kind: 'absolute', url: text } : parseLocal(local)
  if (parsed === undefined) throw invalidValue(parameter, value, expected)
  return parsed
}
