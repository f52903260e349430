// Turns the parameters that steer an answer (`_count`, `_sort`, ...) into their values. https://hl7.org/fhir/R4/search.html#return
import { Problem } from '../fhir/problem.ts'
import { malformed } from './malformed.ts'
import type { IncludeRequest, SearchRequest } from './request.ts'

/** What one control parameter's text says about the request. */
type Control = (value: string) => Partial<SearchRequest>

function oneOf<const T extends string>(name: string, allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((each) => each === value)
    if (found === undefined) throw malformed(name, `The value of ${name} is not one of ${allowed.join(', ')}.`)
    return found
  }
}

const parseTotal = oneOf('_total', ['none', 'estimate', 'accurate'])
const parseSummary = oneOf('_summary', ['true', 'text', 'data', 'count', 'false'])
const parsePretty = oneOf('_pretty', ['true', 'false'])

function parseCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw malformed('_count', 'The value of _count is not a whole number from 0 up.')
  return Number(value)
}

function parseNames(parameter: string, value: string, syntax: RegExp): readonly string[] {
  const names = value.split(',')
  if (!names.every((name) => syntax.test(name))) {
    throw malformed(parameter, `The value of ${parameter} is not a list of names with commas between them.`)
  }
  return names
}

const toSortKey = (text: string): SearchRequest['sort'][number] =>
  text.startsWith('-') ? { name: text.slice(1), descending: true } : { name: text, descending: false }

const parseSort = (value: string): SearchRequest['sort'] =>
  parseNames('_sort', value, /^-?[A-Za-z_][\w.-]*$/).map(toSortKey)

const parseElements = (value: string): readonly string[] => parseNames('_elements', value, /^[A-Za-z][A-Za-z0-9.]*$/)

/** Only JSON is produced, for people as a page. A plus sign that was not encoded has become a blank. */
function checkFormat(value: string): void {
  if (/^(?:json|html|text\/(?:json|html)|application\/(?:fhir[+ ])?json)(?:;.*)?$/.test(value)) return
  throw new Problem('parse-not-acceptable', 'The format that _format asks for is not produced.', {
    expression: ['_format'],
    hint: 'Leave _format out, or ask for json.',
  })
}

const singles: ReadonlyMap<string, Control> = new Map<string, Control>([
  ['_count', (value) => ({ count: parseCount(value) })],
  ['_sort', (value) => ({ sort: parseSort(value) })],
  ['_total', (value) => ({ total: parseTotal(value) })],
  ['_summary', (value) => ({ summary: parseSummary(value) })],
  ['_elements', (value) => ({ elements: parseElements(value) })],
  ['_cursor', (value) => ({ cursor: value })],
  ['_format', (value) => (checkFormat(value), {})],
  ['_pretty', (value) => (parsePretty(value), {})],
])

/** The name without a modifier, when it is one of the parameters that may stand only once. */
export const isSingleControl = (name: string): boolean => singles.has(name)

/** What a single control parameter says. Throws Problem parse-parameter naming it. */
export function parseSingleControl(name: string, value: string): Partial<SearchRequest> {
  return singles.get(name)?.(value) ?? {}
}

const includeSyntax = /^(?<type>[A-Z][A-Za-z]*):(?<parameter>\*|[A-Za-z_][\w-]*)(?::(?<target>[A-Z][A-Za-z]*))?$/

/** The value of `_include` or `_revinclude`, with or without `:iterate` behind the name. A bare `*` means all references of the searched type, or of every type to it. */
export function parseInclude(name: string, value: string, searched: string): IncludeRequest {
  const [parameter = '', modifier, ...more] = name.split(':')
  if ((modifier !== undefined && modifier !== 'iterate') || more.length > 0) {
    throw malformed(parameter, `The modifier of ${parameter} is not known: only :iterate is.`)
  }
  if (value === '*' && parameter === '_revinclude')
    return { type: '*', parameter: '*', iterate: modifier === 'iterate' }
  const groups = includeSyntax.exec(value === '*' ? `${searched}:*` : value)?.groups
  if (groups?.type === undefined || groups.parameter === undefined) {
    throw malformed(parameter, `The value of ${parameter} has not the form Type:parameter or Type:parameter:Target.`)
  }
  const { type, parameter: path, target } = groups
  return { type, parameter: path, ...(target !== undefined && { target }), iterate: modifier === 'iterate' }
}
