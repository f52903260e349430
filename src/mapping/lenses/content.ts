/** `base64` and `inline`: what a column holds, as bytes for a resource or, for a Binary, as what its bytes are made of. */
import { atMost } from '../cond.ts'
import type { Column, Lens, Stored } from '../model.ts'
import { isBad } from '../value.ts'
import { mostChanged } from './bytes.ts'
import { readDocument, textHas, wholeOf, type Text } from './pipeline.ts'

/** Whether what is served of it are bytes; else a text, which is given in UTF-8. */
export function endsInBytes({ column, steps }: Stored): boolean {
  const last = steps.findLast(({ ofBytes }) => ofBytes !== undefined)?.ofBytes
  return last === undefined ? column.schema.type === 'binary' : last.kind === 'inflate'
}

/** The bytes of a binary column, which are read as hexadecimal digits, or those of a text in UTF-8. */
export function base64Lens(text: Text): Lens {
  const coding = endsInBytes(text) ? 'hex' : 'utf8'
  return {
    gives: 'base64Binary',
    columns: [text.column],
    content: text,
    forward: (values) => {
      const value = readDocument(text, values[0] ?? null)
      return value === undefined || isBad(value) ? value : Buffer.from(value, coding).toString('base64')
    },
    has: () => atMost(textHas(text).over),
    match: () => undefined,
  }
}

/** No more of a column is read than is needed to see that it is too long. A piece of a text is read with its whole. */
const bounded = (column: Column, most: number): Column =>
  wholeOf(column) === undefined ? Object.freeze({ ...column, slice: { from: 1, count: most + 1 } }) : column

/** Of a text in UTF-8 no character becomes less than a byte; only what is changed as a whole, or loses its blanks, may become shorter. */
const mayShrink = ({ column, steps }: Text): boolean =>
  column.schema.padded || steps.some(({ byParts }) => byParts !== true)

/** The stored size beyond which no step is run: a column is read no further, of a piece or joined text it has to be looked at. */
const mostStored = (text: Text, most: number): number =>
  text.column.slice === undefined && mayShrink(text) ? Math.max(most, mostChanged) : most

/** Up to `most` bytes, and nothing of more: what is longer has an address of its own. */
export function inlineLens(text: Text, most: number): Lens {
  const column = bounded(text.column, most)
  const read = { ...text, column }
  const lens = base64Lens(read)
  const longest = mostStored(read, most)
  return {
    ...lens,
    columns: [column],
    forward: (values, facts) => {
      if (sizeOf(column, values[0] ?? '') > longest) return undefined
      const value = lens.forward(values, facts)
      return typeof value === 'string' && Buffer.byteLength(value, 'base64') > most ? undefined : value
    },
  }
}

/** Bytes of a binary column, characters of a text. */
const sizeOf = ({ schema }: Column, stored: string): number =>
  schema.type === 'binary' ? stored.length / 2 : stored.length
