/** An `mssql://` URL -> how tedious reaches the server, for the legacy database, the store and the seeder alike. */
import { choice, flag, parseUrl, readOptions, whole, word } from './options.ts'

/** TDS numbers of the isolation levels. */
const isolation = choice({
  'read-uncommitted': 1,
  'read-committed': 2,
  'repeatable-read': 3,
  serializable: 4,
  snapshot: 5,
})

/** Microsoft's spellings too. https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax */
const encrypt = choice<boolean | 'strict'>({
  ...{ true: true, yes: true, 1: true, mandatory: true },
  ...{ false: false, no: false, 0: false, optional: false },
  strict: 'strict',
})

const entra = 'azure-active-directory'

/** https://learn.microsoft.com/sql/connect/ado-net/sql/azure-active-directory-authentication */
const authentication = choice({
  SqlPassword: 'default',
  Ntlm: 'ntlm',
  ActiveDirectoryPassword: `${entra}-password`,
  ActiveDirectoryServicePrincipal: `${entra}-service-principal-secret`,
  ActiveDirectoryManagedIdentity: `${entra}-msi-vm`,
  ActiveDirectoryAppService: `${entra}-msi-app-service`,
  ActiveDirectoryDefault: `${entra}-default`,
} as const)

const common = {
  encrypt,
  trustServerCertificate: flag,
  instance: word,
  domain: word,
  authentication,
  clientId: word,
  tenantId: word,
  multiSubnetFailover: flag,
}

/** What the legacy database takes beside what the store takes. */
const reading = {
  ...common,
  applicationIntent: choice({ ReadOnly: true, ReadWrite: false }),
  isolation,
  lockTimeout: whole(3_600_000),
}

/** As tedious takes it. https://tediousjs.github.io/tedious/api-connection.html */
export interface Login {
  readonly type: string
  readonly options: Readonly<Record<string, string>>
}

export interface MssqlPlace {
  readonly server: string
  readonly port: number
  readonly database: string
  readonly login: Login
  readonly options: {
    readonly encrypt: boolean | 'strict'
    readonly trustServerCertificate: boolean
    readonly instanceName?: string
    readonly multiSubnetFailover?: boolean
    readonly appName: string
  }
}

export interface MssqlReading {
  readonly readOnlyIntent: boolean
  readonly isolationLevel: number
  /** Milliseconds. */
  readonly lockTimeout: number
}

type Given = ReturnType<typeof readOptions<typeof common>>

/** Which parts of the URL each kind of login is made of. */
function optionsOf(type: string, url: URL, { domain, clientId, tenantId }: Given): Readonly<Record<string, string>> {
  const [user, password] = [url.username, url.password].map(decodeURIComponent) as [string, string]
  const ids = { ...(clientId !== undefined && { clientId }), ...(tenantId !== undefined && { tenantId }) }
  if (type === `${entra}-service-principal-secret`)
    return { ...(tenantId !== undefined && { tenantId }), clientId: user, clientSecret: password }
  if (type.startsWith(`${entra}-msi`) || type === `${entra}-default`) return ids
  return { userName: user, password, ...(domain !== undefined && { domain }), ...ids }
}

/** A domain means NTLM. What a kind of login cannot do without is asked for by name. */
function loginOf(url: URL, given: Given, what: string): Login {
  const type = given.authentication ?? (given.domain === undefined ? 'default' : 'ntlm')
  const isPassword = type === `${entra}-password`
  const missing = [
    ...(type === 'ntlm' && given.domain === undefined ? ['domain'] : []),
    ...(isPassword && given.clientId === undefined ? ['clientId'] : []),
    ...((isPassword || type === `${entra}-service-principal-secret`) && given.tenantId === undefined
      ? ['tenantId']
      : []),
  ]
  if (missing.length > 0) throw new TypeError(`${what}: this authentication needs the parameter '${missing[0]}' too.`)
  if (type !== 'ntlm' && given.domain !== undefined)
    throw new TypeError(`${what}: 'domain' is of NTLM, not of this authentication.`)
  return { type, options: optionsOf(type, url, given) }
}

function placeOf(url: URL, given: Given, what: string): MssqlPlace {
  return {
    server: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 1433 : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    login: loginOf(url, given, what),
    options: {
      encrypt: given.encrypt ?? true,
      trustServerCertificate: given.trustServerCertificate ?? false,
      ...(given.instance !== undefined && { instanceName: given.instance }),
      ...(given.multiSubnetFailover === true && { multiSubnetFailover: true }),
      appName: 'portico',
    },
  }
}

/** Of the store, which writes. Throws a `TypeError` that names what is wrong and repeats no value. */
export function readMssqlStore(text: string, what = 'The mssql URL of the store'): MssqlPlace {
  const url = parseUrl(text, what)
  return placeOf(url, readOptions(url, common, what), what)
}

/** Of the legacy database, which is only read. Throws as `readMssqlStore` does. */
export function readMssql(text: string, what = 'The mssql URL'): MssqlPlace & { readonly reading: MssqlReading } {
  const url = parseUrl(text, what)
  const given = readOptions(url, reading, what)
  return {
    ...placeOf(url, given, what),
    reading: {
      readOnlyIntent: given.applicationIntent ?? true,
      isolationLevel: given.isolation ?? 2,
      lockTimeout: given.lockTimeout ?? 5_000,
    },
  }
}
