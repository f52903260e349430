/** schema.json and the live database -> what the mapping looks at and is not as it was. */
import type { ColumnSchema, Schema, TableSchema } from '../../mapping/schema.ts'
import type { UsedColumns } from './columns.ts'
import type { Finding } from './finding.ts'

const again = 'Run portico introspect, and look at the mapping.'

const finding = (severity: Finding['severity'], what: string, message: string, hint = again): Finding => ({
  about: 'schema',
  severity,
  what,
  message,
  hint,
})

/** What searches depend on. */
const traits = [
  'type',
  'length',
  'precision',
  'scale',
  'fraction',
  'nullable',
  'padded',
  'collation',
  'accents',
] as const

const print = (value: unknown): string => (value === undefined ? 'none' : String(value))

function compareColumn(name: string, written: ColumnSchema, live: ColumnSchema): readonly Finding[] {
  return traits
    .filter((trait) => written[trait] !== live[trait])
    .map((trait) =>
      finding('error', name, `${trait} is ${print(live[trait])}; schema.json says ${print(written[trait])}`),
    )
}

function compareColumns(used: UsedColumns, written: Schema, live: Schema): readonly Finding[] {
  return [...used.columns].flatMap(([name, { table, name: column }]) => {
    const [then, now] = [written.tables[table]?.columns[column], live.tables[table]?.columns[column]]
    if (live.tables[table] === undefined) return []
    if (now === undefined) return [finding('error', name, 'is not in the database')]
    return then === undefined ? [] : compareColumn(name, then, now)
  })
}

const indexNames = ({ primaryKey, indexes }: TableSchema): ReadonlySet<string> =>
  new Set([`(${primaryKey.join(', ')})`, ...indexes.map(({ columns }) => `(${columns.join(', ')})`)])

/** Those by which references are printed without a look at the row that they name. */
const foreignKeys = ({ foreignKeys: keys = [] }: TableSchema): ReadonlySet<string> =>
  new Set(
    keys
      .filter(({ trusted }) => trusted)
      .map(({ columns, table, to }) => `(${columns.join(', ')}) to ${table} (${to.join(', ')})`),
  )

function compareTable(name: string, written: TableSchema, live: TableSchema): readonly Finding[] {
  const [then, now] = [indexNames(written), indexNames(live)]
  const gone = [...then].filter((index) => !now.has(index))
  const fresh = [...now].filter((index) => !then.has(index))
  const isOther = live.rows > 2 * written.rows + 1000 || written.rows > 2 * live.rows + 1000
  return [
    ...[...foreignKeys(written)]
      .filter((key) => !foreignKeys(live).has(key))
      .map((key) =>
        finding('error', name, `the foreign key ${key} holds no more: references by it are printed unseen`),
      ),
    ...gone.map((index) =>
      finding('error', name, `the index ${index} is gone: searches that it served are not served`),
    ),
    ...fresh.map((index) =>
      finding('note', name, `the index ${index} is new`, 'Run portico introspect to make use of it.'),
    ),
    ...(isOther
      ? [finding('note', name, `has ${live.rows} rows; schema.json says ${written.rows}`, 'Run portico introspect.')]
      : []),
  ]
}

/** Tables and columns that the mapping does not look at may be as they like. */
export function checkSchema(used: UsedColumns, written: Schema, live: Schema): readonly Finding[] {
  if (written.dialect !== live.dialect) {
    return [
      finding(
        'error',
        'schema.json',
        `describes ${written.dialect}; this database is ${live.dialect}`,
        'Run portico introspect.',
      ),
    ]
  }
  const tables = new Set([...used.columns.values()].map(({ table }) => table))
  const ofTables = [...tables].flatMap((name) => {
    const [then, now] = [written.tables[name], live.tables[name]]
    if (now === undefined) return [finding('error', name, 'is not in the database')]
    return then === undefined ? [] : compareTable(name, then, now)
  })
  return [...ofTables, ...compareColumns(used, written, live)]
}
