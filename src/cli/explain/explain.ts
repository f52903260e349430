/** A plan -> what it does to the database, source by source, as data: for `explain` to print. */
import { childColumns } from '../../query/children.ts'
import type { Binding } from '../../query/query.ts'
import { compileCount } from '../../query/count.ts'
import type { Context, Pruned, SearchPlan, SourcePlan, Trace } from '../../plan/model.ts'
import { planRead } from '../../plan/read.ts'
import { planSearch } from '../../plan/search.ts'
import type { Database } from '../../rows/database.ts'
import { layoutFor } from '../../search/asked.ts'
import { matchWalk, startSearch } from '../../search/search.ts'
import { isChecked, stateRows } from '../../search/walk.ts'
import type { Layout } from '../../write/layout.ts'
import type { Asked } from './asked.ts'

export interface SourceExplained {
  readonly source: string
  readonly at: string
  readonly driver: string
  /** Kinds that may match; empty where the source has but one. */
  readonly kinds: readonly string[]
  /** True where SQL only bounds the answer, and each row is looked at again. */
  readonly checked: boolean
  readonly predicates: readonly Trace[]
  readonly sql: string
  readonly bindings: readonly string[]
  /** The database's own words. */
  readonly plan: string
  /** Child tables that are read by key, a statement a batch. */
  readonly children: readonly string[]
  /** The statement that counts, where a total is asked for and SQL can give it. */
  readonly count?: string
}

export interface Explained {
  readonly request: string
  readonly organization: string
  readonly sources: readonly SourceExplained[]
  readonly pruned: readonly { readonly source: string; readonly at: string; readonly reason: string }[]
  readonly warnings: readonly string[]
}

const placeOf = ({ at }: { readonly at: { readonly file: string; readonly line: number } }): string =>
  `${at.file}:${at.line}`

const printBinding = ({ value, type }: Binding): string => `'${value}' ${type.kind}`

interface Reading {
  readonly plan: SourcePlan
  readonly layout: Layout
  readonly limit: number
  readonly counted: boolean
}

async function explainSource({ plan, layout, limit, counted }: Reading, database: Database): Promise<SourceExplained> {
  const { query } = stateRows({ plan, layout, database }, { limit })
  const kinds = plan.kinds.flatMap(({ kind }) => kind.id ?? [])
  return {
    source: plan.source.name,
    at: placeOf(plan.source),
    driver: `${plan.driver.by}: ${plan.driver.text}`,
    kinds: plan.source.kinds.length > 1 ? kinds : [],
    checked: isChecked(plan),
    predicates: plan.trace,
    sql: query.sql,
    bindings: query.bindings.map(printBinding),
    plan: await database.explain(query),
    children: layout.children.map(
      ({ rows }) =>
        `${rows.table.name} by ${childColumns(rows)
          .map(({ name }) => name)
          .join(', ')}`,
    ),
    ...(counted && !isChecked(plan) && { count: compileCount(plan, database.dialect).sql }),
  }
}

function readingsOf(plan: SearchPlan, database: Database): readonly Reading[] {
  const search = startSearch(plan, database)
  return plan.sources.map((source) => ({
    plan: source,
    layout: matchWalk(search, source).layout,
    limit: plan.count + 1,
    counted: plan.total === 'accurate',
  }))
}

const prunedOf = ({ source, reason }: Pruned) => ({ source: source.name, at: placeOf(source), reason })

async function explainAll(readings: readonly Reading[], database: Database): Promise<readonly SourceExplained[]> {
  const sources: SourceExplained[] = []
  for (const reading of readings) sources.push(await explainSource(reading, database))
  return sources
}

/** Runs no statement of the plan. Throws Problem as the request itself would. */
export async function explain(asked: Asked, context: Context, database: Database): Promise<Explained> {
  const organization = context.tenant.key
  if (asked.kind === 'read') {
    const { source } = planRead(asked.type, asked.id, context)
    const layout = layoutFor(source, { isWritten: true, hits: [] })
    const sources = await explainAll([{ plan: source, layout, limit: 1, counted: false }], database)
    return { request: `${context.base}/${asked.type}/${asked.id}`, organization, sources, pruned: [], warnings: [] }
  }
  const plan = planSearch(asked.request, context)
  const sources = await explainAll(readingsOf(plan, database), database)
  return { request: plan.self, organization, sources, pruned: plan.pruned.map(prunedOf), warnings: plan.warnings }
}
