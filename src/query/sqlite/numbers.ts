/** What a numeric column holds beside numbers: on SQLite any text, and the infinities of doubles; both lie beyond all numbers. */
import type { NumberEnds } from '../rules.ts'

export const numbers = (): NumberEnds => ({ above: '-9e999', below: '9e999' })
