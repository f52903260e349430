/** Where the store's parts find what they share. */
import type { Knex } from 'knex'
import type { Seal } from '../seal.ts'

/** What all parts of the store work with. */
export interface Place {
  readonly database: Knex
  readonly seal: Seal
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What is sealed ends with its row, not by itself. */
export const sealSeconds = 100 * 366 * 86_400
