/** `_format` and Accept -> whether JSON is a fair answer, and whether it is rather to be shown to a person. https://hl7.org/fhir/R4/http.html#mime-type */
import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '../fhir/problem.ts'

/** What a request says of the form of its answer. */
export interface Asked {
  /** As it stood behind the question mark, encoded. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
}

type Wanted = 'json' | 'page'

interface Range {
  readonly type: string
  readonly quality: number
}

const json = /^(?:text\/json|application\/(?:fhir\+)?json|json)$/
const page = /^(?:text\/html|html)$/

/** One element of an Accept header; undefined when it names another FHIR version than R4. */
function toRange(text: string): Range | undefined {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  if (parameters.some((each) => /^fhirversion=(?!"?4\.0"?$)/.test(each))) return undefined
  const quality = parameters.find((each) => each.startsWith('q='))?.slice(2)
  const number = quality === undefined ? 1 : Number(quality)
  return { type, quality: Number.isFinite(number) ? number : 0 }
}

const qualityOf = (ranges: readonly Range[], isMeant: (type: string) => boolean): number | undefined => {
  const found = ranges.filter(({ type }) => isMeant(type)).map(({ quality }) => quality)
  return found.length === 0 ? undefined : Math.max(...found)
}

/** What is named counts before what is meant along with others. */
const qualityOfJson = (ranges: readonly Range[]): number =>
  qualityOf(ranges, (type) => json.test(type)) ??
  qualityOf(ranges, (type) => type === 'application/*') ??
  qualityOf(ranges, (type) => type === '*/*') ??
  0

/** Who wants pages only gets one; who names JSON to have none of it gets nothing, since the page shows just that. */
function fromAccept(accept: string): Wanted | undefined {
  const texts = accept.split(',').filter((each) => each.trim() !== '')
  if (texts.length === 0) return 'json'
  const ranges = texts.flatMap((each) => toRange(each) ?? [])
  const wantsPage = qualityOf(ranges, (type) => page.test(type)) ?? 0
  const wantsJson = qualityOfJson(ranges)
  if (wantsPage > wantsJson && !ranges.some(({ type, quality }) => json.test(type) && quality === 0)) return 'page'
  return wantsJson > 0 ? 'json' : undefined
}

/** A plus sign that was not encoded has become a blank. */
function fromFormat(format: string): Wanted | undefined {
  const range = toRange(format.replace(' ', '+'))
  if (range === undefined) return undefined
  if (page.test(range.type)) return 'page'
  return json.test(range.type) || range.type === '*/*' ? 'json' : undefined
}

const formatOf = (query: string): string | undefined =>
  query.includes('_format=') ? (new URLSearchParams(query).get('_format') ?? undefined) : undefined

/** `_format` comes before Accept. Undefined where neither can be given. A form's own `_format` is for the parser of searches. */
export function wantedOf({ query, headers: { accept } }: Asked): Wanted | undefined {
  const format = formatOf(query)
  if (format !== undefined) return fromFormat(format)
  if (accept === undefined || accept === 'application/fhir+json' || accept === '*/*') return 'json'
  return fromAccept(accept)
}

/**
 * Whether the resource is named, which a Binary gives only then: else its bytes go out, whatever else is asked for.
 * https://hl7.org/fhir/R4/binary.html#rest
 */
export function namesJson({ query, headers: { accept = '' } }: Asked): boolean {
  const format = formatOf(query)
  if (format !== undefined) return fromFormat(format) === 'json' && format !== '*/*'
  const ranges = accept.split(',').flatMap((each) => toRange(each) ?? [])
  return (qualityOf(ranges, (type) => json.test(type)) ?? 0) > 0
}

/** Throws `parse-not-acceptable`. */
export function checkFormat(asked: Asked): void {
  if (wantedOf(asked) !== undefined) return
  const source = formatOf(asked.query) === undefined ? 'the Accept header' : '_format'
  throw new Problem('parse-not-acceptable', `The format that ${source} asks for is not produced.`, {
    hint: 'Ask for application/fhir+json, of FHIR version 4.0.',
  })
}

/** Whether JSON is wanted with lines and indents. */
export const isPretty = (query: string): boolean =>
  query.includes('_pretty=true') && new URLSearchParams(query).get('_pretty') === 'true'
