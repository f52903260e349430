/** A type -> what its searches are narrowed by where nothing else drives them: one patient's, or what is about a few resources. */
import type { SearchParameterRequest } from '../../parse/request.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Amount, Known, World } from './model.ts'

type Parameters = readonly SearchParameterRequest[]

const isOffered = (world: World, type: string): boolean =>
  world.subject.mapping.parameters.get(type)?.has('patient') ?? false

const mostTargets = 40

/** What is about these: many kinds of them. */
function byTarget(items: Known['items'], seed: number): readonly Parameters[] {
  const targets = chooseSome(items, mostTargets, randomFrom(seed)).flatMap(({ target }) => target ?? [])
  return targets.length === 0 ? [] : [[{ name: 'target', values: targets }]]
}

/** All of one patient's; of what has no patient, all of it. */
export function narrowings(
  { type, items, isWhole, covers }: Known,
  world: World,
  { seed, samples }: Amount,
): readonly Parameters[] {
  if (!isOffered(world, type)) return [[]]
  if (items.some(({ source }) => source.about !== undefined)) return byTarget(items, seed)
  const named = [...new Set(items.flatMap(({ patient }) => patient ?? []))]
  const patients = isWhole ? named : named.filter((each) => covers([{ name: 'patient', values: [each] }]))
  return chooseSome(patients, samples, randomFrom(seed)).map((patient) => [{ name: 'patient', values: [patient] }])
}

const mostIds = 40

function leadsTo(patient: string | undefined, { items, patients, covers, type }: Known, world: World): Parameters {
  const named = patient === undefined ? [...patients].slice(0, 3).map((id) => `Patient/${id}`) : [patient]
  const request = { name: 'patient', values: named }
  if (isOffered(world, type) && named.length > 0 && covers([request])) return [request]
  return items.length === 0 ? [] : [{ name: '_id', values: items.slice(0, mostIds).map(({ id }) => id) }]
}

/** The same search of a patient of whom all is known, or of resources that are; undefined where none is. */
export function withinKnown(
  patient: string | undefined,
  parameters: Parameters,
  known: Known,
  world: World,
): Parameters | undefined {
  const leads = leadsTo(patient, known, world)
  return leads.length === 0 ? undefined : [...parameters, ...leads]
}

/** The same search of one patient; undefined where it cannot be asked so. */
export function withPatientOf(
  patient: string | undefined,
  parameters: Parameters,
  { type }: Known,
  world: World,
): Parameters | undefined {
  return patient === undefined || !isOffered(world, type)
    ? undefined
    : [...parameters, { name: 'patient', values: [patient] }]
}
