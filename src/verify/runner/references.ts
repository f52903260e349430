/** Resources of one source -> proofs that what they refer to is there for whoever sees them, and is the same patient's. */
import type { Source } from '../../mapping/model.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Difference } from '../report.ts'
import { attempt } from './attempt.ts'
import { describeCaller, patientCaller, read, staff, type Caller } from './caller.ts'
import type { Amount, Item, Known, Task, World } from './model.ts'
import { labelsOf } from './reads.ts'

/** Every `Type/id` under a member `reference`, wherever it stands. */
export function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'reference' && typeof each === 'string' ? [each] : referencesIn(each),
  )
}

const local = /^([A-Z]\w+)\/([A-Za-z0-9.-]{1,64})$/

/** Other charts of a person are what links between patients are for. */
const isSamePatient = ({ patient: own }: Item, { source, patient: other }: Item): boolean =>
  source.resource === 'Patient' || own === undefined || other === undefined || own === other

interface Named {
  readonly item: Item
  readonly reference: string
  readonly type: string
  readonly id: string
}

function namedBy(item: Item): readonly Named[] {
  return [...new Set(referencesIn(item.resource))].flatMap((reference) => {
    const [, type, id] = local.exec(reference) ?? []
    return type === undefined || id === undefined ? [] : [{ item, reference, type, id }]
  })
}

/** What is known need not be read, unless another than the staff is asked. */
async function isThere({ type, id }: Named, caller: Caller, world: World): Promise<boolean> {
  if (!world.subject.mapping.byType.has(type)) return false
  const { byId, isWhole } = await world.known(type)
  const target = byId.get(id)
  if (caller.context === world.staff && (target !== undefined || isWhole)) return target !== undefined
  return (await read(world, type, id, caller)) !== undefined
}

/** Where a chart went is told to whoever reads it; the other chart is opened by a token of its own, so it is the staff who finds it. */
const isLink = ({ item, type }: Named): boolean => type === 'Patient' && item.source.resource === 'Patient'

async function faultOf(named: Named, asked: Caller, world: World): Promise<string | undefined> {
  const { item, type, id, reference } = named
  const caller = isLink(named) ? staff(world) : asked
  const from = `${item.source.resource}/${item.id}`
  if (!(await isThere(named, caller, world))) return `${from} -> ${reference}, which is not there`
  const target = world.lookUp(type, id)
  return target === undefined || isSamePatient(item, target) ? undefined : `${from} -> ${reference}, another patient's`
}

const mostTold = 5

async function prove(items: readonly Item[], caller: Caller, world: World): Promise<Difference | undefined> {
  const faults: string[] = []
  for (const named of items.flatMap(namedBy)) {
    const fault = await faultOf(named, caller, world)
    if (fault !== undefined && faults.push(fault) === mostTold) break
  }
  const query = `references ${describeCaller(caller, world)}`
  return faults.length === 0 ? undefined : { query, missing: [], unexpected: [], note: faults.join('; ') }
}

/** In portions, so that what takes long can be left. */
const portion = 200

const portions = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / portion) }, (_, at) => items.slice(at * portion, (at + 1) * portion))

export function referenceTasks(
  world: World,
  source: Source,
  { items }: Known,
  { samples, seed }: Amount,
  patients: readonly string[],
): readonly Task[] {
  const own = items.filter((item) => item.source === source)
  const taskOf = (some: readonly Item[], caller: Caller): Task => ({
    labels: labelsOf(source, '(references)'),
    run: () => attempt(`references of ${source.resource} ${source.name}`, () => prove(some, caller, world)),
  })
  const asPatients = patients.flatMap((id) => {
    const caller = patientCaller(world, id)
    const seen = chooseSome(own.filter(caller.sees), 5 * samples, randomFrom(seed))
    return seen.length === 0 ? [] : [taskOf(seen, caller)]
  })
  return [...portions(own).map((some) => taskOf(some, staff(world))), ...asPatients]
}
