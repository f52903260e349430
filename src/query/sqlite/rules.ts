/** SQLite's own way. https://www.sqlite.org/limits.html */
import type { Rules } from '../rules.ts'
import { limit, placeholder, quote } from './names.ts'
import { numbers } from './numbers.ts'
import { held, operand, output, sorted } from './output.ts'
import { size, slice } from './slice.ts'
import {
  collated,
  concat,
  ignoresBlanks,
  like,
  ordered,
  spelled,
  startsBlank,
  startsWith,
  stripped,
  text,
  trimmed,
  unbroken,
} from './text.ts'
import { uuidOf, uuidText } from './uuid.ts'

export const sqlite: Rules = {
  dialect: 'sqlite',
  maximumBindings: 32_000,
  joinAfter: 'CROSS JOIN',
  quote,
  placeholder,
  limit,
  operand,
  held,
  sorted,
  output,
  size,
  slice,
  numbers,
  ignoresBlanks,
  trimmed,
  ordered,
  spelled,
  stripped,
  startsBlank,
  startsWith,
  unbroken,
  text,
  collated,
  uuidText,
  uuidOf,
  concat,
  like,
}
