/** MariaDB's own way. https://mariadb.com/kb/en/prepare-statement/ */
import type { Rules } from '../rules.ts'
import { limit, placeholder, quote } from './names.ts'
import { output } from './output.ts'
import { ignoresBlanks, like, trimmed } from './text.ts'

export const mariadb: Rules = {
  dialect: 'mariadb',
  maximumBindings: 65_000,
  quote,
  placeholder,
  limit,
  output,
  ignoresBlanks,
  trimmed,
  like,
}
