/** What a numeric column holds beside numbers: on MariaDB nothing. */
import type { NumberEnds } from '../rules.ts'

export const numbers = (): NumberEnds => ({})
