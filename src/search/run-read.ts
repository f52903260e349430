/** A read plan -> the JSON text of the one resource. https://hl7.org/fhir/R4/http.html#read */
import { Problem } from '../fhir/problem.ts'
import type { ReadPlan } from '../plan/model.ts'
import type { Database } from '../rows/database.ts'
import type { BadValue } from '../write/frame.ts'
import { layoutFor, type Found, type WriteContext } from './asked.ts'
import { entryWriter } from './entries.ts'
import type { Shape } from './row-reader.ts'
import { readKeys, readMatches, walkSource, type Step } from './walk.ts'

/** What a row lacks that a valid resource must have is told by its element, never by its value. */
function unreadable({ source, element, reason }: BadValue): Problem {
  const message = `There is no valid resource behind this id: ${element} ${reason}. The source is ${source}.`
  return new Problem('plan-not-found', message, { expression: [element] })
}

export function textOf(plan: ReadPlan, shape: Shape, found: Found): string {
  const { context, facts, source } = plan
  const write: WriteContext = { facts, tenant: context.tenant, base: context.base }
  const bad: BadValue[] = []
  const text = entryWriter(source, shape, write).resource(found, bad)
  const [last] = bad.slice(-1)
  if (text === '' && last) throw unreadable(last)
  return text
}

type Reading = Parameters<typeof readMatches>[0]

/** So many rows are looked at in one statement. */
const rowsAtOnce = 250

/** The row of a hash is looked for among those whose keys begin alike, without what a resource needs beside; then it is read by its key. */
async function readHashed(id: string, walk: Reading): Promise<Step | undefined> {
  const layout = layoutFor(walk.plan, { isWritten: false, hits: [] })
  for await (const { found } of walkSource({ ...walk, layout, room: () => rowsAtOnce })) {
    const match = found.find((each) => each.id === id)
    if (match !== undefined) return readKeys(walk, [match.key])
  }
  return undefined
}

/** Undefined, or without the id, where there is no such row. */
export const readNamed = ({ source: { source }, id }: ReadPlan, walk: Reading): Promise<Step | undefined> =>
  source.isHashed === true ? readHashed(id, walk) : readMatches(walk)

/**
 * Undefined where there is no such row, or none that the grant reaches. What is bad in a row is left out of its resource; where that leaves
 * no valid one, throws `plan-not-found`. Throws what the database throws, too.
 */
export async function runRead(plan: ReadPlan, database: Database, signal?: AbortSignal): Promise<string | undefined> {
  const { source, facts, id } = plan
  const layout = layoutFor(source, { isWritten: true, hits: [] })
  const walk = { plan: source, layout, facts, database, ...(signal && { signal }) }
  const step = await readNamed(plan, walk)
  const match = step?.found.find((each) => each.id === id)
  return step && match && textOf(plan, step.shape, match)
}

/** Whether the row is there, and the grant reaches it. */
export async function isFound(plan: ReadPlan, database: Database, signal?: AbortSignal): Promise<boolean> {
  const { source, facts, id } = plan
  const layout = layoutFor(source, { isWritten: false, hits: [] })
  const step = await readNamed(plan, { plan: source, layout, facts, database, ...(signal && { signal }) })
  return step?.found.some((each) => each.id === id) === true
}
