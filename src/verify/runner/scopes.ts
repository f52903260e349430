/** One type -> proofs that a token with a granular scope sees what its arguments find, by search and by read, and nothing else. */
import type { SearchParameterRequest } from '../../parse/request.ts'
import { chooseSome, randomFrom } from '../random.ts'
import { attempt, orElse } from './attempt.ts'
import { askAs, describeCaller, type Caller } from './caller.ts'
import { compare, isAnswer, printQuery } from './compare.ts'
import { narrowings } from './narrow.ts'
import type { Amount, Item, Known, Task, World } from './model.ts'
import { pagesFor, requestFor } from './pipeline.ts'
import { compareRead, labelsOf } from './reads.ts'

type Parameters = readonly SearchParameterRequest[]

/** A code with its system, as tokens ask it. */
const isCoded = (value: string): boolean => /^[^|,\\$]+\|[^|,\\$]+$/.test(value)

function argumentsOf({ type, items }: Known, world: World, { samples, seed }: Amount): Parameters {
  const names = [...(world.subject.mapping.parameters.get(type)?.values() ?? [])].flatMap((each) =>
    each.type === 'token' ? [each.name] : [],
  )
  const random = randomFrom(seed)
  const origins = chooseSome(items, 20, random)
  return names.flatMap((name) => {
    const values = origins.flatMap(({ oracle, resource }) => orElse(() => oracle.sampleValues(resource, name), []))
    const coded = [...new Set(values.filter(isCoded))]
    return chooseSome(coded, samples, random).map((value) => ({ name, values: [value] }))
  })
}

function callerFor(world: World, type: string, argument: SearchParameterRequest): Caller {
  const scope = `system/${type}.rs?${argument.name}=${encodeURIComponent(argument.values.join())}`
  return {
    context: world.asScoped(scope),
    label: `, by ${decodeURIComponent(scope)}`,
    sees: (item) => isAnswer(item, [argument]),
  }
}

function searchTask(world: World, known: Known, caller: Caller, parameters: Parameters): Task {
  const query = `${printQuery(known.type, parameters)} ${describeCaller(caller, world)}`
  const count = world.subject.limits.maximumCount
  return {
    labels: { source: known.type, parameter: '(scope)', modifier: '', prefix: '' },
    run: () =>
      attempt(query, async () => {
        const answer = await askAs(caller, requestFor(known.type, parameters, { count }), world, pagesFor(known))
        return compare(known, parameters, answer, query, caller)
      }),
  }
}

const readTask = (world: World, item: Item, caller: Caller): Task => ({
  labels: { ...labelsOf(item.source, '(scope)'), source: item.source.resource },
  run: () => attempt(`${item.source.resource}/${item.id}`, () => compareRead(world, item, caller)),
})

export function scopeTasks(known: Known, world: World, amount: Amount): readonly Task[] {
  const [parameters = []] = narrowings(known, world, amount)
  return argumentsOf(known, world, amount).flatMap((argument, at) => {
    const caller = callerFor(world, known.type, argument)
    const inside = orElse(() => known.answering([argument]), [])
    const some = [...chooseSome(inside, 1, randomFrom(at)), ...chooseSome(known.items, 3, randomFrom(at))]
    return [searchTask(world, known, caller, parameters), ...some.map((item) => readTask(world, item, caller))]
  })
}
