/** schema.json, and what the mapping states of views and derived tables -> the rows and indexes that the planner looks at. */
import type { Diagnostics } from './diagnostics.ts'
import type { Mapping, Source, Table } from './model.ts'
import type { Schema, TableSchema } from './schema.ts'

type TableFacts = Mapping['tables'] extends ReadonlyMap<string, infer Facts> ? Facts : never

const ofSchema = ({ rows, primaryKey, unique, indexes }: TableSchema): TableFacts => ({
  rows,
  indexes: [primaryKey, ...unique, ...indexes.map(({ columns }) => columns)].filter((columns) => columns.length > 0),
})

const tablesIn = ({ from, joins, rows }: Source): readonly Table[] => [
  from,
  ...joins,
  ...rows.flatMap(({ table, joins: beside }) => [table, ...beside]),
]

/** A derived table of which no number of rows is stated may have any. */
function withStated(known: TableFacts | undefined, { stated }: Table): TableFacts | undefined {
  if (stated === undefined) return known
  return {
    rows: stated.rows ?? known?.rows ?? Infinity,
    indexes: [...(known?.indexes ?? []), ...stated.unique, ...stated.indexes],
  }
}

export function tablesOf({ tables }: Schema, sources: readonly Source[]): Mapping['tables'] {
  const facts = new Map(Object.entries(tables).map(([name, table]) => [name, ofSchema(table)]))
  for (const table of sources.flatMap(tablesIn)) {
    const known = withStated(facts.get(table.name), table)
    if (known !== undefined) facts.set(table.name, known)
  }
  return facts
}

/** What is stated of a derived table goes by its alias, which then stands for it alone. */
export function checkStated({ tables }: Schema, sources: Iterable<Source>, diagnostics: Diagnostics): void {
  const known = new Map<string, Table>()
  for (const source of sources) {
    for (const table of tablesIn(source).filter(({ sql }) => sql !== undefined)) {
      const other = known.get(table.alias) ?? table
      const isOther = Object.hasOwn(tables, table.alias) || other.sql !== table.sql
      if (isOther && (table.stated ?? other.stated) !== undefined)
        diagnostics.error(source.at, `the alias ${table.alias} stands for another table too`, 'choose another')
      known.set(table.alias, table)
    }
  }
}
