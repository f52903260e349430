/** A mapping and one of its organizations -> every resource that it can give there, and the contexts in which it is asked. */
import { randomBytes } from 'node:crypto'
import { parseScopes } from '../../auth/scope.ts'
import { searchParametersOf } from '../../fhir/definitions.ts'
import type { Source, Tenant } from '../../mapping/model.ts'
import type { Context } from '../../plan/model.ts'
import { readAll } from '../../search/resources.ts'
import { parseExactly } from '../oracle/decimal.ts'
import type { ParameterDefinition } from '../oracle/model.ts'
import { createOracle, type Oracle } from '../oracle/oracle.ts'
import type { Amount, Item, Known, Subject, World } from './model.ts'

/** No request goes there: it is what absolute links begin with. */
export const base = 'https://portico.invalid/fhir'

function contextOf({ mapping, limits }: Subject, tenant: Tenant, now: number, patient?: string): Context {
  const grant = {
    organization: tenant.key,
    subject: 'verify',
    client: 'portico',
    expires: Infinity,
    ...(patient === undefined
      ? { surface: 'sevocity', reach: 'organization' as const, rules: parseScopes('system/*.rs') }
      : { surface: 'patients', reach: 'patient' as const, patient, rules: parseScopes('patient/*.rs') }),
  }
  return { mapping, grant, tenant, limits, base, now, cursorKey: randomBytes(32) }
}

/** The definitions as HL7 publishes them, but for what the source's `search:` narrows. */
export function definitionsOf({ resource, narrow }: Source): Readonly<Record<string, ParameterDefinition>> {
  const definitions = [...searchParametersOf(resource)].map(([name, { type, expression, target }]) => {
    const narrowed = narrow[name]?.map((path) => `${resource}.${path}`).join(' | ')
    return [name, { type, expression: narrowed ?? expression, ...(target !== undefined && { target }) }] as const
  })
  return Object.fromEntries(definitions)
}

const oracleOf = (source: Source, { zone }: Tenant, now: number): Oracle =>
  createOracle({ definitions: { [source.resource]: definitionsOf(source) }, baseUrl: base, zone, now })

/** One more than may be held tells that there are more. */
async function readItems(
  source: Source,
  context: Context,
  { database, signal }: Subject,
  most: number,
): Promise<Item[]> {
  const oracle = oracleOf(source, context.tenant, context.now)
  const items: Item[] = []
  for await (const { id, json } of readAll(source, context, database, signal)) {
    if (json !== '') items.push({ id, resource: parseExactly(json) as object, text: json, source, oracle })
    if (items.length > most) break
  }
  return items
}

async function readKnown(type: string, context: Context, subject: Subject, most: number): Promise<Known> {
  const items: Item[] = []
  let isWhole = true
  for (const source of subject.mapping.byType.get(type) ?? []) {
    const own = await readItems(source, context, subject, most)
    isWhole &&= own.length <= most
    items.push(...own)
  }
  return { type, items, byId: new Map(items.map((item) => [item.id, item])), isWhole }
}

/** Types are read when they are first asked for. */
export function createWorld(subject: Subject, tenant: Tenant, { most }: Amount, now: number): World {
  const staff = contextOf(subject, tenant, now)
  const types = new Map<string, Promise<Known>>()
  const known = (type: string): Promise<Known> => {
    const reading = types.get(type) ?? readKnown(type, staff, subject, most)
    types.set(type, reading)
    return reading
  }
  return { subject, tenant, staff, known, asPatient: (id) => contextOf(subject, tenant, now, id) }
}
