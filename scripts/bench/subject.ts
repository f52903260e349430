/** What is asked of the gateway, and the very statements that it makes of it: the floors run the same ones. */
import type { Settings } from '../../src/app/settings.ts'
import { readSettings } from '../../src/app/settings/read.ts'
import type { Grant } from '../../src/auth/grant.ts'
import { parseScopes } from '../../src/auth/scope.ts'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import { and } from '../../src/mapping/cond.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import { parseSchema } from '../../src/mapping/schema.ts'
import { parseSearch } from '../../src/parse/search.ts'
import type { Context, SourcePlan } from '../../src/plan/model.ts'
import { planRead } from '../../src/plan/read.ts'
import { planSearch } from '../../src/plan/search.ts'
import { compileRows } from '../../src/query/rows.ts'
import type { Query } from '../../src/query/query.ts'
import type { Database } from '../../src/rows/database.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { layoutFor } from '../../src/search/asked.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import type { Layout } from '../../src/write/layout.ts'
import { readFileSync } from 'node:fs'
import { schemaOf, urlOf } from './database.ts'
import type { Engine } from './row.ts'

export const organization = '1'
export const pageSize = 50
/** Rows of the answers that streams are timed by. */
export const streamed = 30_000

/** The settings of the demo, on the bench's database; a search may read through a table and give all of it. */
export function demoSettings(engine: Engine, variables: Readonly<Record<string, string>>): Settings {
  const all = 10_000_000
  const settings = readSettings('config/demo.yaml', { ...process.env, PORTICO_DATABASE: urlOf(engine), ...variables })
  const mapping = { ...settings.mapping, schema: schemaOf(engine) }
  return { ...settings, mapping, limits: { ...settings.limits, maximumCount: all, scanRows: all, gatherRows: all } }
}

/** Without the front door: the bench's issuer signs what its tokens are good for. */
export function benchSettings(engine: Engine, port: number, issuerPort: number): Settings {
  const variables = { PORTICO_PORT: `${port}`, PORTICO_IDP_PORT: `${issuerPort}` }
  const { frontDoor: _, ...settings } = demoSettings(engine, variables)
  return settings
}

export async function loadBenchMapping({ mapping }: Settings, database: Database): Promise<Mapping> {
  const schema = parseSchema(readFileSync(mapping.schema, 'utf8'))
  const loaded = await loadLiveMapping(mapping.directory, { schema, usCore: mapping.usCore }, database)
  if (!loaded.mapping) throw new Error(loaded.diagnostics.map(printDiagnostic).join('\n'))
  return loaded.mapping
}

export const patientScope =
  'openid fhirUser launch/patient patient/Patient.rs patient/Observation.rs patient/Condition.rs'
export const staffScope = 'openid system/*.rs'

export function grantOf(scope: string, patient?: string): Grant {
  const who = { subject: 'someone', client: 'bench', organization, expires: Date.now() / 1000 + 3600 }
  const rules = parseScopes(scope)
  return patient === undefined
    ? { surface: 'sevocity', reach: 'organization', ...who, rules }
    : { surface: 'patients', reach: 'patient', ...who, patient, rules }
}

/** A statement, and how its rows are laid out. */
export interface Stated {
  readonly query: Query
  readonly plan: SourcePlan
  readonly layout: Layout
}

export interface Subject {
  readonly mapping: Mapping
  /** Logical ids. */
  readonly patient: string
  readonly result: string
  /** Queries, without a question mark. */
  readonly pageQuery: string
  readonly streamQuery: string
  readonly page: Stated
  readonly read: Stated
  readonly stream: Stated
  /** How many results the tenant has. */
  readonly rows: number
  context(scope: string, patient?: string): Context
}

export const streamQuery = (count: number): string => `category=laboratory&_count=${count}`

function state(plan: SourcePlan, limit: number, engine: Engine): Stated {
  const layout = layoutFor(plan, { isWritten: true, hits: [] })
  const { query, columns } = compileRows(plan, layout.columns, engine, { limit })
  return { query, plan, layout: { ...layout, columns } }
}

/** A page as one would ask for it who knows of no charts that were merged: what the floor runs. */
function plain({ charts: _, ...plan }: SourcePlan): SourcePlan {
  const { root } = plan.source
  const [own] = root.kind === 'reference' ? root.columns : []
  const parts = plan.where.kind === 'and' ? plan.where.of : [plan.where]
  const asked = parts.map((part) =>
    own !== undefined && part.kind === 'test' && part.column.choice !== undefined ? { ...part, column: own } : part,
  )
  return { ...plan, where: and(...asked) }
}

async function one(database: Database, sql: string): Promise<readonly string[]> {
  for await (const [row] of database.read({ dialect: database.dialect, sql, bindings: [] })) {
    return (row ?? []).map((value) => value?.trim() ?? '')
  }
  throw new Error('the database of the bench is empty')
}

/** A patient of the tenant with an ordinary number of results. */
const patientSql = `SELECT r."PAT_ID", max(r."RSLT_ID") FROM "RSLT_DTL" r JOIN "PAT_MSTR" p ON p."PAT_ID" = r."PAT_ID"
  WHERE p."ORG_ID" = ${organization} AND p."REC_STAT" = 'A' AND r."CATG_CD" = 'L'
  GROUP BY r."PAT_ID" HAVING count(*) > 150 ORDER BY count(*), r."PAT_ID" LIMIT 1`
const countSql = `SELECT count(*) FROM "RSLT_DTL" r JOIN "PAT_MSTR" p ON p."PAT_ID" = r."PAT_ID"
  WHERE p."ORG_ID" = ${organization} AND r."CATG_CD" = 'L'`

export async function findSubject(engine: Engine): Promise<Subject> {
  const settings = benchSettings(engine, 1, 1)
  const database = await openDatabase(settings.database)
  const mapping = await loadBenchMapping(settings, database)
  const [[patientKey, resultKey], [rows]] = [await one(database, patientSql), await one(database, countSql)]
  await database.close()
  const [patient, result] = [`pat-${patientKey}`, `rslt-${resultKey}`]
  const context = (scope: string, within?: string): Context => ({
    mapping,
    grant: grantOf(scope, within),
    tenant: mapping.tenants.get(organization)!,
    limits: settings.limits,
    base: 'http://localhost/api/patients/v1/1',
    now: Date.now(),
    cursorKey: new Uint8Array(32),
  })
  const search = (query: string, asked: Context): SourcePlan =>
    planSearch(parseSearch({ type: 'Observation', query }), asked).sources[0]!
  const pageQuery = `patient=${patient}&category=laboratory&_count=${pageSize}`
  const all = streamQuery(streamed)
  const own = context(patientScope, patient)
  return {
    mapping,
    patient,
    result,
    pageQuery,
    streamQuery: all,
    rows: Number(rows),
    page: state(plain(search(pageQuery, own)), pageSize + 1, engine),
    read: state(planRead('Observation', result, own).source, 1, engine),
    stream: state(search(all, context(staffScope)), streamed + 1, engine),
    context,
  }
}
