/** Entries, as they come -> the JSON text of a searchset Bundle, as they go. https://hl7.org/fhir/R4/bundle.html#searchset */
import { quote } from './text.ts'

export type Mode = 'match' | 'include' | 'outcome'

export interface Link {
  readonly relation: 'self' | 'next'
  readonly url: string
}

/** What is known of a Bundle before its entries. */
export interface BundleHead {
  readonly total?: number
}

const modes: Readonly<Record<Mode, string>> = {
  match: ',"search":{"mode":"match"}}',
  include: ',"search":{"mode":"include"}}',
  outcome: ',"search":{"mode":"outcome"}}',
}

/** An entry from a resource's text. `base` is the FHIR base URL without a slash at the end; ids need no escapes. */
export const entryText = (base: string, type: string, id: string, resource: string, mode: Mode): string =>
  `{"fullUrl":${quote(`${base}/${type}/${id}`)},"resource":${resource}${modes[mode]}`

/** An OperationOutcome has no URL of its own. */
export const outcomeEntry = (outcome: string): string => `{"resource":${outcome}${modes.outcome}`

const linkText = ({ relation, url }: Link): string => `{"relation":"${relation}","url":${quote(url)}}`

const headText = ({ total }: BundleHead): string =>
  `{"resourceType":"Bundle","type":"searchset"${total === undefined ? '' : `,"total":${total}`}`

const closeText = (links: readonly Link[]): string => `,"link":[${links.map(linkText).join()}]}`

/**
 * Text in pieces, one for each of `entries`, which are texts of one or more entries with commas between. The links are asked for when the
 * entries are over. Nothing is given out before the first entries are there, so that a failure up to then can still be a status.
 */
export async function* bundleText(
  head: BundleHead,
  entries: AsyncIterable<string>,
  links: () => readonly Link[],
): AsyncGenerator<string, void> {
  let isOpen = false
  for await (const text of entries) {
    if (text === '') continue
    yield isOpen ? `,${text}` : `${headText(head)},"entry":[${text}`
    isOpen = true
  }
  yield `${isOpen ? ']' : headText(head)}${closeText(links())}`
}
