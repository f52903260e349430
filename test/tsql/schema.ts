/** Facts of a SQLite database, and the types that its columns would have on SQL Server -> the facts of that database there. */
import type { ColumnSchema, Schema } from '../../src/mapping/schema.ts'
import { describeType } from '../../src/rows/introspect/column-type.ts'

export const collation = 'SQL_Latin1_General_CP1_CI_AS'

const isText = (native: string): boolean => /char|text/.test(native)

function columnOf({ nullable }: ColumnSchema, native: string): ColumnSchema {
  const type = native.toLowerCase()
  return {
    ...describeType('mssql', type),
    nullable,
    ...(isText(type) ? { collation: 'ci', collationName: collation } : { collation: 'cs' }),
    accents: 'sensitive',
    native: type,
  }
}

/** `nativeOf`: the type in SQL Server's words. */
export function asMssql({ tables }: Schema, nativeOf: (table: string, column: string) => string): Schema {
  const moved = Object.entries(tables).map(([table, facts]) => {
    const columns = Object.entries(facts.columns).map(([name, each]) => [name, columnOf(each, nativeOf(table, name))])
    return [table, { ...facts, columns: Object.fromEntries(columns) as typeof facts.columns }]
  })
  return { dialect: 'mssql', tables: Object.fromEntries(moved) as Schema['tables'] }
}
