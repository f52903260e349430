// Turns a SearchRequest back into a query string, for links: parsed again it gives the same request.
import type { IncludeRequest, SearchParameterRequest, SearchRequest } from './request.ts'

/** What may stand in a query as it is stays readable. https://www.rfc-editor.org/rfc/rfc3986#section-3.4 */
const readable: Readonly<Record<string, string>> = { '%2C': ',', '%3A': ':', '%2F': '/', '%24': '$', '%40': '@' }

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/%(?:2C|3A|2F|24|40)/g, (code) => readable[code] ?? code)

const pair = (name: string, value: string): string => `${encode(name)}=${encode(value)}`

/** A comma inside a value would else part it. */
const joinValues = (values: readonly string[]): string => values.map((each) => each.replaceAll(',', '\\,')).join(',')

function printParameter({ name, modifier, values }: SearchParameterRequest): string {
  return pair(modifier === undefined ? name : `${name}:${modifier}`, joinValues(values))
}

function printInclude(control: string, { type, parameter, target, iterate }: IncludeRequest): string {
  const value = type === '*' ? '*' : [type, parameter, ...(target === undefined ? [] : [target])].join(':')
  return pair(iterate ? `${control}:iterate` : control, value)
}

const printSort = (sort: SearchRequest['sort']): string =>
  sort.map(({ name, descending }) => (descending ? `-${name}` : name)).join(',')

function singlesOf(request: SearchRequest): readonly (readonly [string, string | undefined])[] {
  return [
    ['_sort', request.sort.length === 0 ? undefined : printSort(request.sort)],
    ['_count', request.count?.toString()],
    ['_total', request.total],
    ['_summary', request.summary],
    ['_elements', request.elements.length === 0 ? undefined : request.elements.join(',')],
    ['_cursor', request.cursor],
  ]
}

/** Parameters first, in the order asked, then the controls in an order of their own. Handling is no part of a query. */
export function printSearch(request: SearchRequest): string {
  return [
    ...request.parameters.map(printParameter),
    ...request.include.map((each) => printInclude('_include', each)),
    ...request.revinclude.map((each) => printInclude('_revinclude', each)),
    ...singlesOf(request).flatMap(([name, value]) => (value === undefined ? [] : [pair(name, value)])),
  ].join('&')
}
