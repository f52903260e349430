/** What a numeric column holds beside numbers: on SQL Server nothing. */
import type { NumberEnds } from '../rules.ts'

export const numbers = (): NumberEnds => ({})
