/** The text of a searchset Bundle -> its entries, each with the very text that is served. https://hl7.org/fhir/R4/bundle.html#searchset */

export interface Served {
  readonly mode: 'match' | 'include' | 'outcome'
  readonly fullUrl: string
  readonly text: string
}

export interface Page {
  readonly entries: readonly Served[]
  readonly total?: number
  /** The query of the link to the next page. */
  readonly next?: string
}

interface Frame {
  readonly total?: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
}

/** Within a text its quotes would be escaped, and no resource has such a member. */
const ends = /,"search":\{"mode":"(match|include|outcome)"\}\}/
const start = '"entry":['
const begins = /^(?:\{"fullUrl":"([^"\\]*)",|\{)"resource":/

function servedOf(part: string, mode: Served['mode'], isFirst: boolean): Served {
  const own = isFirst ? part : part.slice(1)
  const head = begins.exec(own)
  if (head === null || (!isFirst && !part.startsWith(','))) throw new SyntaxError('an entry is not as a Bundle has it')
  return { mode, fullUrl: head[1] ?? '', text: own.slice(head[0].length) }
}

const nextOf = ({ link }: Frame): string | undefined => {
  const next = link.find(({ relation }) => relation === 'next')?.url
  return next === undefined ? undefined : new URL(next).search.slice(1)
}

function frameOf(text: string): Omit<Page, 'entries'> {
  const frame = JSON.parse(text) as Frame
  const next = nextOf(frame)
  return { ...(frame.total !== undefined && { total: frame.total }), ...(next !== undefined && { next }) }
}

/** The texts of resources are not read: who knows them has them already. Throws SyntaxError where the rest is no such JSON. */
export function readPage(text: string): Page {
  const parts = text.split(ends)
  if (parts.length === 1) return { ...frameOf(text), entries: [] }
  const head = text.indexOf(start) + start.length
  const entries: Served[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const part = at === 0 ? text.slice(head, parts[0]!.length) : parts[at]!
    entries.push(servedOf(part, parts[at + 1] as Served['mode'], at === 0))
  }
  return { ...frameOf(text.slice(0, head) + parts.at(-1)!), entries }
}
