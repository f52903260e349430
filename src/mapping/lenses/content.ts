/** `base64` and `inline`: what a column holds, as bytes for a resource or, for a Binary, as what its bytes are made of. */
import { atMost } from '../cond.ts'
import type { Column, Lens, Stored } from '../model.ts'
import { isBad } from '../value.ts'
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

/** Up to `most` bytes, and nothing of more: what is longer has an address of its own. */
export function inlineLens(text: Text, most: number): Lens {
  const column = bounded(text.column, most)
  const lens = base64Lens({ ...text, column })
  const isLonger = (stored: string | null): boolean =>
    column.slice !== undefined && stored !== null && sizeOf(column, stored) > most
  return {
    ...lens,
    columns: [column],
    forward: (values, facts) => {
      if (isLonger(values[0] ?? null)) return undefined
      const value = lens.forward(values, facts)
      return typeof value === 'string' && Buffer.byteLength(value, 'base64') > most ? undefined : value
    },
  }
}

/** Bytes of a binary column, characters of a text. */
const sizeOf = ({ schema }: Column, stored: string): number =>
  schema.type === 'binary' ? stored.length / 2 : stored.length
