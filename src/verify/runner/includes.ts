/** One type -> questions of what is included: what its references name, and what names it. https://hl7.org/fhir/R4/search.html#include */
import { isFollowed } from '../../plan/question/offered.ts'
import { textMember } from '../oracle/json.ts'
import type { Difference } from '../report.ts'
import { askAs, read, staff } from './caller.ts'
import type { Item, Known, World } from './model.ts'
import { nameOf, requestFor, type Answered, type Given } from './pipeline.ts'
import type { Case, Narrowed } from './walks.ts'

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

/** What the references of these name and the organization has. */
async function targetsOf(
  matches: readonly Given[],
  name: string,
  { byId, items }: Known,
  world: World,
): Promise<ReadonlySet<string>> {
  const named = matches.flatMap(({ id, resource }) =>
    (byId.get(id) ?? items[0]!).oracle.values(resource, name).map(({ value }) => textMember(value, 'reference') ?? ''),
  )
  const found = new Set<string>()
  for (const reference of new Set(named)) {
    const [type = '', id = ''] = reference.split('/')
    if (await isServed(type, id, world)) found.add(`${type}/${id}`)
  }
  return found
}

/** A page more or less of them tells nothing more. */
const includedPages = 3

export function includeCases({ known, parameters }: Narrowed, world: World): readonly Case[] {
  const { mapping, limits } = world.subject
  const references = [...(mapping.parameters.get(known.type)?.values() ?? [])].filter(isFollowed)
  return references.map(({ name }) => ({
    label: '(include)',
    request: requestFor(known.type, parameters, {
      include: [{ type: known.type, parameter: name, iterate: false }],
      count: Math.min(200, limits.maximumCount),
    }),
    pages: includedPages,
    check: async (answer, query) => compareIncluded(await targetsOf(answer.matches, name, known, world), answer, query),
  }))
}

/** Where not all of them are known, a search tells of them: what it gives is held against its own oracle elsewhere. */
async function namesOfReferring(item: Item, other: string, name: string, world: World): Promise<readonly string[]> {
  const { answering, isWhole } = await world.known(other)
  const asked = [{ name, values: [`${item.source.resource}/${item.id}`] }]
  if (isWhole) return answering(asked).map(({ id }) => `${other}/${id}`)
  const count = world.subject.limits.maximumCount
  return (await askAs(staff(world), requestFor(other, asked, { count }), world)).matches.map(nameOf)
}

/** Undefined where one of them would be cut. */
async function referringTo(
  item: Item,
  other: string,
  name: string,
  world: World,
): Promise<ReadonlySet<string> | undefined> {
  const found = await namesOfReferring(item, other, name, world)
  return found.length > world.subject.limits.maximumIncluded ? undefined : new Set(found)
}

/** Of one resource, what points to it. */
export function revincludeCases({ type }: Known, item: Item, world: World): readonly Case[] {
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
