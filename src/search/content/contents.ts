/** The plan of a Binary -> the resource without its data, and its bytes, which are read as they are taken. https://hl7.org/fhir/R4/binary.html */
import { notFound, planRead } from '../../plan/read.ts'
import type { ReadPlan } from '../../plan/model.ts'
import { endsInBytes } from '../../mapping/lenses/content.ts'
import type { Database } from '../../rows/database.ts'
import { parentColumns, childKeyOf } from '../../query/children.ts'
import type { Layout } from '../../write/layout.ts'
import { Needs } from '../../write/needs.ts'
import { layoutFor, type Found } from '../asked.ts'
import { resumed } from '../resumed.ts'
import type { Shape } from '../row-reader.ts'
import { isFound, readNamed, textOf } from '../run-read.ts'
import { sizeColumn } from './slices.ts'
import { served } from './steps.ts'
import { ownRow, storedParts, type Grounds } from './stored.ts'
import { needWays, waysOf, type Way } from './ways.ts'

export interface Contents {
  /** The JSON text of the resource, without `data`. */
  readonly resource: string
  /** Bytes, where that is known before they are read: then they can be read from anywhere. */
  readonly size?: number
  /** What is served is a text in UTF-8. */
  readonly isText: boolean
  /** Opened by this, and to be left by its `return`; its first part is there: what is wrong with the rest shows as it is taken. */
  readonly bytes: (from?: number) => Promise<Bytes>
}

/** Can be left before its end. */
export type Bytes = AsyncIterableIterator<Buffer>

function layoutOf({ source }: ReadPlan): Layout {
  const needs = new Needs(layoutFor(source, { isWritten: true, hits: [] }))
  for (const { kind } of source.kinds)
    needWays(needs, kind.content ?? [], ({ joined }) => {
      for (const column of joined === undefined ? [] : parentColumns(joined.rows)) needs.column(column)
    })
  return needs.layout()
}

function groundsOf(
  plan: ReadPlan,
  shape: Shape,
  { row, key }: Found,
  database: Database,
  signal?: AbortSignal,
): Grounds {
  return {
    plan: plan.source,
    key,
    facts: plan.facts,
    database,
    ...(signal && { signal }),
    parentOf: (rows) => {
      const held = parentColumns(rows).map((column) => row[shape.positions.of(column)] ?? null)
      const key = childKeyOf(rows)(held)
      return key.includes(null) ? undefined : (key as readonly string[])
    },
  }
}

/** What a document belongs to decides who may have it. Throws Problem plan-not-found and auth-scope. */
async function checkKeeper(plan: ReadPlan, resource: string, database: Database, signal?: AbortSignal): Promise<void> {
  const { securityContext } = JSON.parse(resource) as { readonly securityContext?: { readonly reference?: string } }
  const isNamed = plan.source.kinds.some(({ kind }) =>
    kind.tree.children.some(({ element }) => element === 'securityContext'),
  )
  if (!isNamed) return
  const [type = '', id = ''] = securityContext?.reference?.split('/') ?? []
  if (id === '' || !(await isFound(planRead(type, id, plan.context), database, signal))) throw notFound('Binary')
}

/** Of a column of bytes that is served as it is. */
async function sizeOf(grounds: Grounds, { stored, joined }: Way): Promise<number | undefined> {
  const { column, steps } = stored
  if (joined !== undefined || steps.length > 0 || column.schema.type !== 'binary') return undefined
  const [size = null] = (await ownRow(grounds)([sizeColumn(column)])) ?? []
  return size === null ? 0 : Number(size)
}

/** Takes the first part, so that what is wrong with it is told before an answer has begun; undefined where there is none. */
async function begun(bytes: AsyncIterable<Buffer>): Promise<Bytes | undefined> {
  const iterator = bytes[Symbol.asyncIterator]()
  const first = await iterator.next()
  return first.done === true ? undefined : resumed(first, iterator)
}

/** The first alternatives may be known to give nothing. */
async function firstSized(grounds: Grounds, ways: readonly Way[]): Promise<readonly [readonly Way[], number?]> {
  const [way, ...others] = ways
  if (way === undefined) return [[], 0]
  const size = await sizeOf(grounds, way)
  return size === 0 ? firstSized(grounds, others) : size === undefined ? [ways] : [[way], size]
}

/** Of the first alternative that gives something. */
async function servedOf(grounds: Grounds, all: readonly Way[], most: number): Promise<Omit<Contents, 'resource'>> {
  const [ways, size] = await firstSized(grounds, all)
  const bytes = async (from?: number): Promise<Bytes> => {
    for (const way of ways) {
      const found = await begun(served(storedParts(grounds, way, from), way.stored.steps, most))
      if (found !== undefined) return found
    }
    return noBytes()
  }
  const isText = ways[0] !== undefined && !endsInBytes(ways[0].stored)
  return { isText, bytes, ...(size !== undefined && { size }) }
}

async function* noBytes(): AsyncGenerator<Buffer, void> {}

/** Undefined where there is no such row, or none that the grant reaches. Throws as a read does, and `rows-changed` and `rows-unreadable`. */
export async function readContents(
  plan: ReadPlan,
  database: Database,
  signal?: AbortSignal,
): Promise<Contents | undefined> {
  const { source, facts, id } = plan
  const walk = { plan: source, layout: layoutOf(plan), facts, database, ...(signal && { signal }) }
  const step = await readNamed(plan, walk)
  const match = step?.found.find((each) => each.id === id)
  if (step === undefined || match === undefined) return undefined
  const { shape } = step
  const resource = textOf(plan, shape, match)
  await checkKeeper(plan, resource, database, signal)
  const grounds = groundsOf(plan, shape, match, database, signal)
  const ways = waysOf(match.kind.content ?? [], shape.reader(match.row, match.children), facts)
  return { resource, ...(await servedOf(grounds, ways, plan.context.mapping.documents.unpacked)) }
}
