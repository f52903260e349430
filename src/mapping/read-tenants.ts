/** The rows of the table of organizations -> the tenants, held against what the mapping expects: what is in doubt is told, and nothing of it served. */
import type { Diagnostics } from './diagnostics.ts'
import type { Raw, Tenant } from './model.ts'
import type { TenantsTable } from './tenants.ts'
import { foldCase, foldText } from './value.ts'

/** As the database takes two keys for one. */
function sameKey({ key: { schema } }: TenantsTable, { key }: Tenant): string {
  if (schema.collation === 'cs') return key
  return schema.accents === 'insensitive' ? foldText(key) : foldCase(key)
}

/** Of two rows with one key nobody knows which is meant. */
function withOwnKey(clause: TenantsTable, tenants: readonly Tenant[]): readonly Tenant[] {
  const counts = new Map<string, number>()
  for (const each of tenants) counts.set(sameKey(clause, each), (counts.get(sameKey(clause, each)) ?? 0) + 1)
  return tenants.filter((each) => counts.get(sameKey(clause, each)) === 1)
}

function checkOne({ at, table }: TenantsTable, rows: number, tenants: number, diagnostics: Diagnostics): void {
  const hint = 'narrow it by where:, or say expect: many'
  if (rows !== 1) diagnostics.error(at, `${table.name} has ${rows} rows where one organization is expected`, hint)
  else if (tenants === 0)
    diagnostics.error(at, `the row of ${table.name} is no tenant: it has no key, or no zone that is known`)
}

function checkMany({ at, table }: TenantsTable, rows: number, tenants: number, diagnostics: Diagnostics): void {
  const lost = `${rows - tenants} of ${rows} rows of ${table.name} are no tenants`
  const why = 'they have no key of their own, or no zone that is known'
  if (rows === 0) diagnostics.error(at, `${table.name} has no row: there is no organization to serve`)
  else if (tenants === 0) diagnostics.error(at, `${lost}: ${why}`, 'there is no organization to serve')
  else if (tenants < rows) diagnostics.warn(at, `${lost}: ${why}`, 'nothing of theirs is served')
}

/** An organization of which too little is known is served like the others, and not published. */
function checkPublished({ at, isPublished }: TenantsTable, tenants: readonly Tenant[], diagnostics: Diagnostics): void {
  const lost = tenants.filter(({ published }) => published === undefined).length
  const why = 'they have no name, no website, or their endpoint no name or contact'
  if (isPublished && lost > 0) diagnostics.warn(at, `${lost} of ${tenants.length} organizations are not published`, why)
}

/** What is wrong as a whole is an error: such a table never takes the place of a good one. */
export function toTenants(
  clause: TenantsTable,
  rows: readonly (readonly Raw[])[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, Tenant> {
  const tenants = withOwnKey(
    clause,
    rows.flatMap((row) => clause.toTenant(row) ?? []),
  )
  const check = clause.expect === 'one' ? checkOne : checkMany
  check(clause, rows.length, tenants.length, diagnostics)
  checkPublished(clause, tenants, diagnostics)
  return new Map(tenants.map((tenant) => [tenant.key, tenant]))
}
