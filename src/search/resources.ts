/** A source -> every resource that it can give for an organization, or for one patient of it, whoever asks: for proofs, never for a client. */
import { and, isExact } from '../mapping/cond.ts'
import type { Facts, Kind, Reader, Source } from '../mapping/model.ts'
import { factsOf } from '../plan/facts.ts'
import { anything } from '../plan/question/matching.ts'
import type { Context, SourcePlan } from '../plan/model.ts'
import type { Draft } from '../plan/passes/draft.ts'
import { driverOf, servingOf } from '../plan/passes/drive.ts'
import { compartmentOf, rootOf } from '../plan/passes/root.ts'
import { settle } from '../plan/passes/settle.ts'
import type { Database } from '../rows/database.ts'
import type { BadValue } from '../write/frame.ts'
import { layoutFor } from './asked.ts'
import { entryWriter } from './entries.ts'
import { walkSource, type Step } from './walk.ts'

export interface Produced {
  readonly kind: Kind
  readonly id: string
  /** The resource's text; '' where the row gives no valid one. */
  readonly json: string
  readonly bad: readonly BadValue[]
  /** The row that it was written of, as lenses and conditions see it: for the slow twin. */
  readonly row: Reader
  /** With what was looked up for the row. */
  readonly facts: Facts
}

/** What a grant that reaches one patient is shown by no scope: all of the compartment. */
function draftOf(source: Source, context: Context, facts: Facts): Draft {
  const { patient } = context.grant
  const inside = patient === undefined ? anything : compartmentOf(source, patient, context, facts)
  const matching = isExact(inside.between) ? anything : inside
  const root = and(rootOf(source, context), inside.between.over)
  return { source, root, kinds: source.kinds.map((kind) => ({ kind, matching })), trace: [] }
}

function planAll(source: Source, context: Context, facts: Facts): SourcePlan | undefined {
  const plan = settle(draftOf(source, context, facts), facts)
  const driven =
    plan && context.grant.patient !== undefined ? driverOf(servingOf(source, context), plan.where) : undefined
  return plan && { ...plan, driver: { by: 'scan', text: `all rows of ${source.from.name}` }, ...driven }
}

function* produce(plan: SourcePlan, { found, shape }: Step, facts: Facts, base: string): Generator<Produced, void> {
  const writer = entryWriter(plan, shape, { facts, tenant: facts.tenant, base })
  for (const each of found) {
    const bad: BadValue[] = []
    const json = writer.resource(each, bad)
    yield { kind: each.kind, id: each.id, json, bad, row: shape.reader(each.row, each.children), facts }
  }
}

/** Where no child rows are read, all rows come by one statement. */
const rowsAtOnce = 2_000_000_000

/** In key order. Deleted rows and those of nobody are left out, as in a search. */
export async function* readAll(
  source: Source,
  context: Context,
  database: Database,
  signal?: AbortSignal,
): AsyncGenerator<Produced, void> {
  const facts = factsOf(context)
  const plan = planAll(source, context, facts)
  if (!plan) return
  const layout = layoutFor(plan, { isWritten: true, hits: [] })
  const walk = { plan, layout, facts, database, ...(signal && { signal }), room: () => rowsAtOnce }
  for await (const step of walkSource(walk)) yield* produce(plan, step, facts, context.base)
}
