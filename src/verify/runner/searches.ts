/** One source of a type -> searches made of its own resources, and of values that it may not serve, each held against the oracle. */
import type { Source } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import { generateCases, type SearchCase } from '../cases.ts'
import { chooseSome, randomFrom } from '../random.ts'
import { attempt, differ, orElse } from './attempt.ts'
import { askAs, describeCaller, patientCaller, staff, type Caller } from './caller.ts'
import { compare, isAnswer, printQuery } from './compare.ts'
import type { Amount, Item, Known, Outcome, Task, World } from './model.ts'
import { withPatientOf } from './narrow.ts'
import { offeredBy } from './offered.ts'
import { otherCases } from './others.ts'
import { pagesFor, requestFor } from './pipeline.ts'
import { labelsOf } from './reads.ts'

type Parameters = readonly SearchParameterRequest[]

/** One way to hold an answer against the oracle. */
type Prove = (world: World, known: Known, parameters: Parameters, caller: Caller) => Promise<Outcome>

function proveSearch(world: World, known: Known, parameters: Parameters, caller: Caller): Promise<Outcome> {
  const query = `${printQuery(known.type, parameters)} ${describeCaller(caller, world)}`
  return attempt(query, async () => {
    // The oracle goes first: of what it does not know nothing need be asked.
    if (known.items[0]) isAnswer(known.items[0], parameters)
    const count = world.subject.limits.maximumCount
    const answer = await askAs(caller, requestFor(known.type, parameters, { count }), world, pagesFor(known))
    return compare(known, parameters, answer, query, (item) => caller.sees(item))
  })
}

/** Nothing is proved of a type of which not all is known. */
function proveCount(world: World, known: Known, parameters: Parameters, caller: Caller): Promise<Outcome> {
  const query = `${printQuery(known.type, parameters)} counted ${describeCaller(caller, world)}`
  return attempt(query, async () => {
    const expected = known.items.filter((item) => isAnswer(item, parameters) && caller.sees(item)).length
    const { total } = await askAs(caller, requestFor(known.type, parameters, { summary: 'count' }), world)
    return total === expected ? undefined : differ(query, `the total is ${total}, and ${expected} match`)
  })
}

async function proveCase(prove: Prove, world: World, known: Known, each: SearchCase, caller: Caller): Promise<Outcome> {
  const alone = await prove(world, known, each.parameters, caller)
  if (alone.outcome !== 'skipped') return alone
  const driven = withPatientOf(each.origin ?? known.items[0]?.resource, each.parameters, known, world)
  return driven ? prove(world, known, driven, caller) : alone
}

function casesFor(world: World, source: Source, items: readonly Item[], amount: Amount): readonly SearchCase[] {
  const origins = chooseSome(items, amount.origins, randomFrom(amount.seed)).map(({ resource }) => resource)
  const byResource = new Map(items.map((item) => [item.resource, item]))
  const offered = offeredBy(world.subject.mapping, source)
  const valuesOf = (resource: object, name: string): readonly string[] =>
    orElse(() => byResource.get(resource)!.oracle.sampleValues(resource, name), [])
  const cases = generateCases(origins, offered, valuesOf, {
    seed: amount.seed,
    cap: amount.samples,
    pairCap: amount.pairs,
    ...(amount.pairs === 0 && { triples: 0 }),
    answers: (resource, request) => orElse(() => byResource.get(resource)!.oracle.matches(resource, request), false),
  })
  return [...cases, ...otherCases(world, source, offered, origins, valuesOf, amount)]
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
  const isNew = ({ parameters }: SearchCase): boolean => asked.size < asked.add(printQuery(known.type, parameters)).size
  const cases = casesFor(world, source, items, amount).filter(isNew)
  return cases.flatMap((each, index) => {
    const { parameter, modifier, prefix } = each
    const taskOf = (labels: Partial<Task['labels']>, prove: Prove, caller: Caller): Task => ({
      labels: { ...labelsOf(source, parameter), ...labels },
      run: () => proveCase(prove, world, known, each, caller),
    })
    const caller = callers[index % Math.max(1, 4 * callers.length)]
    const isCounted = known.isWhole && counted.size < counted.add(`${parameter}:${modifier}`).size
    return [
      taskOf({ modifier, prefix }, proveSearch, staff(world)),
      ...(caller ? [taskOf({ parameter: '(as a patient)' }, proveSearch, caller)] : []),
      ...(isCounted ? [taskOf({ parameter: '(total)' }, proveCount, caller ?? staff(world))] : []),
    ]
  })
}
