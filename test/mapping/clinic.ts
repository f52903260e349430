/** A small clinic: a schema, mappings written to a folder of their own, and rows read by name. */
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { commonEdition, type Edition } from '../../src/fhir/definitions.ts'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import { build } from '../../src/mapping/build.ts'
import { holds } from '../../src/mapping/forward.ts'
import { loadMapping, type Loaded } from '../../src/mapping/load.ts'
import type { Facts, Json, Mapping, Raw, Reader } from '../../src/mapping/model.ts'
import type { ColumnSchema, Schema } from '../../src/mapping/schema.ts'
import { chicago, typed, varchar } from './hand-made.ts'

const types: Readonly<Record<string, ColumnSchema>> = {
  n: typed('integer'),
  d: typed('decimal', { scale: 2 }),
  t: typed('datetime'),
  v: varchar,
}

/** `PAT_ID:n` is a number; a name alone is a text. */
const table = (columns: string, primaryKey: string): Schema['tables'][string] => ({
  rows: 100,
  columns: Object.fromEntries(
    columns.split(' ').map((each) => {
      const [name = '', type = 'v'] = each.split(':')
      return [name, types[type]!]
    }),
  ),
  primaryKey: primaryKey.split(' '),
  unique: [],
  indexes: [],
})

export const schema: Schema = {
  dialect: 'sqlite',
  tables: {
    ORG_MSTR: table('ORG_ID:n TZ_NM TZ_CD HL7_OID ACTV_FLG', 'ORG_ID'),
    PAT_MSTR: table(
      'PAT_ID:n ORG_ID:n CHART_NO SSN LAST_NM FIRST_NM MID_NM SEX DOB DEATH_DT DEATH_FLG DEATH_DTTM:t RACE_CDS RACE_CD PHONE PHONE_TYP EMAIL REC_STAT MRG_TO_PAT_ID:n LANG_CD PCP_ID:n LAST_UPD_DTTM:t',
      'PAT_ID',
    ),
    PAT_NAME_HX: table('NAME_HX_ID:n PAT_ID:n NM_TYP LAST_NM END_DT ALIASES', 'NAME_HX_ID'),
    PROV_MSTR: table('PROV_ID:n ORG_ID:n PROV_NM LAST_NM', 'PROV_ID'),
    VIT_SGN: table(
      'VIT_ID:n PAT_ID:n VIT_DT VIT_TM PULSE:n BP_SYS:n BP_DIA:n SPO2:n WT:d WT_UOM LAB_VAL LAB_TXT CATG',
      'VIT_ID',
    ),
    CARE_TEAM: table(
      'TEAM_ID:n PAT_ID:n TEAM_NO:n MBR_NO:n MBR_TYP PROV_ID:n TEAM_NM LAST_UPD_DTTM:t STAT_CD',
      'TEAM_ID',
    ),
    CODE_TBL: table('CD_TYP CD_VAL ORG_ID:n STD_CD CD_DESC', 'CD_TYP CD_VAL ORG_ID'),
  },
}

export const system = `
tenants: { from: ORG_MSTR o, key: o.ORG_ID, zone: { first: [ =o.TZ_NM, { case: o.TZ_CD, CST: America/Chicago } ] }, facts: { oid: =o.HL7_OID } }
systems: { loinc: 'http://loinc.org', sct: 'http://snomed.info/sct', cdcrec: 'urn:oid:2.16.840.1.113883.6.238', ucum: 'http://unitsofmeasure.org' }
nulls: ['', '00000000', '99991231']
columns: { "*.LAST_NM": { stored: upper, chars: ascii }, "VIT_SGN.*": { nulls: ['0'] } }
codes:
  sex: { file: codes/sex.csv, else: unknown }
  race: { file: codes/race.csv, else: drop }
  uom: { file: codes/uom.csv, else: text }
  lang: { table: CODE_TBL c, where: { c.CD_TYP: LANG }, local: c.CD_VAL, tenant: c.ORG_ID, fallback: '0', in: 'urn:ietf:bcp:47', code: c.STD_CD, display: c.CD_DESC, else: text }
`

export const patient = (map: string, more = ''): string => `
resource: Patient
source: pat
from: PAT_MSTR p
key: p.PAT_ID
tenant: p.ORG_ID
patient: p.PAT_ID
exclude: { p.REC_STAT: D }
merged: { when: { p.REC_STAT: M }, into: p.MRG_TO_PAT_ID, results: survivor }
rows:
  names: { from: PAT_NAME_HX n, on: n.PAT_ID = p.PAT_ID, order: n.NAME_HX_ID }
${more}
map:
${map.replace(/^/gm, '  ')}
`

export const practitioner = `
resource: Practitioner
source: prac
from: PROV_MSTR d
key: d.PROV_ID
tenant: d.ORG_ID
patient: shared
map: { name: =d.PROV_NM | name(comma) }
`

export const vitals = (body: string): string => `
resource: Observation
source: vit
from: VIT_SGN v
key: v.VIT_ID
patient: =v.PAT_ID | ref(pat)
${body}
`

const lists: Readonly<Record<string, string>> = {
  'codes/sex.csv':
    'local,system,code,display\nM,http://hl7.org/fhir/administrative-gender,male,Male\nF,http://hl7.org/fhir/administrative-gender,female,Female\n',
  'codes/race.csv': 'local,system,code,display\nW,cdcrec,2106-3,White\nA,cdcrec,2028-9,Asian\n',
  'codes/uom.csv': 'local,system,code,display\nKG,ucum,kg,\nLB,ucum,[lb_av],\n',
}

export const codeRows: readonly (readonly Raw[])[] = [
  ['EN', '0', 'en', 'English'],
  ['ES', '0', 'es', 'Spanish'],
  ['ES', '1', 'es-US', 'Spanish of the States'],
  ['XX', '0', null, 'Sign language'],
]

const tenantRows: readonly (readonly Raw[])[] = [
  ['1', null, 'CST', '2.16.840.1'],
  ['2', 'America/New_York', null, '2.16.840.2'],
]

/** Loads the files as a mapping; `system.yaml` and the lists are there unless given. */
export async function load(
  files: Readonly<Record<string, string>>,
  organizations: readonly (readonly Raw[])[] = tenantRows,
  of: Schema = schema,
  usCore: Edition = commonEdition,
): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'mapping-'))
  try {
    for (const [name, text] of Object.entries({ 'system.yaml': system, ...lists, ...files })) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    const readTable = async ({ table, columns }: { table: { name: string }; columns: readonly { name: string }[] }) =>
      table.name === 'CODE_TBL' ? codeRows : organizations.map((row) => take(columns, row))
    return await loadMapping(folder, { schema: of, usCore, readTable })
  } finally {
    await rm(folder, { recursive: true })
  }
}

const orgColumns = ['ORG_ID', 'TZ_NM', 'TZ_CD', 'HL7_OID']
const take = (columns: readonly { name: string }[], row: readonly Raw[]): readonly Raw[] =>
  columns.map(({ name }) => row[orgColumns.indexOf(name)] ?? null)

/** The lines of what is wrong. */
export const faults = async (files: Readonly<Record<string, string>>, of?: Schema): Promise<readonly string[]> =>
  (await load(files, undefined, of)).diagnostics.map(printDiagnostic)

/** The mapping, or an error that says why there is none. */
export async function mappingOf(...sources: readonly string[]): Promise<Mapping> {
  const files = Object.fromEntries(sources.map((text, index) => [`${index}.yaml`, text]))
  const { mapping, diagnostics } = await load(files)
  if (mapping === undefined) throw new Error(diagnostics.map(printDiagnostic).join('\n'))
  return mapping
}

/** Columns by `alias.NAME` or NAME, child rows by the name of their `rows:`. */
export interface Row {
  readonly [column: string]: Raw | readonly Row[]
}

export function readerOf(row: Row): Reader {
  const reader: Reader = {
    get: ({ alias, name, choice }) => {
      if (choice) return reader.get(holds(choice.when, reader, chicago) ? choice.then : choice.otherwise)
      const value = row[`${alias}.${name}`] ?? row[name]
      return typeof value === 'string' ? value : null
    },
    rows: ({ name }) => ((row[name] ?? []) as readonly Row[]).map(readerOf),
  }
  return reader
}

/** The resources that a row gives: one for each kind whose condition holds. */
export function resources(mapping: Mapping, source: string, row: Row, facts: Facts = chicago): readonly Json[] {
  const reader = readerOf(row)
  return mapping.byName.get(source)!.kinds.flatMap((kind) => {
    if (!holds(kind.when, reader, facts)) return []
    return build(kind.tree, reader, { facts, report: () => undefined, path: '' }) ?? {}
  })
}

/** One element of the patient that a map makes of a row. */
export async function element(map: string, row: Row, name: string): Promise<Json | undefined> {
  const mapping = await mappingOf(patient(map), practitioner)
  const [resource] = resources(mapping, 'pat', row)
  return (resource as Readonly<Record<string, Json>> | undefined)?.[name]
}
