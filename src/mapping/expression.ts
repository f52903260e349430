/** Parses `=p.A p.B | lens(x y) | lens ?? literal` into alternatives of columns and lens calls. Meaning comes later. */
import type { Diagnostics } from './diagnostics.ts'
import type { Place } from './model.ts'
import type { TextNode } from './yaml.ts'

export interface Call {
  readonly name: string
  readonly arguments: readonly string[]
  readonly at: Place
}

/** `aggregate` is `first` or `max` of a group: `=max(m.LAST_UPD_DTTM)`. */
export interface Pipe {
  readonly columns: readonly { readonly name: string; readonly at: Place }[]
  readonly aggregate?: string
  readonly calls: readonly Call[]
  readonly at: Place
}

export type Alternative =
  | { readonly kind: 'pipe'; readonly pipe: Pipe }
  | { readonly kind: 'literal'; readonly text: string; readonly at: Place }

const columnForm = /^(?:[A-Za-z_]\w*\.[A-Za-z_]\w*|it|target(?:\.\w+)?)$/

/** Splits at a separator that stands outside of brackets; gives the pieces and their offsets. */
function splitOutside(text: string, separator: string): { text: string; offset: number }[] {
  const pieces: { text: string; offset: number }[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')') depth--
    else if (depth === 0 && text.startsWith(separator, i)) {
      pieces.push({ text: text.slice(start, i), offset: start })
      start = i + separator.length
      i = start - 1
    }
  }
  pieces.push({ text: text.slice(start), offset: start })
  return pieces
}

const shift = (at: Place, by: number): Place => ({ ...at, column: at.column + by })

function parseCall(text: string, at: Place, diagnostics: Diagnostics): Call | undefined {
  const match = /^([A-Za-z][\w-]*)(?:\((.*)\))?$/s.exec(text.trim())
  if (match === null) {
    diagnostics.error(at, `"${text.trim()}" is no lens`, 'write a name, or a name with arguments: date(yyyymmdd)')
    return undefined
  }
  return { name: match[1]!, arguments: (match[2] ?? '').split(/\s+/).filter((each) => each !== ''), at }
}

function parseColumns(text: string, at: Place, diagnostics: Diagnostics): Pipe['columns'] | undefined {
  const words = text.trim().split(/\s+/)
  const wrong = words.find((word) => !columnForm.test(word))
  if (wrong === undefined) return words.map((name) => ({ name, at }))
  diagnostics.error(at, `"${wrong}" is no column`, 'columns are written alias.COLUMN, several separated by blanks')
  return undefined
}

function parsePipe(text: string, at: Place, diagnostics: Diagnostics): Pipe | undefined {
  const [head, ...rest] = splitOutside(text, '|')
  const aggregate = /^\s*(first|max)\((.*)\)\s*$/.exec(head!.text)
  const columns = parseColumns(aggregate?.[2] ?? head!.text, at, diagnostics)
  const calls = rest.map((each) => parseCall(each.text, shift(at, each.offset + 1), diagnostics))
  if (columns === undefined || calls.includes(undefined)) return undefined
  return { columns, calls: calls as Call[], at, ...(aggregate === null ? {} : { aggregate: aggregate[1]! }) }
}

/** Alternatives in order; undefined when nothing of it can be read (told to `diagnostics`). */
export function parseExpression(node: TextNode, diagnostics: Diagnostics): readonly Alternative[] | undefined {
  const pieces = splitOutside(node.text.slice(1), '??')
  const alternatives = pieces.map(({ text, offset }, index): Alternative | undefined => {
    const at = shift(node.at, offset + 1)
    if (index > 0 && !/^\s*(?:[A-Za-z_]\w*\.|it\b|first\(|max\()/.test(text))
      return { kind: 'literal', text: text.trim(), at }
    const pipe = parsePipe(text, at, diagnostics)
    return pipe && { kind: 'pipe', pipe }
  })
  return alternatives.includes(undefined) ? undefined : (alternatives as Alternative[])
}
