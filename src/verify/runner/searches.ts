/** One source of a type -> searches made of its own resources, and of values that it may not serve, each held against the oracle. */
import type { Source } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import { generateCases, type CaseOptions, type SampleValues, type SearchCase } from '../cases.ts'
import { UnknownToOracle, type Occurrence } from '../oracle/model.ts'
import type { Oracle } from '../oracle/oracle.ts'
import { chooseSome, randomFrom } from '../random.ts'
import { attempt, differ, orElse } from './attempt.ts'
import { askAs, describeCaller, isCovered, patientCaller, staff, type Caller } from './caller.ts'
import { compare, printQuery } from './compare.ts'
import type { Difference } from '../report.ts'
import type { Amount, Item, Known, Outcome, Task, World } from './model.ts'
import { withinKnown, withPatientOf } from './narrow.ts'
import { offeredBy } from './offered.ts'
import { otherCases } from './others.ts'
import { pagesFor, requestFor } from './pipeline.ts'
import { labelsOf } from './reads.ts'

type Parameters = readonly SearchParameterRequest[]

/** One way to hold an answer against the oracle. */
type Prove = (world: World, known: Known, parameters: Parameters, caller: Caller) => Promise<Outcome>

/** Of a longer answer the beginning is held against the oracle, and its total: all of it would be walked hundreds of times over. */
const longest = 1000
const beginning = { count: 100, pages: 2 }

interface Extent {
  readonly count: number
  readonly pages: number
}

/** How much of an answer is looked at, and in pages of what size. */
function extentOf(isAll: boolean, expected: number, { subject }: World): Extent {
  const isLong = expected > longest || !isAll
  return isLong ? beginning : { count: subject.limits.maximumCount, pages: pagesFor({ isWhole: true }) }
}

function proveSearch(world: World, known: Known, parameters: Parameters, caller: Caller): Promise<Outcome> {
  const query = `${printQuery(known.type, parameters)} ${describeCaller(caller, world)}`
  return attempt(query, async () => {
    // The oracle goes first: of what it does not know nothing need be asked.
    const expected = known.answering(parameters).filter(caller.sees).length
    const isAll = isCovered(known, parameters, caller)
    const { count, pages } = extentOf(isAll, expected, world)
    const answer = await askAs(caller, requestFor(known.type, parameters, { count }), world, pages)
    const difference = compare(known, parameters, answer, query, caller)
    const isCounted = isAll && !answer.isWhole && difference === undefined
    return isCounted ? compareTotal(world, known, parameters, caller, expected, query) : difference
  })
}

async function compareTotal(
  world: World,
  { type }: Known,
  parameters: Parameters,
  caller: Caller,
  expected: number,
  query: string,
): Promise<Difference | undefined> {
  const { total } = await askAs(caller, requestFor(type, parameters, { summary: 'count' }), world)
  return total === expected ? undefined : differ(query, `the total is ${total}, and ${expected} match`)
}

/** Throws UnknownToOracle within: nothing is proved where not all that is counted is known. */
function proveCount(world: World, known: Known, parameters: Parameters, caller: Caller): Promise<Outcome> {
  const query = `${printQuery(known.type, parameters)} counted ${describeCaller(caller, world)}`
  return attempt(query, async () => {
    if (!isCovered(known, parameters, caller)) throw new UnknownToOracle('how many there are')
    const expected = known.answering(parameters).filter(caller.sees).length
    return compareTotal(world, known, parameters, caller, expected, query)
  })
}

/** A case, and whose the resource is that it was made of: nothing else is kept of that. */
interface Question extends Omit<SearchCase, 'origin'> {
  readonly patient: string | undefined
}

/** Of what is known wholly first, which tells what an answer lacks; then as it is, which tells what it has too much. */
async function proveSampled(
  prove: Prove,
  world: World,
  known: Known,
  { parameters, patient }: Pick<Question, 'parameters' | 'patient'>,
  caller: Caller,
): Promise<Outcome> {
  const within = withinKnown(patient, parameters, known, world)
  const driven = within && (await prove(world, known, within, caller))
  if (driven?.outcome === 'failed') return driven
  const alone = await prove(world, known, parameters, caller)
  return alone.outcome === 'failed' || driven?.outcome !== 'passed' ? alone : driven
}

async function proveCase(
  prove: Prove,
  world: World,
  known: Known,
  { parameters, patient }: Question,
  caller: Caller,
): Promise<Outcome> {
  if (!known.isWhole) return proveSampled(prove, world, known, { parameters, patient }, caller)
  const alone = await prove(world, known, parameters, caller)
  if (alone.outcome !== 'skipped') return alone
  const driven = withPatientOf(patient, parameters, known, world)
  return driven ? prove(world, known, driven, caller) : alone
}

/** Pairs and triples ask for the same values again and again. */
function rememberValues(oracleOf: (resource: object) => Oracle): SampleValues {
  const known = new Map<string, WeakMap<object, readonly string[]>>()
  return (resource, name) => {
    const values = known.get(name) ?? new WeakMap<object, readonly string[]>()
    known.set(name, values)
    const found = values.get(resource) ?? orElse(() => oracleOf(resource).sampleValues(resource, name), [])
    values.set(resource, found)
    return found
  }
}

/** The same, of what a parameter finds in each. */
function rememberFound(itemOf: (resource: object) => Item): NonNullable<CaseOptions['answers']> {
  const known = new Map<string, WeakMap<object, readonly Occurrence[]>>()
  const foundIn = (resource: object, name: string): readonly Occurrence[] => {
    const all = known.get(name) ?? new WeakMap<object, readonly Occurrence[]>()
    known.set(name, all)
    const found = all.get(resource) ?? itemOf(resource).oracle.values(resource, name)
    all.set(resource, found)
    return found
  }
  return (resource, request) => {
    const { oracle, source } = itemOf(resource)
    return orElse(() => oracle.answers(foundIn(resource, request.name), source.resource, request), false)
  }
}

function casesFor(world: World, source: Source, items: readonly Item[], amount: Amount): readonly Question[] {
  const chosen = chooseSome(items, amount.origins, randomFrom(amount.seed))
  const byResource = new Map(chosen.map((item) => [item.resource, item]))
  const origins = [...byResource.keys()]
  const offered = offeredBy(world.subject.mapping, source)
  const valuesOf = rememberValues((resource) => byResource.get(resource)!.oracle)
  const cases = generateCases(origins, offered, valuesOf, {
    seed: amount.seed,
    cap: amount.samples,
    pairCap: amount.pairs,
    ...(amount.pairs === 0 && { triples: 0 }),
    answers: rememberFound((resource) => byResource.get(resource)!),
  })
  const others = otherCases(world, source, offered, origins, valuesOf, amount)
  return [...cases, ...others].map(({ origin, ...each }) => ({
    ...each,
    patient: (byResource.get(origin ?? {}) ?? items[0])?.patient,
  }))
}

/** Who else asks, and what was asked of the type already: a search goes to all of its sources. */
interface Asking {
  readonly patients: readonly string[]
  readonly asked: Set<string>
}

/** Asked by the staff, some of them again by patients, and one of each parameter counted. */
export function searchTasks(
  world: World,
  source: Source,
  known: Known,
  amount: Amount,
  { patients, asked }: Asking,
): readonly Task[] {
  const items = known.items.filter((item) => item.source === source)
  const callers = patients.map((id) => patientCaller(world, id))
  const counted = new Set<string>()
  const isNew = ({ parameters }: Question): boolean => asked.size < asked.add(printQuery(known.type, parameters)).size
  const cases = casesFor(world, source, items, amount).filter(isNew)
  return cases.flatMap((each, index) => {
    const { parameter, modifier, prefix } = each
    const taskOf = (labels: Partial<Task['labels']>, prove: Prove, caller: Caller): Task => ({
      labels: { ...labelsOf(source, parameter), ...labels },
      run: () => proveCase(prove, world, known, each, caller),
    })
    const caller = callers[index % Math.max(1, 4 * callers.length)]
    const isCounted = counted.size < counted.add(`${parameter}:${modifier}`).size
    return [
      taskOf({ modifier, prefix }, proveSearch, staff(world)),
      ...(caller ? [taskOf({ parameter: '(as a patient)' }, proveSearch, caller)] : []),
      ...(isCounted ? [taskOf({ parameter: '(total)' }, proveCount, caller ?? staff(world))] : []),
    ]
  })
}
