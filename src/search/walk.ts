/** One source's share of a request -> its resources in key order, a batch of rows at a time. */
import { Problem } from '../fhir/problem.ts'
import type { Facts } from '../mapping/model.ts'
import { pause } from '../mapping/pause.ts'
import type { Position, SourcePlan } from '../plan/model.ts'
import { compileRows, type RowsOptions } from '../query/rows.ts'
import type { Database } from '../rows/database.ts'
import { checkWidth, type Layout, type Row } from '../write/layout.ts'
import { findKinds, keyOf, type Found } from './asked.ts'
import { readChildren } from './children.ts'
import { lookUpPieces, namedIn } from './named-pieces.ts'
import { optionsOf, readAllRows } from './read-rows.ts'
import { Shape } from './row-reader.ts'

/** What one walk reads and from where. */
export interface Walk {
  readonly plan: SourcePlan
  readonly layout: Layout
  readonly facts: Facts
  readonly database: Database
  readonly signal?: AbortSignal
  readonly after?: Position
  /** How many more resources are asked for; called before each statement. */
  readonly room: () => number
  /** How many resources of a batch are looked for, where the caller leaves when it has them. All by default. */
  readonly enough?: () => number
}

/** What one batch of rows gave. */
export interface Step {
  readonly found: readonly Found[]
  /** How many resources match whose key makes no logical id: they are told of, never given. */
  readonly lost: number
  /** What the rows look like. */
  readonly shape: Shape
  /** How many rows were looked at, and the key of the last. */
  readonly examined: number
  readonly last: readonly string[]
}

/** Rows of one statement where more statements follow on each batch: the first is over before they begin, so a request holds one connection. */
const rowsAtOnce = 500
const leastChecked = 50
/** More than so many rows without a key are told of as so many. */
const mostKeyless = 1000

export const isChecked = ({ kinds }: SourcePlan): boolean => kinds.some(({ check }) => check !== undefined)

/** More statements follow on each batch of rows: for child rows, and for what pieces of texts name. */
const isFollowed = ({ plan, layout }: Pick<Walk, 'plan' | 'layout'>): boolean =>
  layout.children.length > 0 || namedIn(plan.source, layout).length > 0

/** One row more than is asked for tells whether there is a next page; where rows may be rejected, some more are read at once. */
function limitOf(walk: Walk): number {
  const { plan, room } = walk
  const wanted = isChecked(plan) ? Math.max(2 * room(), leastChecked) : room()
  return isFollowed(walk) || isChecked(plan) ? Math.min(wanted, rowsAtOnce) : wanted
}

async function step(walk: Walk, shape: Shape, rows: readonly Row[]): Promise<Step> {
  const children = await readChildren(shape, rows, walk)
  await lookUpPieces(
    walk.plan.source,
    shape.layout,
    rows.map((row, index) => shape.reader(row, children[index]!)),
    walk,
  )
  const enough = walk.enough?.() ?? Infinity
  const found: Found[] = []
  let lost = 0
  for (const [index, row] of rows.entries()) {
    if (found.length >= enough) break
    if (index > 0) await pause()
    const given = findKinds(walk.plan, shape, row, children[index]!, walk.facts)
    found.push(...given.found)
    lost += given.lost
  }
  return { found, lost, shape, examined: rows.length, last: keyOf(walk.plan, shape, rows.at(-1) ?? []) }
}

type Reading = Pick<Walk, 'database' | 'signal'>

interface Statement {
  readonly query: ReturnType<typeof compileRows>['query']
  readonly shape: Shape
}

export function stateRows(
  { plan, layout, database }: Pick<Walk, 'plan' | 'layout' | 'database'>,
  options: RowsOptions,
): Statement {
  const { query, columns } = compileRows(plan, layout.columns, database.dialect, options)
  return { query, shape: new Shape({ columns, children: layout.children }) }
}

/** Rows enter here and below, as their layout has them. */
async function readWhole({ database, signal }: Reading, { query, shape }: Statement): Promise<readonly Row[]> {
  const rows = await readAllRows(database, query, signal)
  checkWidth(shape.layout, rows)
  return rows
}

/** One statement's batches. With child tables its rows are read to the end first. */
async function* batches(walk: Walk, statement: Statement): AsyncGenerator<readonly Row[], void> {
  const { database, signal } = walk
  if (!isFollowed(walk)) {
    for await (const rows of database.read(statement.query, optionsOf(signal))) {
      checkWidth(statement.shape.layout, rows)
      yield rows
    }
  } else {
    const rows = await readWhole(walk, statement)
    if (rows.length > 0) yield rows
  }
}

/** The rest of a row that the page before cut. */
async function* resume(walk: Walk, after: Position): AsyncGenerator<Step, void> {
  const lastKind = Math.max(...walk.plan.kinds.map(({ kind }) => kind.ordinal))
  if (after.kind >= lastKind) return
  const statement = stateRows(walk, { keys: [after.key] })
  for await (const rows of batches(walk, statement)) {
    const whole = await step(walk, statement.shape, rows)
    yield { ...whole, found: whole.found.filter(({ kind }) => kind.ordinal > after.kind) }
  }
}

/** Rows that have no value in a part of their key stand nowhere in its order: they are looked at once, at the end. */
async function* keyless(walk: Walk): AsyncGenerator<Step, void> {
  if (!walk.plan.source.key.some(({ nullable }) => nullable)) return
  const statement = stateRows(walk, { limit: mostKeyless, isKeyless: true })
  const rows = await readWhole(walk, statement)
  if (rows.length > 0) yield { ...(await step(walk, statement.shape, rows)), last: [] }
}

/** A database that gives again what it gave, as where a driver rounds the key, would be asked for ever. */
function checkAdvance(walk: Walk, shape: Shape, [first]: readonly Row[], after: readonly string[] | undefined): void {
  if (first === undefined || after === undefined) return
  if (keyOf(walk.plan, shape, first).some((part, index) => part !== after[index])) return
  const { name, from } = walk.plan.source
  throw new Problem('rows-order', `The rows of ${from.name} do not come in the order of the key of ${name}.`)
}

/** Ends with the source's rows; the caller leaves when it has enough. Throws Problem rows-order. */
export async function* walkSource(walk: Walk): AsyncGenerator<Step, void> {
  if (walk.after) yield* resume(walk, walk.after)
  let after = walk.after?.key
  for (;;) {
    if (after !== undefined) await pause()
    const limit = limitOf(walk)
    const statement = stateRows(walk, { limit, ...(after && { after }) })
    let examined = 0
    for await (const rows of batches(walk, statement)) {
      checkAdvance(walk, statement.shape, rows, after)
      const taken = await step(walk, statement.shape, rows)
      examined += rows.length
      after = taken.last
      yield taken
    }
    if (examined < limit) return yield* keyless(walk)
  }
}

/** All that the plan's own condition finds, where that is a key. */
export async function readMatches(walk: Omit<Walk, 'room' | 'after'>): Promise<Step> {
  const statement = stateRows(walk, {})
  const rows = await readWhole(walk, statement)
  return step({ ...walk, room: () => rows.length }, statement.shape, rows)
}

/** The resources of rows with these keys, those that still match. */
export async function readKeys(
  walk: Omit<Walk, 'room' | 'after'>,
  keys: readonly (readonly string[])[],
): Promise<Step> {
  const statement = stateRows(walk, { keys })
  const rows = await readWhole(walk, statement)
  return step({ ...walk, room: () => keys.length }, statement.shape, rows)
}
