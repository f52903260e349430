/** The kinds of columns that random tables have, in the words of each engine, and their values as literals of SQL. */
import type { Dialect } from '../../src/query/query.ts'

type Words = Readonly<Record<'sqlite' | 'postgres' | 'mariadb', string>>

const same = (word: string): Words => ({ sqlite: word, postgres: word, mariadb: word })

const binary = ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'

/** `nocase` ignores case where the engine has such a collation at hand. */
const words = {
  integer: same('INTEGER'),
  bigint: same('BIGINT'),
  decimal: same('DECIMAL(14,3)'),
  real: { ...same('DOUBLE PRECISION'), sqlite: 'REAL' },
  bit: { sqlite: 'BIT', postgres: 'BOOLEAN', mariadb: 'TINYINT(1)' },
  char: { ...same('CHAR(8)'), mariadb: `CHAR(8)${binary}` },
  varchar: { ...same('VARCHAR(60)'), mariadb: `VARCHAR(60)${binary}` },
  long: { ...same('VARCHAR(200)'), mariadb: `VARCHAR(200)${binary}` },
  nocase: {
    sqlite: 'VARCHAR(60) COLLATE NOCASE',
    postgres: 'VARCHAR(60)',
    mariadb: 'VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
  },
  text: { ...same('TEXT'), mariadb: `TEXT${binary}` },
  date: same('DATE'),
  datetime: { sqlite: 'DATETIME', postgres: 'TIMESTAMP(3)', mariadb: 'DATETIME(3)' },
  uuid: { sqlite: 'UNIQUEIDENTIFIER', postgres: 'UUID', mariadb: 'UUID' },
} satisfies Record<string, Words>

export type Kind = keyof typeof words

const wordsOf = (kind: Kind): Readonly<Partial<Record<Dialect, string>>> => words[kind]

export const typeOf = (kind: Kind, dialect: Dialect): string => wordsOf(kind)[dialect] ?? 'TEXT'

export const zeroDate = '0000-00-00'

const bare: ReadonlySet<Kind> = new Set(['integer', 'bigint', 'decimal', 'real'])

export function literal(value: string | null, kind: Kind, dialect: Dialect): string {
  if (value === null) return 'NULL'
  if (kind === 'bit') return dialect === 'postgres' ? (value === '1' ? 'TRUE' : 'FALSE') : value
  if (bare.has(kind)) return value
  // No date there, and no row that could hold it.
  if (value === zeroDate && dialect === 'postgres') return 'NULL'
  const text = dialect === 'mariadb' ? value.replaceAll('\\', '\\\\') : value
  return `'${text.replaceAll("'", "''")}'`
}
