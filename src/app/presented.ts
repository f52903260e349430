/** An Answer of FHIR JSON -> the same as its client likes to read it: compact, with lines and indents, or as a page. */
import type { Request } from 'express'
import { fhirJson, type Answer } from './answer.ts'
import { createIndenter } from './indent.ts'
import { isPretty, wantedOf } from './negotiate.ts'
import { pageHeaders, pageOf } from './resource-page.ts'

const queryOf = (url: string): string => url.slice(url.indexOf('?') + 1 || url.length)

async function* indented(body: AsyncIterable<string>): AsyncGenerator<string> {
  const indent = createIndenter()
  for await (const text of body) yield indent(text)
}

const indent = (body: Answer['body']): Answer['body'] =>
  typeof body === 'string' ? createIndenter()(body) : indented(body)

/** A page has no validators: those of the JSON would let a cache give the one for the other. */
function asPage({ status, headers, body }: Answer): Answer {
  const { ETag: _tag, 'Last-Modified': _modified, ...others } = headers
  const text = indent(body)
  return { status, headers: { ...others, ...pageHeaders }, body: pageOf(typeof text === 'string' ? [text] : text) }
}

/** Answers of other types stay as they are. */
export function present({ url, headers, body }: Request, answer: Answer): Answer {
  if (answer.headers['Content-Type'] !== fhirJson || answer.body === '') return answer
  const query = queryOf(url)
  if (wantedOf({ query, headers }) === 'page') return asPage(answer)
  const isAsked = isPretty(query) || (typeof body === 'string' && isPretty(body))
  return isAsked ? { ...answer, body: indent(answer.body) } : answer
}
