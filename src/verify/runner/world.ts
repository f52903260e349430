/** A mapping and one of its organizations -> every resource that it can give there, and the contexts in which it is asked. */
import { randomBytes } from 'node:crypto'
import { parseScopes } from '../../auth/scope.ts'
import { searchParametersOf } from '../../fhir/definitions.ts'
import type { Source, Tenant } from '../../mapping/model.ts'
import { factsOf } from '../../plan/facts.ts'
import type { Context } from '../../plan/model.ts'
import type { Produced } from '../../search/resources.ts'
import { buildResource } from '../../write/resource.ts'
import type { ParameterDefinition } from '../oracle/model.ts'
import { createOracle, type Oracle } from '../oracle/oracle.ts'
import { doorOf } from './door.ts'
import { itemOf, knownOf } from './known.ts'
import type { Amount, Item, Known, Odd, Subject, World } from './model.ts'

/** No request goes there: it is what absolute links begin with. */
export const base = 'https://portico.invalid/fhir'

interface Who {
  readonly patient?: string
  readonly scope: string
}

const anyone: Who = { scope: 'system/*.rs' }

function contextOf({ mapping, limits }: Subject, tenant: Tenant, now: number, { patient, scope }: Who): Context {
  const grant = {
    organization: tenant.key,
    subject: 'verify',
    client: 'portico',
    expires: Infinity,
    rules: parseScopes(scope),
    ...(patient === undefined
      ? { surface: 'sevocity', reach: 'organization' as const }
      : { surface: 'patients', reach: 'patient' as const, patient }),
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

const oracleOf = (source: Source, { zone, cases }: Tenant, now: number): Oracle =>
  createOracle({
    definitions: { [source.resource]: definitionsOf(source) },
    baseUrl: base,
    zone,
    now,
    ...(cases && { cases }),
  })

/** The same members and values in the same order. */
function isAsItsTwin(source: Source, { kind, json, row }: Produced, context: Context): boolean {
  const twin = buildResource(source, kind, row, factsOf(context))
  const text = twin === undefined ? '' : JSON.stringify(twin)
  // A twin's decimals have lost the zeros at their ends.
  return text === json || (text !== '' && json !== '' && text === JSON.stringify(JSON.parse(json)))
}

interface Share {
  readonly items: Item[]
  readonly odd: Odd[]
  readonly isWhole: boolean
}

/** One more than may be held tells that there are more. */
async function readShare(source: Source, context: Context, subject: Subject, amount: Amount): Promise<Share> {
  const oracle = oracleOf(source, context.tenant, context.now)
  const door = subject.door ?? doorOf(subject.database, subject.signal)
  const until = Date.now() + readingTime(subject, amount)
  const [items, odd]: [Item[], Odd[]] = [[], []]
  let count = 0
  for await (const each of door.all(source, context)) {
    if (items.length >= amount.most || Date.now() > until) return { items, odd, isWhole: false }
    const { id, json: text } = each
    if (text !== '') items.push(itemOf({ id, text, source, oracle }))
    const isWritten = count++ < amount.twins || count % 10 === 0
    if (isWritten && !isAsItsTwin(source, each, context)) odd.push({ id, source })
  }
  return { items, odd, isWhole: true }
}

const leastReading = 500

/** A quarter of the budget goes to reading what will be asked for, each source the same. */
function readingTime({ mapping }: Subject, { budget = Infinity, organizations }: Amount): number {
  const shares = 4 * mapping.sources.length * (organizations?.length ?? mapping.tenants.size)
  return Math.max(leastReading, budget / shares)
}

async function readKnown(type: string, context: Context, subject: Subject, amount: Amount): Promise<Known> {
  const shares: Share[] = []
  for (const source of subject.mapping.byType.get(type) ?? [])
    shares.push(await readShare(source, context, subject, amount))
  return knownOf(
    type,
    shares.flatMap(({ items }) => items),
    shares.flatMap(({ odd }) => odd),
    shares.every(({ isWhole }) => isWhole),
  )
}

function aboutTypes({ mapping }: Subject, type: string): ReadonlySet<string> {
  const sources = mapping.byType.get(type) ?? []
  return new Set(sources.flatMap(({ about = '' }) => mapping.byName.get(about)?.resource ?? []))
}

/** Types are read when they are first asked for. */
export function createWorld(subject: Subject, tenant: Tenant, amount: Amount, now: number): World {
  const contextFor = (who: Who): Context => contextOf(subject, tenant, now, who)
  const staff = contextFor(anyone)
  const reading = new Map<string, Promise<Known>>()
  const read = new Map<string, Known>()
  const begin = async (type: string): Promise<Known> => {
    // Whose a resource is that is about another, the other tells.
    for (const other of aboutTypes(subject, type)) await known(other)
    const all = await readKnown(type, staff, subject, amount)
    read.set(type, all)
    return all
  }
  const known = (type: string): Promise<Known> => {
    const begun = reading.get(type) ?? begin(type)
    reading.set(type, begun)
    return begun
  }
  return {
    subject,
    tenant,
    staff,
    known,
    asPatient: (patient) => contextFor({ patient, scope: 'patient/*.rs' }),
    asScoped: (scope) => contextFor({ scope }),
    lookUp: (type, id) => read.get(type)?.byId.get(id),
  }
}
