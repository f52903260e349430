/** What is stored and served as it is, bytes or a long text, as data. */
import type { Bad } from './reader.ts'
import type { Column } from './table.ts'

/** One of the steps from a stored text to what is served. */
export interface StoredStep {
  forward(text: string): string | Bad | undefined
  /** Reads bytes, as small hexadecimal digits: what it does with them, also where they come in pieces. */
  readonly ofBytes?: { readonly kind: 'inflate' } | { readonly kind: 'decode'; readonly label: string }
  /** The same as `forward`, of a text of any length, in pieces of some milliseconds each. */
  readonly inPieces?: (text: string) => Generator<void, string>
  /** Each part of a text can be changed by itself. */
  readonly byParts?: true
}

/** A column, and the steps from what it holds to what is served. */
export interface Stored {
  readonly column: Column
  readonly steps: readonly StoredStep[]
}

export interface Documents {
  /** Bytes up to which `inline` gives what is stored. */
  readonly inline: number
  /** Bytes that a packed document may come to: beyond them it is broken off. */
  readonly unpacked: number
}
