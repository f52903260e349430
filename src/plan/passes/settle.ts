/** The fourth pass: a draft -> its conditions in their simplest form, with checks only where they decide. */
import { and, or } from '../../mapping/cond.ts'
import { resolveFacts } from '../../mapping/forward.ts'
import type { Facts } from '../../mapping/model.ts'
import type { Draft, DraftKind } from './draft.ts'
import type { KindPlan, SourcePlan } from '../model.ts'
import { simplify } from '../conditions/simplify.ts'

const needsCheck = ({ matching: { between } }: DraftKind): boolean => between.over !== between.under

function settleKind(draft: DraftKind, facts: Facts): KindPlan {
  const { kind, matching } = draft
  const where = simplify(resolveFacts(and(kind.when, matching.between.over), facts))
  return { kind, where, ...(needsCheck(draft) && { check: (row) => matching.decide(row) }) }
}

const isNever = ({ kind, value }: { readonly kind: string; readonly value?: unknown }): boolean =>
  kind === 'constant' && value === false

/** All but the driver. Undefined where the conditions contradict each other. */
export function settle(draft: Draft, facts: Facts): Omit<SourcePlan, 'driver' | 'seeks' | 'charts'> | undefined {
  const kinds = draft.kinds.map((kind) => settleKind(kind, facts)).filter(({ where }) => !isNever(where))
  const root = simplify(resolveFacts(draft.root, facts))
  // What every kind asks comes in front, where an index can serve it; the kinds' own conditions follow as alternatives.
  const where = simplify(and(root, or(...kinds.map((kind) => kind.where))))
  if (kinds.length === 0 || isNever(where)) return undefined
  const checked = draft.kinds.filter(needsCheck)
  return {
    source: draft.source,
    kinds,
    root,
    where,
    facts,
    columns: [...new Set(checked.flatMap(({ matching }) => matching.columns))],
    hits: [...new Set(checked.flatMap(({ matching }) => matching.hits))],
    trace: draft.trace,
  }
}
