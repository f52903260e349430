/** One type -> proofs of what is asked beside a search: order, pages, totals, and what is included. https://hl7.org/fhir/R4/search.html#return */
import type { SearchParameterRequest, SearchRequest } from '../../parse/request.ts'
import { printSearch } from '../../parse/print-search.ts'
import { textMember } from '../oracle/json.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Difference, VerifyResult } from '../report.ts'
import { compare } from './compare.ts'
import { patientOf } from './compartment.ts'
import type { Amount, Item, Known, World } from './model.ts'
import { ask, idOf, requestFor, type Answered } from './pipeline.ts'
import { attempt } from './searches.ts'

type Parameters = readonly SearchParameterRequest[]

/** What one control is proved with. */
interface Case {
  readonly label: string
  readonly request: SearchRequest
  readonly check: (answer: Answered, query: string) => Promise<Difference | undefined> | Difference | undefined
}

const differ = (query: string, note: string): Difference => ({ query, missing: [], unexpected: [], note })

/** All of one patient's; of what has no patient, all of it. */
function narrowings({ type, items }: Known, world: World, { seed, samples }: Amount): readonly Parameters[] {
  if (world.subject.mapping.parameters.get(type)?.has('patient') !== true) return [[]]
  const patients = [...new Set(items.flatMap(({ resource }) => patientOf(resource) ?? []))]
  return chooseSome(patients, samples, randomFrom(seed)).map((patient) => [{ name: 'patient', values: [patient] }])
}

/** Undefined keys come last both ways; where two are equal any order will do. */
function checkOrder(known: Known, { name, descending }: SearchRequest['sort'][number]): Case['check'] {
  return ({ matches }, query) => {
    const items = matches.flatMap((each) => known.byId.get(idOf(each)) ?? [])
    const wrong = items.findIndex((item, at) => {
      const next = items[at + 1]
      return next !== undefined && item.oracle.compare(item.resource, next.resource, { name, descending }) > 0
    })
    return wrong < 0 ? undefined : differ(query, `${items[wrong]?.id} stands before ${items[wrong + 1]?.id}`)
  }
}

/** R4 leaves open by which part of a name, or which code of a concept, to sort: there any order is right. */
const ordered: ReadonlySet<string> = new Set(['date', 'quantity', 'number', 'reference'])

function sortCases(known: Known, parameters: Parameters, { subject }: World): readonly Case[] {
  const names = [...(subject.mapping.parameters.get(known.type)?.values() ?? [])].filter(({ type }) =>
    ordered.has(type),
  )
  return names.flatMap(({ name }) =>
    [false, true].map((descending) => {
      const sort = { name, descending }
      return {
        label: '(sort)',
        request: requestFor(known.type, parameters, { sort: [sort], count: 7 }),
        check: checkOrder(known, sort),
      }
    }),
  )
}

/** The same resources in the same order, whatever the size of the page. */
function pageCase(known: Known, parameters: Parameters, { staff, subject }: World): Case {
  const request = requestFor(known.type, parameters, { count: 7 })
  return {
    label: '(pages)',
    request,
    check: async ({ matches }, query) => {
      const whole = await ask({ ...request, count: subject.limits.maximumCount }, staff, subject)
      const isSame = matches.map(idOf).join() === whole.matches.map(idOf).join()
      return isSame
        ? compare(known, parameters, whole, query)
        : differ(query, 'pages of 7 give another walk than long ones')
    },
  }
}

const totalCase = (known: Known, parameters: Parameters, count: number): Case => ({
  label: '(total)',
  request: requestFor(known.type, parameters, { total: 'accurate', count }),
  check: ({ total, matches }, query) =>
    total === matches.length ? undefined : differ(query, `total says ${total}, the pages have ${matches.length}`),
})

const nameOf = (resource: object): string => `${textMember(resource, 'resourceType') ?? ''}/${idOf(resource)}`

function compareIncluded(
  expected: ReadonlySet<string>,
  { included, matches }: Answered,
  query: string,
): Difference | undefined {
  const matched = new Set(matches.map(nameOf))
  const given = new Set(included.map(nameOf))
  const missing = [...expected].filter((name) => !given.has(name) && !matched.has(name))
  const unexpected = [...given].filter((name) => !expected.has(name))
  return missing.length + unexpected.length === 0 ? undefined : { query, missing, unexpected }
}

/** What the items' references name and the organization has. */
async function targetsOf(items: readonly Item[], name: string, world: World): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const item of items) {
    for (const { value } of item.oracle.values(item.resource, name)) {
      const [type = '', id = ''] = (textMember(value, 'reference') ?? '').split('/')
      if (world.subject.mapping.byType.has(type) && (await world.known(type)).byId.has(id)) found.add(`${type}/${id}`)
    }
  }
  return found
}

function includeCases(known: Known, parameters: Parameters, world: World): readonly Case[] {
  const { mapping, limits } = world.subject
  const references = [...(mapping.parameters.get(known.type)?.values() ?? [])].filter(
    ({ type }) => type === 'reference',
  )
  return references.map(({ name }) => {
    const include = [{ type: known.type, parameter: name, iterate: false }]
    return {
      label: '(include)',
      request: requestFor(known.type, parameters, { include, count: limits.maximumCount }),
      check: async (answer, query) => {
        const items = answer.matches.flatMap((each) => known.byId.get(idOf(each)) ?? [])
        return compareIncluded(await targetsOf(items, name, world), answer, query)
      },
    }
  })
}

/** Of one resource, what points to it. */
async function revincludeCases({ type }: Known, item: Item, world: World): Promise<readonly Case[]> {
  const cases: Case[] = []
  for (const [other, parameters] of world.subject.mapping.parameters) {
    for (const { name, target } of [...parameters.values()].filter((each) => each.type === 'reference')) {
      if (!target.includes(type)) continue
      const { items, isWhole } = await world.known(other)
      if (!isWhole) continue
      const asked = { name, values: [`${type}/${item.id}`] }
      const expected = new Set(
        items.filter(({ resource, oracle }) => oracle.matches(resource, asked)).map(({ resource }) => nameOf(resource)),
      )
      const revinclude = [{ type: other, parameter: name, iterate: false }]
      const request = requestFor(type, [{ name: '_id', values: [item.id] }], { revinclude })
      const isCapped = expected.size > world.subject.limits.maximumIncluded
      if (!isCapped)
        cases.push({
          label: '(revinclude)',
          request,
          check: (answer, query) => compareIncluded(expected, answer, query),
        })
    }
  }
  return cases
}

async function casesOf(known: Known, world: World, amount: Amount): Promise<readonly Case[]> {
  const cases = narrowings(known, world, amount).flatMap((parameters) => [
    ...sortCases(known, parameters, world),
    pageCase(known, parameters, world),
    totalCase(known, parameters, world.subject.limits.maximumCount),
    ...includeCases(known, parameters, world),
  ])
  for (const item of chooseSome(known.items, amount.samples, randomFrom(amount.seed + 1)))
    cases.push(...(await revincludeCases(known, item, world)))
  return cases
}

/** Nothing is proved of a type of which not all is known. */
export async function* proveControls(world: World, known: Known, amount: Amount): AsyncGenerator<VerifyResult, void> {
  if (!known.isWhole) return
  for (const { label, request, check } of await casesOf(known, world, amount)) {
    const query = `${decodeURIComponent(printSearch(request))} (organization ${world.tenant.key})`
    const outcome = await attempt(query, async () => check(await ask(request, world.staff, world.subject), query))
    yield { source: known.type, parameter: label, modifier: '', prefix: '', ...outcome }
  }
}
