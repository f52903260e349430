/** A decoded id, and the columns that hold the key -> a condition for each part that the id tells, which an index serves. */
import { oneOf, test, type Cond } from './cond.ts'
import type { DecodedId } from './id.ts'
import { storedForms } from './key.ts'
import type { Column } from './model.ts'

/** The text that all begin with, where the last part of `id: hash` is cut. */
export const cutAt = ({ key, hashed }: Pick<DecodedId, 'key' | 'hashed'>, index: number): string | undefined =>
  hashed?.isCut === true && index === key.length - 1 ? key[index] : undefined

export const beginsWith = (column: Column, text: string): Cond => test(column, { is: 'prefix', text, fold: false })

/** Of `id: hash` they bound the rows, of which one is meant. */
export const keyParts = (decoded: DecodedId, columns: readonly Column[]): readonly Cond[] =>
  decoded.key.map((text, index) => {
    const [part, column, cut] = [decoded.source.key[index]!, columns[index]!, cutAt(decoded, index)]
    return cut === undefined ? oneOf(column, storedForms(part, column, text)) : beginsWith(column, cut)
  })
