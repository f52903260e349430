/** One source's share of a request -> what is read of each of its rows, and what is made of them. */
import { holds } from '../mapping/forward.ts'
import { encodeId, printKey } from '../mapping/id.ts'
import type { Facts, Hit, Kind, Raw, Reader, Tenant } from '../mapping/model.ts'
import type { SourcePlan } from '../plan/model.ts'
import type { Children, Layout, Row } from '../write/layout.ts'
import { Needs, writerLayout } from '../write/needs.ts'
import { writerFor, type Writer } from '../write/writer.ts'
import type { Shape } from './row-reader.ts'

/** What the rows of one statement are read for. */
export interface Purpose {
  /** Whether resources are written of them. */
  readonly isWritten: boolean
  readonly elements?: readonly string[]
  /** Leaves that are looked at beside: of references to include, of values to sort by. */
  readonly hits: readonly Hit[]
}

/** Several kinds are told apart on the row; one exact kind needs no second look. */
const isTested = (plan: SourcePlan): boolean => plan.kinds.length > 1

function needChecks(needs: Needs, plan: SourcePlan): void {
  for (const column of plan.columns) needs.column(column)
  for (const hit of plan.hits) needs.hit(hit)
  if (isTested(plan)) for (const { where } of plan.kinds) needs.cond(where)
}

const isPlain = (plan: SourcePlan, { hits }: Purpose): boolean =>
  hits.length === 0 && plan.hits.length === 0 && plan.columns.length === 0 && !isTested(plan)

/** The columns and child tables to select. */
export function layoutFor(plan: SourcePlan, purpose: Purpose): Layout {
  const kinds = purpose.isWritten ? plan.kinds.map(({ kind }) => kind) : []
  const written = writerLayout(plan.source, kinds, purpose.elements)
  if (isPlain(plan, purpose)) return written
  const needs = new Needs(written)
  needChecks(needs, plan)
  for (const hit of purpose.hits) needs.hit(hit)
  return needs.layout()
}

/** One resource that a row gives. */
export interface Found {
  readonly kind: Kind
  /** Stored texts, blanks at their ends and all. */
  readonly key: readonly string[]
  readonly id: string
  readonly row: Row
  readonly children: Children
}

/** What a row gives: resources, and how many more would be there if their key made an id. */
export interface Given {
  readonly found: readonly Found[]
  readonly lost: number
}

const valuesOf = ({ source }: SourcePlan, shape: Shape, row: Row): readonly Raw[] =>
  source.key.map(({ column }) => row[shape.positions.of(column)] ?? null)

/** The stored values of a row's key, in order. */
export const keyOf = (plan: SourcePlan, shape: Shape, row: Row): readonly string[] =>
  valuesOf(plan, shape, row).map((value) => value ?? '')

/** Which of the plan's kinds a row matches, after the residual checks. */
function matchingKinds(plan: SourcePlan, reader: Reader, facts: Facts): readonly Kind[] {
  const isSeveral = isTested(plan)
  const matches = plan.kinds.filter(
    ({ where, check }) => (!isSeveral || holds(where, reader, facts)) && (check === undefined || check(reader)),
  )
  return matches.map(({ kind }) => kind)
}

/** The one place where an id is printed: whatever speaks of the resource has it from here. */
export function findKinds(plan: SourcePlan, shape: Shape, row: Row, children: Children, facts: Facts): Given {
  const kinds = matchingKinds(plan, shape.reader(row, children), facts)
  const printed = printKey(plan.source, valuesOf(plan, shape, row))
  const key = keyOf(plan, shape, row)
  const found = kinds.flatMap((kind): readonly Found[] => {
    const id = printed && encodeId(plan.source, kind, printed)
    return id === undefined ? [] : [{ kind, key, id, row, children }]
  })
  return { found, lost: kinds.length - found.length }
}

/** What the writers of a request share. */
export interface WriteContext {
  readonly facts: Facts
  readonly tenant: Tenant
  readonly base: string
  readonly elements?: readonly string[]
}

export const writerOf = (plan: SourcePlan, kind: Kind, layout: Layout, { tenant, elements }: WriteContext): Writer =>
  writerFor(plan.source, kind, layout, tenant, elements ? { elements } : {})
