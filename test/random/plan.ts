/** A loaded case -> the proofs to try on it: every way to an answer, with values that are served and values that only are stored. */
import type { SearchParameterRequest } from '../../src/parse/request.ts'
import { generateCases, type OfferedParameter } from '../../src/verify/cases.ts'
import { escape } from '../../src/verify/oracle/value.ts'
import { choose, chooseSome, type Random } from '../../src/verify/random.ts'
import { offeredBy } from '../../src/verify/runner/offered.ts'
import type { Case } from './model.ts'
import type { Proof } from './proofs.ts'
import type { Item, Truth } from './world.ts'

/** What any of its sources is asked. */
const offeredOf = (type: string, { subject: { mapping } }: Truth): readonly OfferedParameter[] => {
  const all = (mapping.byType.get(type) ?? []).flatMap((source) => offeredBy(mapping, source))
  return [...new Map(all.map((each) => [each.name, each])).values()]
}

/** Searches of each type; a case has three to six types. */
const searchesOfType = 45

function sampled(type: string, truth: Truth, random: Random): readonly Proof[] {
  const items = truth.byType(type)
  const byResource = new Map<object, Item>(items.map((item) => [item.resource, item]))
  const cases = generateCases(
    items.map(({ resource }) => resource),
    offeredOf(type, truth),
    (resource, name) => byResource.get(resource)?.oracle.sampleValues(resource, name) ?? [],
    {
      seed: Math.floor(random() * 1e9),
      cap: 2,
      pairCap: 1,
      answers: (resource, request) => byResource.get(resource)?.oracle.matches(resource, request) ?? false,
    },
  )
  return chooseSome(cases, searchesOfType, random).map(({ parameters }) => ({ kind: 'search', type, parameters }))
}

/** What stands in the rows, whether it is served or not. */
function stored(type: string, made: Case, truth: Truth, random: Random): readonly Proof[] {
  const texts = made.tables.flatMap(({ rows }) => rows.flat()).filter((each) => each !== null && /[^\s,]/.test(each))
  const offered = offeredOf(type, truth).filter(
    (each) => ['string', 'token'].includes(each.type) && each.name !== '_id',
  )
  return chooseSome(offered, 6, random).flatMap(({ name, modifiers }) => {
    const value = choose(texts, random)
    if (value === null || value === undefined) return []
    const modifier = choose([...modifiers.filter((each) => each !== 'missing'), ''], random)
    const asked = { name, values: [escape(value.trim())], ...(modifier ? { modifier } : {}) }
    return [{ kind: 'search', type, parameters: [asked] }] as const
  })
}

const sortable: ReadonlySet<string> = new Set(['date', 'quantity', 'number', 'reference'])

function controls(type: string, truth: Truth, searches: readonly Proof[], random: Random): readonly Proof[] {
  const parameters = [...(truth.subject.mapping.parameters.get(type)?.values() ?? [])]
  const asked: readonly (readonly SearchParameterRequest[])[] = searches.flatMap((each) =>
    each.kind === 'search' ? [each.parameters] : [],
  )
  const size = 1 + Math.floor(random() * 3)
  const some = chooseSome(asked, 3, random)
  const sorts = chooseSome(
    parameters.filter((each) => sortable.has(each.type)),
    2,
    random,
  )
  const references = parameters.filter((each) => each.type === 'reference')
  return [
    { kind: 'read', type },
    { kind: 'pages', type, parameters: [], size },
    { kind: 'total', type, parameters: [] },
    ...some.map((each) => ({ kind: 'pages', type, parameters: each, size }) as const),
    ...some.map((each) => ({ kind: 'total', type, parameters: each }) as const),
    ...sorts.map(({ name }) => ({ kind: 'sort', type, name, descending: random() < 0.5, size }) as const),
    ...references.map(({ name }) => ({ kind: 'include', type, name }) as const),
    ...references.flatMap(({ name, target }) =>
      [...truth.subject.mapping.byType.keys()]
        .filter((each) => target.includes(each))
        .map((each) => ({ kind: 'revinclude', type: each, other: type, name }) as const),
    ),
  ]
}

/** Some of the searches again, by the token of a patient. */
function asPatients(truth: Truth, searches: readonly Proof[], random: Random): readonly Proof[] {
  const patient = choose(truth.byType('Patient'), random)?.id
  if (patient === undefined) return []
  return chooseSome(searches, 8, random).flatMap((each) => (each.kind === 'search' ? [{ ...each, patient }] : []))
}

/** The twin first: what it says is the truth of all others. */
export function planProofs(made: Case, truth: Truth, random: Random): readonly Proof[] {
  const types = [...truth.subject.mapping.byType.keys()]
  const own = types.flatMap((type) => {
    const searches = [...sampled(type, truth, random), ...stored(type, made, truth, random)]
    return [...searches, ...controls(type, truth, searches, random), ...asPatients(truth, searches, random)]
  })
  return [{ kind: 'twin' }, ...own]
}
