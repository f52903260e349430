/** The keys of a table, by schema.json or as the mapping states them -> whether some columns name one row at most. */
import type { KeyPart, Place, Table } from '../model.ts'
import { tableOf, type Database as Whole, type Scope } from '../scope.ts'
import { entryOf, textsOf, type Yaml } from '../yaml.ts'

type Names = readonly string[]
type Database = Pick<Whole, 'schema'>

const isWithin = (key: Names, columns: Names): boolean =>
  key.length > 0 && key.every((column) => columns.includes(column))

/** NULLs may stand in those that are no primary key. */
function keysOf(database: Database, { name, sql, stated }: Table): readonly Names[] {
  const known = sql === undefined ? tableOf(database, name) : undefined
  return [...(known ? [known.primaryKey, ...known.unique] : []), ...(stated?.unique ?? [])].filter(
    (key) => key.length > 0,
  )
}

export const isUnique = (database: Database, table: Table, columns: Names): boolean =>
  keysOf(database, table).some((key) => isWithin(key, columns))

/** Columns that, beside those told, leave no two rows the same: those of a key without NULLs. Undefined where there is none. */
export function tieBreakers(database: Database, table: Table, told: Names): Names | undefined {
  const columns = tableOf(database, table.name)?.columns ?? {}
  const primary = table.sql === undefined ? (tableOf(database, table.name)?.primaryKey ?? []) : []
  const isSure = (key: Names): boolean =>
    key === primary || table.sql !== undefined || key.every((name) => columns[name]?.nullable === false)
  const keys = keysOf(database, table).filter(isSure)
  const key = keys.find((each) => isWithin(each, told)) ?? keys[0]
  return key?.filter((name) => !told.includes(name))
}

const print = (keys: readonly Names[]): string => keys.map((key) => `(${key.join(', ')})`).join(', ')

function keysHint(database: Database, table: Table, instead: string): string {
  const keys = keysOf(database, table)
  return keys.length === 0 ? instead : `its keys: ${print(keys)}; or ${instead}`
}

/** A join that finds several rows would serve a resource several times. */
export function checkToOne({ database, diagnostics }: Scope, table: Table, columns: Names, at: Place): void {
  if (isUnique(database, table, columns)) return
  const instead = `say which row wins: { from: ..., on: ..., newest: ${table.alias}.COLUMN }`
  const told = columns.length === 0 ? 'nothing' : columns.join(', ')
  diagnostics.error(
    at,
    `${told} may name several rows of ${table.sql === undefined ? table.name : `sql(...) ${table.alias}`}, and a join takes one`,
    keysHint(database, table, instead),
  )
}

interface StatedKey {
  readonly key: readonly KeyPart[]
  readonly at: Place
  readonly newest: Yaml | undefined
}

/** Of rows that are equal in these the newest is left. */
const withinOf = (newest: Yaml | undefined): Names =>
  textsOf(newest?.kind === 'map' ? entryOf(newest, 'within')?.value : undefined).map((each) => each.split('.')[1] ?? '')

/** Rows that share the key would be one resource several times. What no catalog knows is left to `check`. */
export function checkKey({ database, diagnostics }: Scope, from: Table, { key, at, newest }: StatedKey): void {
  const names = key.map(({ column }) => column.name)
  if (names.length === 0 || key.some(({ column }) => column.alias !== from.alias)) return
  if (keysOf(database, from).length === 0 || isUnique(database, from, names)) return
  if (isWithin(withinOf(newest), names)) return
  const within = names.map((name) => `${from.alias}.${name}`).join(', ')
  const instead = `say which row wins: newest: { within: [${within}], by: ${from.alias}.COLUMN }`
  diagnostics.error(at, `several rows of ${from.name} may have one key`, keysHint(database, from, instead))
}
