/** One type -> proofs of what is asked beside a search: order, pages, totals, and what is included. https://hl7.org/fhir/R4/search.html#return */
import type { SearchParameterRequest, SearchRequest } from '../../parse/request.ts'
import { printSearch } from '../../parse/print-search.ts'
import { isFollowed } from '../../plan/question/offered.ts'
import { textMember } from '../oracle/json.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Difference } from '../report.ts'
import { attempt, differ } from './attempt.ts'
import { askAs, read, staff } from './caller.ts'
import { compare, compareEntries } from './compare.ts'
import type { Amount, Item, Known, Task, World } from './model.ts'
import { narrowings } from './narrow.ts'
import { idOf, nameOf, requestFor, type Answered } from './pipeline.ts'

type Parameters = readonly SearchParameterRequest[]

/** What one control is proved with. */
interface Case {
  readonly label: string
  readonly request: SearchRequest
  readonly check: (answer: Answered, query: string) => Promise<Difference | undefined> | Difference | undefined
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

/** The first of them, where the walk was left before its end. */
const isBeginning = (some: readonly object[], isWhole: boolean, all: readonly object[]): boolean =>
  (!isWhole || some.length === all.length) && some.every((each, at) => idOf(each) === idOf(all[at] ?? {}))

/** The same resources in the same order, whatever the size of the page. */
function pageCase(known: Known, parameters: Parameters, count: number, world: World): Case {
  const request = requestFor(known.type, parameters, { count })
  return {
    label: '(pages)',
    request,
    check: async ({ matches, isWhole }, query) => {
      const long = { ...request, count: world.subject.limits.maximumCount }
      const whole = await askAs(staff(world), long, world)
      return isBeginning(matches, isWhole, whole.matches)
        ? compare(known, parameters, whole, query)
        : differ(query, `pages of ${count} give another walk than long ones`)
    },
  }
}

/** The total is what a walk gives, asked beside it or alone. */
function totalCases(known: Known, parameters: Parameters, world: World): readonly Case[] {
  const { maximumCount: count } = world.subject.limits
  const walk = requestFor(known.type, parameters, { total: 'accurate', count })
  const alone = requestFor(known.type, parameters, { summary: 'count' })
  const check = (total: number | undefined, pages: number, query: string): Difference | undefined =>
    total === pages ? undefined : differ(query, `total says ${total}, the pages have ${pages}`)
  return [
    { label: '(total)', request: walk, check: ({ total, matches }, query) => check(total, matches.length, query) },
    {
      label: '(total)',
      request: alone,
      check: async ({ total }, query) => {
        const { matches, isWhole } = await askAs(staff(world), requestFor(known.type, parameters, { count }), world)
        return isWhole ? check(total, matches.length, query) : undefined
      },
    },
  ]
}

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

/** What is not known is read. */
async function isServed(type: string, id: string, world: World): Promise<boolean> {
  if (!world.subject.mapping.byType.has(type)) return false
  const { byId, isWhole } = await world.known(type)
  return byId.has(id) || (!isWhole && (await read(world, type, id, staff(world))) !== undefined)
}

/** What the items' references name and the organization has. */
async function targetsOf(items: readonly Item[], name: string, world: World): Promise<ReadonlySet<string>> {
  const named = items.flatMap(({ oracle, resource }) =>
    oracle.values(resource, name).map(({ value }) => textMember(value, 'reference') ?? ''),
  )
  const found = new Set<string>()
  for (const reference of new Set(named)) {
    const [type = '', id = ''] = reference.split('/')
    if (await isServed(type, id, world)) found.add(`${type}/${id}`)
  }
  return found
}

function includeCases(known: Known, parameters: Parameters, world: World): readonly Case[] {
  const { mapping, limits } = world.subject
  const references = [...(mapping.parameters.get(known.type)?.values() ?? [])].filter(isFollowed)
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

/** Undefined where one of them would be cut, or not all are known. */
async function referringTo(
  item: Item,
  other: string,
  name: string,
  world: World,
): Promise<ReadonlySet<string> | undefined> {
  const { items, isWhole } = await world.known(other)
  const asked = { name, values: [`${item.source.resource}/${item.id}`] }
  const found = items.filter(({ resource, oracle }) => oracle.matches(resource, asked))
  const isCapped = found.length > world.subject.limits.maximumIncluded
  return isCapped || !isWhole ? undefined : new Set(found.map(({ resource }) => nameOf(resource)))
}

/** Of one resource, what points to it. */
function revincludeCases({ type }: Known, item: Item, world: World): readonly Case[] {
  return [...world.subject.mapping.parameters].flatMap(([other, parameters]) =>
    [...parameters.values()]
      .filter((each) => isFollowed(each) && each.target.includes(type))
      .map(({ name }) => ({
        label: '(revinclude)',
        request: requestFor(type, [{ name: '_id', values: [item.id] }], {
          revinclude: [{ type: other, parameter: name, iterate: false }],
        }),
        check: async (answer, query) => {
          const expected = await referringTo(item, other, name, world)
          return expected && compareIncluded(expected, answer, query)
        },
      })),
  )
}

const pageSizes = [1, 7, 50]

function casesOf(known: Known, world: World, amount: Amount): readonly Case[] {
  const some = chooseSome(known.items, amount.samples, randomFrom(amount.seed + 1))
  return [
    ...narrowings(known, world, amount).flatMap((parameters) => [
      ...sortCases(known, parameters, world),
      ...pageSizes.map((count) => pageCase(known, parameters, count, world)),
      ...totalCases(known, parameters, world),
      ...includeCases(known, parameters, world),
    ]),
    ...some.flatMap((item) => revincludeCases(known, item, world)),
  ]
}

/** Nothing is proved of a type of which not all is known. */
export function controlTasks(world: World, known: Known, amount: Amount): readonly Task[] {
  if (!known.isWhole) return []
  return casesOf(known, world, amount).map(({ label, request, check }) => {
    const query = `${decodeURIComponent(printSearch(request))} (organization ${world.tenant.key})`
    return {
      labels: { source: known.type, parameter: label, modifier: '', prefix: '' },
      run: () =>
        attempt(query, async () => {
          const answer = await askAs(staff(world), request, world)
          return compareEntries(answer, query) ?? check(answer, query)
        }),
    }
  })
}
