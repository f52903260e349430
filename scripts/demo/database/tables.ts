/** The one definition of CLINPRD: its 45 tables in an order in which rows may be written. */
import type { Table } from './table.ts'
import { administrationTables } from './tables/administration.ts'
import { coordinationTables } from './tables/coordination.ts'
import { listTables } from './tables/lists.ts'
import { medicationTables } from './tables/medication.ts'
import { observationTables } from './tables/observations.ts'
import { patientTables } from './tables/patient.ts'
import { visitTables } from './tables/visits.ts'

/** All tables; a table comes after those that its foreign keys name. */
export const tables: readonly Table[] = [
  ...administrationTables,
  ...patientTables,
  ...visitTables,
  ...listTables,
  ...medicationTables,
  ...observationTables,
  ...coordinationTables,
]

const byName: ReadonlyMap<string, Table> = new Map(tables.map((table) => [table.name, table]))

/** The table of that name; throws for a name that is no table. */
export function tableNamed(name: string): Table {
  const table = byName.get(name)
  if (table === undefined) throw new Error(`There is no table ${name}`)
  return table
}
