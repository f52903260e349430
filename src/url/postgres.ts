/** A `postgres://` URL -> the same with what node-postgres reads of it, in its own spelling. What it would pass over in silence is refused. */
import { choice, flag, parseUrl, readOptions, word } from './options.ts'

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS; `no-verify` is node-postgres' own. */
const sslmode = choice({
  disable: 'disable',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
  'no-verify': 'no-verify',
})

const table = {
  sslmode,
  ssl: flag,
  sslcert: word,
  sslkey: word,
  sslrootcert: word,
  uselibpqcompat: flag,
  host: word,
  options: word,
  application_name: word,
}

/** Throws a `TypeError` that names what is wrong and repeats no value. */
export function readPostgres(text: string, what = 'The postgres URL'): string {
  const url = parseUrl(text, what)
  const given = readOptions(url, table, what)
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)] as const)
  url.search = new URLSearchParams(Object.fromEntries(texts)).toString()
  return url.href
}
