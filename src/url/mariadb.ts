/** A `mariadb://` or `mysql://` URL -> how mysql2 reaches the server. What it would pass over, or take for a switch of its own, is refused. */
import { readFileSync } from 'node:fs'
import { choice, flag, parseUrl, readOptions, word } from './options.ts'

/** https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_ssl-mode */
const sslMode = choice({
  disabled: 'disabled',
  required: 'required',
  verify_ca: 'verify-ca',
  'verify-ca': 'verify-ca',
  verify_identity: 'verify-full',
  'verify-identity': 'verify-full',
} as const)

const table = { ssl: flag, sslMode, sslCa: word }

export interface Tls {
  readonly rejectUnauthorized: boolean
  readonly verifyIdentity?: boolean
  readonly ca?: string
}

export interface MariadbPlace {
  /** Without options. */
  readonly uri: string
  readonly ssl?: Tls
}

type Given = ReturnType<typeof readOptions<typeof table>>

/** `ssl=true` checks certificate and name; `required` only encrypts, as MySQL has it. */
function tlsOf({ ssl, sslMode: mode, sslCa }: Given): Tls | undefined {
  if (mode === 'disabled' || (mode === undefined && ssl !== true && sslCa === undefined)) return undefined
  const ca = sslCa === undefined ? {} : { ca: readFileSync(sslCa, 'utf8') }
  if (mode === 'required') return { rejectUnauthorized: false, ...ca }
  return { rejectUnauthorized: true, verifyIdentity: mode !== 'verify-ca', ...ca }
}

/** Throws a `TypeError` that names what is wrong and repeats no value. */
export function readMariadb(text: string, what = 'The mariadb URL'): MariadbPlace {
  const url = parseUrl(text, what)
  const given = readOptions(url, table, what)
  if (given.sslMode !== undefined && given.ssl !== undefined)
    throw new TypeError(`${what}: 'ssl' and 'sslMode' say the same; give one.`)
  if (given.ssl === false && given.sslCa !== undefined)
    throw new TypeError(`${what}: 'sslCa' is of no use where 'ssl' is off.`)
  const ssl = tlsOf(given)
  url.search = ''
  return { uri: url.href.replace(/^mariadb:/, 'mysql:'), ...(ssl !== undefined && { ssl }) }
}
