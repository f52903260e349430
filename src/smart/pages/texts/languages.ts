/** A language -> what the pages say in it. */
import type { Locale } from '../locale.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import type { Texts } from './texts.ts'

/** One for each language. */
export const texts: Readonly<Record<Locale, Texts>> = { en, es }
