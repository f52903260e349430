/** The demo database of eighty patients -> the directory of patients over it, and the people who ask. Made once in a process for each URL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDatabase } from '../../../scripts/demo/database/seed.ts'
import type { Mapping } from '../../../src/mapping/model.ts'
import type { Limits } from '../../../src/plan/model.ts'
import type { Database } from '../../../src/rows/database.ts'
import { introspect } from '../../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../../src/rows/open.ts'
import { loadLiveMapping } from '../../../src/search/load.ts'
import type { Person } from '../../../src/smart/model.ts'
import type { DirectoryParts } from '../../../src/smart/patients/desk.ts'
import { createDirectory, type PatientDirectory } from '../../../src/smart/patients/directory.ts'

export const limits: Limits = {
  defaultCount: 50,
  maximumCount: 1000,
  scanRows: 50_000,
  gatherRows: 50_000,
  maximumIncluded: 1000,
}

export const portal = { name: 'portal', reach: 'patient' } as const
export const sevocity = { name: 'sevocity', reach: 'organization' } as const
const realms = new Map([portal, sevocity].map((realm) => [realm.name, realm]))

export interface Clinic {
  readonly mapping: Mapping
  readonly database: Database
  readonly directory: PatientDirectory
}

type Subject = Pick<Clinic, 'mapping' | 'database'>

export const partsOf = ({ mapping, database }: Subject, limited = limits): DirectoryParts => ({
  mapping: () => mapping,
  database,
  limits: limited,
  cursorKey: new Uint8Array(32).fill(7),
  realms,
})

export const directoryOf = (subject: Subject, limited = limits): PatientDirectory =>
  createDirectory(partsOf(subject, limited))

/** As if the tables held what a shop of ten thousand patients has: plans follow the numbers, not the rows. */
export function large(mapping: Mapping): Mapping {
  const rows: Readonly<Record<string, number>> = { PAT_MSTR: 10_000, PAT_CNTC: 9_000, PAT_NAME_HX: 1_500 }
  const tables = new Map(
    [...mapping.tables].map(([name, table]) => [name, { ...table, rows: rows[name] ?? table.rows }]),
  )
  return { ...mapping, tables }
}

/** Replaces what is there. */
export async function openClinic(url: string): Promise<Clinic> {
  await seedDatabase({ url, patients: 80, seed: 3, replace: true })
  const database = await openDatabase({ url })
  const options = { schema: await introspect(url), usCore: '6.1.0' as const }
  const { mapping, diagnostics } = await loadLiveMapping('mappings/clinprd', options, database)
  if (mapping === undefined) throw new Error(`The mapping does not compile: ${JSON.stringify(diagnostics[0])}`)
  return { mapping, database, directory: directoryOf({ mapping, database }) }
}

const folder = mkdtempSync(join(tmpdir(), 'portico-directory-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

let embedded: Promise<Clinic> | undefined
/** On SQLite. */
export const embeddedClinic = (): Promise<Clinic> => (embedded ??= openClinic(`sqlite:${join(folder, 'demo.db')}`))

const person = (realm: string, name: string, rest: Partial<Person>): Person => ({
  realm,
  subject: `sub-${name}`,
  name,
  patients: [],
  organizations: ['1'],
  ...rest,
})

export const patientPerson = (patients: readonly string[], rest: Partial<Person> = {}): Person =>
  person('portal', 'someone', { patients, ...rest })

export const maria = patientPerson(['pat-23'], { fhirUser: 'Patient/pat-23' })
export const doctor = person('sevocity', 'drlee', { fhirUser: 'Practitioner/prac-1' })
