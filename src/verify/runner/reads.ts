/** Resources of one source -> proofs that a read gives the same, and that a patient reads no one else's. https://hl7.org/fhir/R4/http.html#read */
import type { Source } from '../../mapping/model.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Difference } from '../report.ts'
import { attempt, differ, outcomeOf } from './attempt.ts'
import { describeCaller, patientCaller, read, staff, type Caller } from './caller.ts'
import type { Amount, Item, Known, Labels, Task, World } from './model.ts'

export const labelsOf = ({ resource, name }: Source, parameter: string): Labels => ({
  source: `${resource} ${name}`,
  parameter,
  modifier: '',
  prefix: '',
})

export async function compareRead(
  world: World,
  item: Item,
  caller: Caller,
  sees = caller.sees(item),
): Promise<Difference | undefined> {
  const { source, id, text } = item
  const answer = await read(world, source.resource, id, caller)
  const query = `${source.resource}/${id} ${describeCaller(caller, world)}`
  if (!sees) return answer === undefined ? undefined : { query, missing: [], unexpected: [id] }
  if (answer === undefined) return { query, missing: [id], unexpected: [] }
  return answer === text ? undefined : differ(query, 'a read gives it otherwise than a search')
}

/** Every row that was read, by two writers that share nothing but the mapping. */
export function twinTask(world: World, source: Source, { odd }: Known): Task {
  const ids = odd.filter((each) => each.source === source).map(({ id }) => id)
  const query = `${source.resource} ${source.name} (organization ${world.tenant.key})`
  const difference = { query, missing: [], unexpected: ids, note: 'the writer and its slow twin give them otherwise' }
  return {
    labels: labelsOf(source, '(twin)'),
    run: () => Promise.resolve(outcomeOf(ids.length === 0 ? undefined : difference)),
  }
}

export function readTasks(
  world: World,
  source: Source,
  { items }: Known,
  { samples, seed }: Amount,
  patients: readonly string[],
): readonly Task[] {
  const callers = [staff(world), ...patients.map((id) => patientCaller(world, id))]
  const own = items.filter((item) => item.source === source)
  return chooseSome(own, 5 * samples, randomFrom(seed)).flatMap((item) =>
    callers.map((caller) => ({
      labels: labelsOf(source, '(read)'),
      run: () => attempt(`${source.resource}/${item.id}`, () => compareRead(world, item, caller)),
    })),
  )
}
