/** Turns sampled resources of one type and the parameters offered for it into searches to try. */
import type { SearchParameterRequest } from '../parse/request.ts'
import { splitPrefix } from './oracle/value.ts'
import { choose, chooseSome, randomFrom, type Random } from './random.ts'

/** A parameter as the capability statement offers it. Without prefixes it is asked without. */
export interface OfferedParameter {
  readonly name: string
  readonly type: string
  readonly modifiers: readonly string[]
  readonly prefixes: readonly string[]
}

/** One search. The labels say which row of the report it belongs to. */
export interface SearchCase {
  readonly parameter: string
  readonly modifier: string
  readonly prefix: string
  /** To be ANDed. */
  readonly parameters: readonly SearchParameterRequest[]
  /** The resource that the first value was taken from: whoever needs a driver can take its patient. */
  readonly origin?: object
}

export interface CaseOptions {
  readonly seed: number
  /** Cases for each parameter, modifier and prefix; also for each parameter's ORs. */
  readonly cap: number
  /** Cases for each pair of parameters, a parameter with itself included; 1 when absent. */
  readonly pairCap?: number
  /** Triples in all; as many as there are parameters when absent. */
  readonly triples?: number
  /** With it, most pairs and triples are such that the resource they were made from answers them. */
  readonly answers?: (resource: object, request: SearchParameterRequest) => boolean
}

/** The values to try that come from one resource; those of dates and numbers with their prefixes. */
export type SampleValues = (resource: object, name: string) => readonly string[]

interface Sample {
  readonly value: string
  readonly prefix: string
  readonly origin: object
}

/** All that can be asked of one parameter: once each over all resources, and again for any one of them. */
interface Pool {
  readonly offered: OfferedParameter
  readonly samples: readonly Sample[]
  from(origin: object): readonly Sample[]
}

const prefixed = new Set(['date', 'quantity', 'number'])

/** The same arguments give the same cases in the same order. Samples with a prefix that is not offered are left out. */
export function generateCases(
  resources: readonly object[],
  offered: readonly OfferedParameter[],
  sampleValues: SampleValues,
  options: CaseOptions,
): readonly SearchCase[] {
  const random = randomFrom(options.seed)
  const pools = offered.map((one) => poolOf(one, resources, sampleValues))
  return [
    ...pools.flatMap((pool) => [
      ...plainCases(pool, options.cap, random),
      ...modifierCases(pool, options.cap, random),
      ...alternativeCases(pool, options.cap, random),
    ]),
    ...pairCases(pools, options, random),
    ...tripleCases(pools, options, random),
  ]
}

function poolOf(offered: OfferedParameter, resources: readonly object[], sampleValues: SampleValues): Pool {
  const known = new WeakMap<object, readonly Sample[]>()
  const read = (origin: object) =>
    sampleValues(origin, offered.name)
      .map((value) => ({ value, prefix: prefixOf(value, offered.type), origin }))
      .filter(({ prefix }) => prefix === '' || offered.prefixes.includes(prefix))
  const from = (origin: object) => {
    const samples = known.get(origin) ?? read(origin)
    known.set(origin, samples)
    return samples
  }
  const samples = new Map<string, Sample>()
  for (const sample of resources.flatMap(from)) if (!samples.has(sample.value)) samples.set(sample.value, sample)
  return { offered, samples: [...samples.values()], from }
}

function prefixOf(value: string, type: string): string {
  return prefixed.has(type) && /^[a-z]{2}/.test(value) ? splitPrefix(value).prefix : ''
}

function plainCases({ offered, samples }: Pool, cap: number, random: Random): readonly SearchCase[] {
  const asked = ['', ...offered.prefixes.filter(() => prefixed.has(offered.type))]
  return asked.flatMap((prefix) => {
    const fitting = samples.filter((sample) => sample.prefix === prefix)
    return chooseSome(fitting, cap, random).map((sample) => caseOf(offered, '', prefix, [sample]))
  })
}

function modifierCases({ offered, samples }: Pool, cap: number, random: Random): readonly SearchCase[] {
  return offered.modifiers.flatMap((modifier) => {
    if (modifier === 'missing') return ['true', 'false'].map((value) => missingCase(offered.name, value))
    const single = chooseSome(samples, cap, random).map((sample) => caseOf(offered, modifier, '', [sample]))
    const either = chooseSome(samples, 2, random)
    return either.length < 2 ? single : [...single, caseOf(offered, modifier, '', either)]
  })
}

function missingCase(name: string, value: string): SearchCase {
  return {
    parameter: name,
    modifier: 'missing',
    prefix: '',
    parameters: [{ name, modifier: 'missing', values: [value] }],
  }
}

function alternativeCases({ offered, samples }: Pool, cap: number, random: Random): readonly SearchCase[] {
  const counts = Array.from({ length: samples.length < 2 ? 0 : cap }, (_, index) => 2 + (index % 2))
  return counts.map((count) => ({
    ...caseOf(offered, '', '', chooseSome(samples, count, random)),
    parameter: `${offered.name} (or)`,
  }))
}

function caseOf(offered: OfferedParameter, modifier: string, prefix: string, samples: readonly Sample[]): SearchCase {
  const origin = samples[0]?.origin
  const parameters = [requestOf(offered.name, samples, modifier)]
  return { parameter: offered.name, modifier, prefix, parameters, ...(origin ? { origin } : {}) }
}

function requestOf(name: string, samples: readonly Sample[], modifier = ''): SearchParameterRequest {
  return { name, ...(modifier === '' ? {} : { modifier }), values: samples.map((sample) => sample.value) }
}

function pairCases(pools: readonly Pool[], options: CaseOptions, random: Random): readonly SearchCase[] {
  const pairs = pools.flatMap((first, index) => pools.slice(index).map((second) => [first, second]))
  const repeated = pairs.flatMap((pair) => Array.from({ length: options.pairCap ?? 1 }, () => pair))
  return repeated.flatMap((pair) => together('(pairs)', pair, options, random))
}

function tripleCases(pools: readonly Pool[], options: CaseOptions, random: Random): readonly SearchCase[] {
  if (pools.length < 3) return []
  const triples = Array.from({ length: options.triples ?? pools.length }, () => chooseSome(pools, 3, random))
  return triples.flatMap((three) => together('(triples)', three, options, random))
}

function together(
  parameter: string,
  pools: readonly Pool[],
  { answers }: CaseOptions,
  random: Random,
): readonly SearchCase[] {
  const origin = choose(pools[0]?.samples ?? [], random)?.origin
  if (!origin) return []
  const parameters = pools.flatMap(({ offered, from }) => {
    const requests = from(origin).map((sample) => requestOf(offered.name, [sample]))
    const request = chooseMostly(requests, (one) => answers === undefined || answers(origin, one), random)
    return request ? [request] : []
  })
  return parameters.length < pools.length ? [] : [{ parameter, modifier: '', prefix: '', parameters, origin }]
}

/** Random values of several parameters hardly ever meet in one resource; a few that do not are wanted too. */
function chooseMostly<T>(items: readonly T[], isWanted: (item: T) => boolean, random: Random): T | undefined {
  const wanted = random() < 0.8 ? items.filter(isWanted) : items
  return choose(wanted.length > 0 ? wanted : items, random)
}
