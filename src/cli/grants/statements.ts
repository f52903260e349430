/** The columns that a mapping reads -> the statements by which an owner of the database lets a login read them, and nothing else. */
import { rulesOf } from '../../query/dialects.ts'
import type { Dialect } from '../../query/query.ts'
import type { ReadColumns } from './read.ts'

/** Whom, where, and for which commands beside the gateway. */
export interface Grantee {
  /** On MariaDB `name` or `name@host`. */
  readonly login: string
  /** Of tables whose name says none. Undefined: the engine's default one. */
  readonly schema?: string
  readonly database?: string
  readonly explain: boolean
  readonly introspect: boolean
}

type Server = Exclude<Dialect, 'sqlite'>

interface Words {
  readonly account: (login: string) => string
  /** `GRANT SELECT ... ON ...`, without whom. */
  readonly select: (table: string, columns: string) => string
  readonly defaultSchema: (to: Grantee) => string | undefined
  /** Beyond SELECT on columns. */
  readonly more: (to: Grantee, account: string, tables: readonly string[]) => readonly string[]
}

const quoted = (dialect: Dialect, name: string): string => rulesOf(dialect).quote(name)
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** An account of MariaDB is a name and where it comes from. */
function accountOf(login: string): string {
  const at = login.lastIndexOf('@')
  const [name, host] = at < 0 ? [login, '%'] : [login.slice(0, at), login.slice(at + 1)]
  return `${text(name)}@${text(host)}`
}

const first = (table: string, columns: string): string => `GRANT SELECT (${columns}) ON ${table}`

const words: Readonly<Record<Server, Words>> = {
  postgres: {
    account: (login) => quoted('postgres', login),
    select: first,
    defaultSchema: ({ schema }) => schema ?? 'public',
    more: (to, account) => [
      ...(to.database === undefined
        ? []
        : [`GRANT CONNECT ON DATABASE ${quoted('postgres', to.database)} TO ${account}`]),
      `GRANT USAGE ON SCHEMA ${quoted('postgres', to.schema ?? 'public')} TO ${account}`,
    ],
  },
  mariadb: {
    account: accountOf,
    select: first,
    defaultSchema: ({ schema, database }) => schema ?? database,
    more: (to, account, tables) =>
      to.explain ? tables.map((table) => `GRANT SHOW VIEW ON ${table} TO ${account}`) : [],
  },
  mssql: {
    account: (login) => quoted('mssql', login),
    select: (table, columns) => `GRANT SELECT ON OBJECT::${table} (${columns})`,
    defaultSchema: ({ schema }) => schema ?? 'dbo',
    more: (to, account) => [
      ...(to.explain ? [`GRANT SHOWPLAN TO ${account}`] : []),
      ...(to.introspect ? [`GRANT VIEW DEFINITION TO ${account}`] : []),
    ],
  },
}

function tableName(dialect: Server, name: string, to: Grantee): string {
  const parts = name.includes('.') ? name.split('.') : [words[dialect].defaultSchema(to), name]
  return parts.flatMap((part) => (part === undefined ? [] : [quoted(dialect, part)])).join('.')
}

const comment = (line: string): string => `-- ${line.replace(/[\r\n]/g, ' ')}`

const ofDerived = (aliases: readonly string[]): readonly string[] =>
  aliases.map((alias) => comment(`The table ${alias} is SQL of the mapping: grant what it names as well.`))

const noLogins = comment(
  'SQLite has no logins: who may read the file reads all of it. Let only the account of Portico read it.',
)

/** One statement a line. SQLite has none. */
export function grantStatements(dialect: Dialect, read: ReadColumns, to: Grantee): readonly string[] {
  if (dialect === 'sqlite') return [noLogins]
  const { account, select, more } = words[dialect]
  const whom = account(to.login)
  const named = [...read.tables].map(([name, columns]) => [tableName(dialect, name, to), columns] as const)
  const grants = named.map(([table, columns]) => {
    const list = columns.map((each) => quoted(dialect, each)).join(', ')
    return `${select(table, list)} TO ${whom}`
  })
  const others = more(
    to,
    whom,
    named.map(([table]) => table),
  )
  return [...ofDerived(read.derived), ...[...others, ...grants].map((each) => `${each};`)]
}
