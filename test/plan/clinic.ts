/** A small clinic for the tests of planning and compiling: its schema, its mapping, and callers with several kinds of tokens. */
import { fileURLToPath } from 'node:url'
import type { Grant, ScopeRule } from '../../src/auth/grant.ts'
import { parseScopes } from '../../src/auth/scope.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import type { Mapping, Tenant } from '../../src/mapping/model.ts'
import type { ColumnSchema, Schema, TableSchema } from '../../src/mapping/schema.ts'
import { parseSearch } from '../../src/parse/search.ts'
import type { Context, SearchPlan } from '../../src/plan/model.ts'
import { planSearch } from '../../src/plan/search.ts'

const plain = { nullable: true, padded: false, collation: 'cs', accents: 'sensitive' } as const

export const integer: ColumnSchema = { ...plain, type: 'integer', native: 'integer' }
export const decimal: ColumnSchema = { ...plain, type: 'decimal', precision: 8, scale: 2, native: 'numeric(8,2)' }
export const datetime: ColumnSchema = { ...plain, type: 'datetime', fraction: 0, native: 'timestamp(0)' }
export const char = (length: number): ColumnSchema => ({
  ...plain,
  type: 'char',
  length,
  padded: true,
  native: `char(${length})`,
})
export const varchar = (length: number): ColumnSchema => ({
  ...plain,
  type: 'varchar',
  length,
  native: `varchar(${length})`,
})

type Columns = Readonly<Record<string, ColumnSchema>>

const table = (rows: number, columns: Columns, ...indexes: readonly (readonly string[])[]): TableSchema => ({
  rows,
  columns,
  primaryKey: [Object.keys(columns)[0] ?? ''],
  unique: [],
  indexes: indexes.map((names) => ({ name: names.join('_'), columns: names, unique: false })),
})

const patient: Columns = {
  PAT_ID: integer,
  ORG_ID: integer,
  CHART_NO: varchar(10),
  LAST_NM: varchar(25),
  FIRST_NM: varchar(20),
  SEX: char(1),
  DOB: varchar(8),
  REC_STAT: char(2),
  MRG_TO: integer,
  UPD_DTTM: datetime,
}

const lab: Columns = {
  LAB_ID: integer,
  PAT_ID: integer,
  TST_CD: varchar(10),
  OBS_DTTM: datetime,
  PROV_ID: integer,
  VAL: decimal,
}

const schema: Schema = {
  dialect: 'postgres',
  tables: {
    ORG: table(2, { ORG_ID: integer, ZONE: varchar(40), OID: varchar(40) }),
    PAT: table(10_000, patient, ['ORG_ID', 'CHART_NO'], ['ORG_ID', 'LAST_NM'], ['DOB']),
    PAT_NAME: table(500, { NAME_ID: integer, PAT_ID: integer, LAST_NM: varchar(25) }, ['PAT_ID']),
    PROV: table(300, { PROV_ID: integer, ORG_ID: integer, LAST_NM: varchar(25) }),
    GRP: table(10, { GRP_ID: integer, ORG_ID: integer, GRP_NM: varchar(40) }),
    LAB: table(600_000, lab, ['PAT_ID', 'OBS_DTTM']),
    VIT: table(180_000, { VIT_ID: integer, PAT_ID: integer, VIT_DT: varchar(8), PULSE: integer, RESP: integer }, [
      'PAT_ID',
    ]),
  },
}

export const tenant: Tenant = { key: '1', zone: 'America/Chicago', facts: { oid: '2.16.1' } }

const tenants: Mapping['tenants'] = new Map([
  ['1', tenant],
  ['2', { key: '2', zone: 'America/New_York', facts: { oid: '2.16.2' } }],
])

let loaded: Mapping | undefined

/** Compiled once for all tests. */
export async function clinic(): Promise<Mapping> {
  if (loaded !== undefined) return loaded
  const folder = fileURLToPath(new URL('clinic', import.meta.url))
  const { mapping, diagnostics } = await loadMapping(folder, { schema, usCore: '6.1.0' })
  if (mapping === undefined) throw new Error(diagnostics.map((each) => JSON.stringify(each)).join('\n'))
  loaded = { ...mapping, tenants }
  return loaded
}

export const now = Date.UTC(2026, 2, 1, 12)

export interface Caller {
  readonly scope?: string
  readonly surface?: string
  readonly patient?: string
  readonly subject?: string
  readonly mapping?: Mapping
  readonly scanRows?: number
}

function grantOf({ scope = 'system/*.rs', surface = 'sevocity', patient, subject = 'someone' }: Caller): Grant {
  const rules: readonly ScopeRule[] = parseScopes(scope)
  return {
    surface,
    reach: surface === 'sevocity' ? 'organization' : 'patient',
    organization: '1',
    subject,
    client: 'app',
    rules,
    expires: 9e9,
    ...(patient !== undefined && { patient }),
  }
}

/** Call {@link clinic} before. */
export function contextOf(caller: Caller = {}): Context {
  const mapping = caller.mapping ?? loaded
  if (mapping === undefined) throw new Error('the clinic has to be loaded first')
  const limits = {
    defaultCount: 50,
    maximumCount: 500,
    scanRows: caller.scanRows ?? 1000,
    gatherRows: 10_000,
    maximumIncluded: 100,
  }
  return {
    mapping,
    grant: grantOf(caller),
    tenant,
    limits,
    base: 'http://fhir.test/1',
    now,
    cursorKey: new Uint8Array(32).fill(7),
  }
}

/** `Patient?name=x`, and `handling=lenient` where `prefer` says so. */
export function plan(url: string, caller: Caller = {}, prefer?: string): SearchPlan {
  const [type = '', query = ''] = url.split('?')
  const context = contextOf(caller)
  return planSearch(parseSearch({ type, query, ...(prefer !== undefined && { prefer }) }), context)
}

export const patientCaller: Caller = { scope: 'patient/*.rs', surface: 'patients', patient: 'pat-7' }
