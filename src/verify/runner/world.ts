/** A mapping and one of its organizations -> every resource that it can give there, and the contexts in which it is asked. */
import { randomBytes } from 'node:crypto'
import { parseScopes } from '../../auth/scope.ts'
import type { Tenant } from '../../mapping/model.ts'
import type { Context } from '../../plan/model.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Amount, Known, Subject, World } from './model.ts'
import { purseOf, readKnown } from './reading.ts'

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

function aboutTypes({ mapping }: Subject, type: string): ReadonlySet<string> {
  const sources = mapping.byType.get(type) ?? []
  return new Set(sources.flatMap(({ about = '' }) => mapping.byName.get(about)?.resource ?? []))
}

/** So many patients may be read, of whom all is known, where a type is too large. */
const mostPatients = 40

/** Types are read when they are first asked for. */
export function createWorld(subject: Subject, tenant: Tenant, amount: Amount, now: number): World {
  const contextFor = (who: Who): Context => contextOf(subject, tenant, now, who)
  const staff = contextFor(anyone)
  const asPatient = (patient: string): Context => contextFor({ patient, scope: 'patient/*.rs' })
  const begun = new Map<string, Promise<Known>>()
  const read = new Map<string, Known>()
  const patients = async (): Promise<readonly string[]> => {
    if (!subject.mapping.byType.has('Patient')) return []
    const { items } = await known('Patient')
    return chooseSome(items, mostPatients, randomFrom(amount.seed)).map(({ id }) => id)
  }
  const contextOfReading = (patient?: string): Context => (patient === undefined ? staff : asPatient(patient))
  const reading = { subject, amount, contextOf: contextOfReading, patients, purse: purseOf(subject, amount) }
  const begin = async (type: string): Promise<Known> => {
    // Whose a resource is that is about another, the other tells.
    const others: Known[] = []
    for (const other of aboutTypes(subject, type)) others.push(await known(other))
    const all = await readKnown(type, reading, commonPatients(others))
    read.set(type, all)
    return all
  }
  const known = (type: string): Promise<Known> => {
    const one = begun.get(type) ?? begin(type)
    begun.set(type, one)
    return one
  }
  return {
    subject,
    tenant,
    staff,
    known,
    patients,
    asPatient,
    asScoped: (scope) => contextFor({ scope }),
    lookUp: (type, id) => read.get(type)?.byId.get(id),
  }
}

/** Of whom all of these types is known; undefined where that is everyone. */
function commonPatients(all: readonly Known[]): ReadonlySet<string> | undefined {
  const [first, ...others] = all.filter(({ isWhole }) => !isWhole).map(({ patients }) => patients)
  return first && new Set([...first].filter((id) => others.every((each) => each.has(id))))
}
