/** One source of a type -> searches made of its own resources, each held against the oracle. */
import { Problem } from '../../fhir/problem.ts'
import type { Source } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import type { Context } from '../../plan/model.ts'
import { generateCases, type SearchCase } from '../cases.ts'
import { UnknownToOracle } from '../oracle/model.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Difference, VerifyResult } from '../report.ts'
import { compare, printQuery } from './compare.ts'
import { isWithin, patientOf } from './compartment.ts'
import type { Amount, Item, Known, World } from './model.ts'
import { offeredBy } from './offered.ts'
import { ask, requestFor } from './pipeline.ts'

/** Refusals that mean "too costly alone", not "not understood". */
const costs = new Set(['plan-needs-driver', 'plan-sort-unbounded', 'plan-total-unbounded'])
export const isTooCostly = (error: unknown): boolean => error instanceof Problem && costs.has(error.code)

type Outcome = Pick<VerifyResult, 'outcome' | 'difference'>
type Parameters = readonly SearchParameterRequest[]

/** Who asks, and of what is known what they may see. */
export interface Caller {
  readonly context: Context
  readonly label: string
  sees(item: Item): boolean
}

export const staff = ({ staff: context }: World): Caller => ({ context, label: '', sees: () => true })

export const patientCaller = (world: World, id: string): Caller => ({
  context: world.asPatient(id),
  label: `, as ${id}`,
  sees: (item) => isWithin(item, id),
})

export const outcomeOf = (difference: Difference | undefined): Outcome =>
  difference === undefined ? { outcome: 'passed' } : { outcome: 'failed', difference }

const messageOf = (error: unknown): string =>
  error instanceof Problem
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? `${error.name}: ${error.message}`
      : ''

/** What the oracle does not know, or would cost too much, is skipped; any other error is a failure. */
export async function attempt(query: string, work: () => Promise<Difference | undefined>): Promise<Outcome> {
  try {
    return outcomeOf(await work())
  } catch (error) {
    if (error instanceof UnknownToOracle || isTooCostly(error)) return { outcome: 'skipped' }
    return outcomeOf({ query, missing: [], unexpected: [], note: messageOf(error) })
  }
}

async function proveSearch(world: World, known: Known, parameters: Parameters, caller: Caller) {
  const query = `${printQuery(known.type, parameters)} (organization ${world.tenant.key}${caller.label})`
  return attempt(query, async () => {
    // The oracle goes first: of what it does not know nothing need be asked.
    if (known.items[0]) for (const each of parameters) known.items[0].oracle.matches(known.items[0].resource, each)
    const count = world.subject.limits.maximumCount
    const answer = await ask(requestFor(known.type, parameters, { count }), caller.context, world.subject)
    return compare(known, parameters, answer, query, (item) => caller.sees(item))
  })
}

/** What nothing drives is asked of one patient. */
function withPatient({ parameters, origin }: SearchCase, { type, items }: Known, world: World): Parameters | undefined {
  const patient = patientOf(origin ?? items[0]?.resource ?? {})
  const isOffered = world.subject.mapping.parameters.get(type)?.has('patient') ?? false
  return patient === undefined || !isOffered ? undefined : [...parameters, { name: 'patient', values: [patient] }]
}

async function proveCase(world: World, known: Known, each: SearchCase, caller: Caller): Promise<Outcome> {
  const alone = await proveSearch(world, known, each.parameters, caller)
  const driven = alone.outcome === 'skipped' ? withPatient(each, known, world) : undefined
  return driven ? proveSearch(world, known, driven, caller) : alone
}

function casesFor(world: World, items: readonly Item[], type: string, amount: Amount): readonly SearchCase[] {
  const origins = chooseSome(items, amount.origins, randomFrom(amount.seed))
  const byResource = new Map(items.map((item) => [item.resource, item]))
  return generateCases(
    origins.map(({ resource }) => resource),
    offeredBy(world.subject.mapping, type),
    (resource, name) => byResource.get(resource)!.oracle.sampleValues(resource, name),
    {
      seed: amount.seed,
      cap: amount.samples,
      pairCap: amount.pairs,
      ...(amount.pairs === 0 && { triples: 0 }),
      answers: (resource, request) => byResource.get(resource)!.oracle.matches(resource, request),
    },
  )
}

/** Asked by the staff, and some of them again by patients. */
export async function* proveSearches(
  world: World,
  source: Source,
  known: Known,
  amount: Amount,
  patients: readonly string[],
): AsyncGenerator<VerifyResult, void> {
  const items = known.items.filter((item) => item.source === source)
  const callers = patients.map((id) => patientCaller(world, id))
  for (const [index, each] of casesFor(world, items, source.resource, amount).entries()) {
    const { parameter, modifier, prefix } = each
    const labels = { source: `${source.resource} ${source.name}`, parameter, modifier, prefix }
    yield { ...labels, ...(await proveCase(world, known, each, staff(world))) }
    const caller = callers[index % Math.max(1, 4 * callers.length)]
    if (caller)
      yield {
        ...labels,
        parameter: '(as a patient)',
        modifier: '',
        prefix: '',
        ...(await proveCase(world, known, each, caller)),
      }
  }
}
