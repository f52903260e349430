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
export function narrowings({ type, items }: Known, world: World, { seed, samples }: Amount): readonly Parameters[] {
  if (!isOffered(world, type)) return [[]]
  if (items.some(({ source }) => source.about !== undefined)) return byTarget(items, seed)
  const patients = [...new Set(items.flatMap(({ patient }) => patient ?? []))]
  return chooseSome(patients, samples, randomFrom(seed)).map((patient) => [{ name: 'patient', values: [patient] }])
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
