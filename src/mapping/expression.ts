/** Parses `=p.A p.B | lens(x y) | lens ?? literal` into alternatives of columns and lens calls. Meaning comes later. */
import type { Diagnostics } from './diagnostics.ts'
import type { Place } from './model.ts'
import { startOf, type TextNode } from './yaml.ts'

export interface Call {
  readonly name: string
  readonly arguments: readonly string[]
  readonly at: Place
}

/** `ref(pat by PID)`: the column of the source's table by which it refers. */
export const byOf = ({ arguments: [, word, column] }: Call): string | undefined => (word === 'by' ? column : undefined)

/** A `ref` that names a source, and behind `by` perhaps a column. */
export const isReference = (call: Call): boolean => call.arguments.length === 1 || byOf(call) !== undefined

/** `aggregate` is `first` or `max` of a group: `=max(m.LAST_UPD_DTTM)`. */
export interface Pipe {
  readonly columns: readonly { readonly name: string; readonly at: Place }[]
  readonly aggregate?: 'first' | 'max'
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

/** The place of the first character that is no blank, `offset` characters into a text that starts at `at`. */
const placeIn = (at: Place, text: string, offset = 0): Place => ({
  ...at,
  column: at.column + offset + (text.length - text.trimStart().length),
})

function parseCall(text: string, at: Place, diagnostics: Diagnostics): Call | undefined {
  const match = /^([A-Za-z][\w-]*)(?:\((.*)\))?$/s.exec(text.trim())
  if (match === null) {
    diagnostics.error(at, `"${text.trim()}" is no lens`, 'write a name, or a name with arguments: date(yyyymmdd)')
    return undefined
  }
  return { name: match[1]!, arguments: (match[2] ?? '').split(/\s+/).filter((each) => each !== ''), at }
}

function parseColumns(text: string, at: Place, diagnostics: Diagnostics): Pipe['columns'] | undefined {
  const words = [...text.matchAll(/\S+/g)].map((match) => ({
    name: match[0],
    at: { ...at, column: at.column + match.index },
  }))
  const wrong = words.find(({ name }) => !columnForm.test(name))
  if (wrong === undefined && words.length > 0) return words
  diagnostics.error(
    wrong?.at ?? at,
    `"${wrong?.name ?? ''}" is no column`,
    'columns are written alias.COLUMN, several separated by blanks',
  )
  return undefined
}

/** `at`: where the text starts, its leading blanks included. */
function parsePipe(text: string, at: Place, diagnostics: Diagnostics): Pipe | undefined {
  const [head, ...rest] = splitOutside(text, '|')
  const aggregate = /^(\s*)(first|max)\((.*)\)\s*$/.exec(head!.text)
  const before = aggregate === null ? 0 : aggregate[1]!.length + aggregate[2]!.length + 1
  const columns = parseColumns(aggregate?.[3] ?? head!.text, { ...at, column: at.column + before }, diagnostics)
  const calls = rest.map((each) => parseCall(each.text, placeIn(at, each.text, each.offset), diagnostics))
  if (columns === undefined || calls.includes(undefined)) return undefined
  return {
    columns,
    calls: calls as Call[],
    at: placeIn(at, text),
    ...(aggregate === null ? {} : { aggregate: aggregate[2] as 'first' | 'max' }),
  }
}

const isPipe = (text: string): boolean => /^\s*(?:[A-Za-z_]\w*\.[A-Za-z_]|it\b|first\(|max\()/.test(text)

/** `=a | x ?? 1995-01-01` -> `=a | x`: without the alternatives that are no columns. */
export const withoutLiterals = (text: string): string =>
  splitOutside(text, '??')
    .filter((piece, index) => index === 0 || isPipe(piece.text))
    .map((piece) => piece.text)
    .join('??')

/** Alternatives in order; undefined when something of it cannot be read (told to `diagnostics`). */
export function parseExpression(node: TextNode, diagnostics: Diagnostics): readonly Alternative[] | undefined {
  const start = startOf(node)
  const alternatives = splitOutside(node.text.slice(1), '??').map(({ text, offset }, index) => {
    const at = { ...start, column: start.column + 1 + offset }
    if (index > 0 && !isPipe(text)) return { kind: 'literal' as const, text: text.trim(), at: placeIn(at, text) }
    const pipe = parsePipe(text, at, diagnostics)
    return pipe && { kind: 'pipe' as const, pipe }
  })
  return alternatives.includes(undefined) ? undefined : (alternatives as Alternative[])
}
