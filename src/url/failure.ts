/** What a driver says when a database cannot be reached or read -> what is wrong, where, its own code, and what to do: for whoever runs Portico. */
import { whereOf } from './where.ts'

/** Its message is whole: it is told without a stack. */
export class Failure extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'Failure'
  }
}

interface Reason {
  /** Drivers' and the system's codes, and SQL Server's numbers. */
  readonly codes: readonly (string | number)[]
  /** What some drivers say without a code. */
  readonly says?: RegExp
  readonly what: string
  readonly todo: string
}

const tls =
  'Name the authority by the URL’s options for TLS, or, on a network of your own, take the certificate as it is.'

/** The first that fits. What is said of the login comes before what is said of the network, which often wraps it. */
const reasons: readonly Reason[] = [
  {
    codes: ['28P01', '28000', 'ER_ACCESS_DENIED_ERROR', 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR', 1045, 18456],
    what: 'the login was refused',
    todo: 'Check user and password, which are percent-encoded in a URL, and from where the server lets this user in.',
  },
  {
    codes: ['3D000', 'ER_BAD_DB_ERROR', 'ER_DBACCESS_DENIED_ERROR', 1049, 1044, 4060],
    what: 'there is no such database, or this login may not open it',
    todo: 'Check the name behind the last slash of the URL, and the rights of the login.',
  },
  {
    codes: ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    says: /self.signed certificate|unable to (?:verify|get)[a-z ]*certificate/i,
    what: 'its certificate is of no authority that is trusted here',
    todo: tls,
  },
  {
    codes: ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_NOT_YET_VALID'],
    says: /certificate has expired|altnames/i,
    what: 'its certificate has ended, or is for another name',
    todo: 'Reach it by the name that its certificate has, or have that renewed.',
  },
  {
    codes: ['HANDSHAKE_NO_SSL_SUPPORT', 'HANDSHAKE_SSL_ERROR', 'EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER'],
    says: /does not support (?:SSL|secure|encrypt)|ssl|tls/i,
    what: 'no TLS could be agreed upon',
    todo: 'Have the server offer TLS, or turn it off by the URL’s options where the network is your own.',
  },
  {
    codes: ['ECONNREFUSED'],
    says: /ECONNREFUSED/,
    what: 'nothing listens there (the connection was refused)',
    todo: 'Check host and port, whether the server runs, and whether it listens on that address.',
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN', 'EINSTLOOKUP'],
    says: /ENOTFOUND|EAI_AGAIN/,
    what: 'the host’s name, or the instance’s, is not known',
    todo: 'Check the name, and the name server of this machine.',
  },
  {
    codes: ['ETIMEDOUT', 'ETIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET', 'PROTOCOL_CONNECTION_LOST'],
    says: /time(?:d )?.?out|terminated unexpectedly|socket hang up/i,
    what: 'there was no answer in time',
    todo: 'Check host and port, and the firewalls between.',
  },
  {
    codes: ['53300', 'ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS', 1040, 1203],
    what: 'it takes no more connections',
    todo: 'Lower database.pool.max, or raise what the server allows.',
  },
  {
    codes: ['42501', 'ER_TABLEACCESS_DENIED_ERROR', 'ER_COLUMNACCESS_DENIED_ERROR', 1142, 1143, 229, 230, 262, 916],
    what: 'the login may not read what was asked',
    todo: 'docs/cli.md says which rights each command needs.',
  },
  {
    codes: ['42P01', '42703', 'ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR', 208, 207],
    says: /^no such (?:table|column)/,
    what: 'a table or column is not there',
    todo: 'Check database.schema; `portico check` holds the mapping against the live database.',
  },
  {
    codes: ['SQLITE_NOTADB', 'SQLITE_CORRUPT'],
    what: 'the file is no SQLite database',
    todo: 'Check which file the URL names.',
  },
  {
    codes: ['ERR_DLOPEN_FAILED'],
    says: /bindings file|NODE_MODULE_VERSION/,
    what: 'the program part of better-sqlite3 is missing, or of another version of Node',
    todo: 'npm rebuild better-sqlite3. Where no prebuilt one can be fetched that takes Python 3, make and a C++ compiler.',
  },
  {
    codes: ['SQLITE_CANTOPEN', 'ENOENT', 'ENOTDIR', 'EISDIR'],
    says: /directory does not exist|unable to open database file/,
    what: 'there is no such file',
    todo: 'A path is relative to the folder that Portico is started in.',
  },
  {
    codes: ['EACCES', 'EPERM', 'SQLITE_READONLY', 'SQLITE_PERM', 'EROFS'],
    what: 'the file may not be used by this account',
    todo: 'Check who owns it, and its folder.',
  },
]

interface Told extends Error {
  readonly code?: unknown
  readonly number?: unknown
  readonly originalError?: unknown
  readonly errors?: readonly unknown[]
}

/** An error and all that it wraps, the innermost first: that is nearest to the cause. */
function chainOf(error: unknown, depth = 0): readonly Told[] {
  if (!(error instanceof Error) || depth > 5) return []
  const told = error as Told
  const inside = [told.cause, told.originalError, ...(told.errors ?? [])].flatMap((each) => chainOf(each, depth + 1))
  return [...inside, told]
}

const codeOf = ({ code, number }: Told): string | number | undefined =>
  typeof number === 'number' ? number : typeof code === 'string' ? code : undefined

const fits = ({ codes, says }: Reason, told: Told): boolean =>
  [told.number, told.code].some((code) => codes.includes(code as string)) || says?.test(told.message) === true

/** Codes of drivers alone, whose innermost says most. Our own begin with the stage that raises them. */
const isDrivers = (code: string | number): boolean => !/^(?:rows|auth|plan)-/.test(String(code))

interface Diagnosis {
  readonly what: string
  readonly todo: string | undefined
  readonly code: string | undefined
}

/** Of no error is the message repeated: it may hold what a row holds. */
export function diagnose(error: unknown): Diagnosis {
  const chain = chainOf(error)
  const reason = reasons.find((each) => chain.some((told) => fits(each, told)))
  const codes = chain.map(codeOf).filter((code) => code !== undefined && isDrivers(code))
  const fitting = codes.find((code) => code !== undefined && reason?.codes.includes(code))
  const code = fitting ?? codes[0]
  return {
    what: reason?.what ?? 'it could not answer',
    todo: reason?.todo,
    ...{ code: code === undefined ? undefined : String(code) },
  }
}

export interface Tried {
  /** What names it: `database.url`, `frontDoor.store`, `--database`. */
  readonly setting: string
  readonly url: string
  /** Where the setting stands: `my.yaml:12`. */
  readonly at?: string
}

/** `database.url (my.yaml:12): PostgreSQL at db:5432, database CLINPRD: the login was refused [28P01]. Check ...` */
export function failureOf(error: unknown, { setting, url, at }: Tried): Failure {
  const { what, todo, code } = diagnose(error)
  const place = at === undefined ? setting : `${setting} (${at})`
  const said = code === undefined ? '' : ` [${code}]`
  return new Failure([`${place}: ${whereOf(url)}: ${what}${said}.`, todo].filter(Boolean).join(' '), error)
}
