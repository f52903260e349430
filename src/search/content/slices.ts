/** One value of one row -> its parts, a statement each: no connection is held while the client takes its time. */
import { Problem } from '../../fhir/problem.ts'
import type { Column, Raw } from '../../mapping/model.ts'

/** Reads columns of one row; undefined where it is not there. */
export type ReadRow = (columns: readonly Column[]) => Promise<readonly Raw[] | undefined>

/** Bytes or characters of the first part, and of the largest. Engines that read the whole value for each are asked a few times only. */
const firstPart = 131_072
const largestPart = 4_194_304

export const changed = (): Problem => new Problem('rows-changed', 'The document changed while it was read.')

export interface Part {
  /** Hexadecimal digits of bytes, or text. */
  readonly value: string
  /** Of the whole value, in bytes or characters. */
  readonly size: number
}

export const sizeColumn = (column: Column): Column => ({ ...column, slice: 'size' })

/** Nothing where there is no value. Throws Problem rows-changed when the size becomes another. */
export async function* partsOf(read: ReadRow, column: Column, from = 0): AsyncGenerator<Part, void> {
  let known: number | undefined
  let count = firstPart
  for (let at = from; known === undefined || at < known; at += count, count = Math.min(count * 4, largestPart)) {
    const [size = null, value = null] = (await read([sizeColumn(column), partColumn(column, at, count)])) ?? []
    if (known !== undefined && Number(size) !== known) throw changed()
    if (size === null || value === null) return
    known = Number(size)
    yield { value, size: known }
  }
}

const partColumn = (column: Column, at: number, count: number): Column => ({
  ...column,
  slice: { from: at + 1, count },
})
