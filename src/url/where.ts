/** A database URL -> where that is, in words, without user and password. */

const engines: Readonly<Record<string, readonly [name: string, port: string]>> = {
  postgres: ['PostgreSQL', '5432'],
  postgresql: ['PostgreSQL', '5432'],
  mariadb: ['MariaDB', '3306'],
  mysql: ['MariaDB', '3306'],
  mssql: ['SQL Server', '1433'],
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The name of the database; undefined where the URL says none, or is of a file. */
export function databaseOf(text: string): string | undefined {
  if (/^sqlite:/i.test(text) || !URL.canParse(text)) return undefined
  return decoded(new URL(text).pathname.slice(1)) || undefined
}

/** `PostgreSQL at db.clinic.lan:5432, database CLINPRD`, or `the SQLite file data/clinic.db`. */
export function whereOf(text: string): string {
  const scheme = text.slice(0, text.indexOf(':')).toLowerCase()
  if (scheme === 'sqlite') return `the SQLite file ${text.slice('sqlite:'.length)}`
  const [name, usual] = engines[scheme] ?? ['the database', '']
  if (!URL.canParse(text)) return name
  const { hostname, port } = new URL(text)
  const database = databaseOf(text) ?? ''
  return `${name} at ${hostname}:${port || usual}${database === '' ? '' : `, database ${database}`}`
}
