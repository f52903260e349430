/** The fourth pass: a draft -> its conditions in their simplest form, what all kinds share in front, checks only where they decide. */
import { always, and, or, type Cond } from '../mapping/cond.ts'
import { resolveClock } from '../mapping/forward.ts'
import type { Facts } from '../mapping/model.ts'
import { condKey } from './cond-key.ts'
import type { Draft, DraftKind } from './draft.ts'
import type { KindPlan, SourcePlan } from './model.ts'
import { simplify } from './simplify.ts'

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

const needsCheck = ({ matching: { between } }: DraftKind): boolean => between.over !== between.under

function settleKind(draft: DraftKind, facts: Facts): KindPlan {
  const { kind, matching } = draft
  const where = simplify(resolveClock(and(kind.when, matching.between.over), facts))
  return { kind, where, ...(needsCheck(draft) && { check: (row) => matching.decide(row) }) }
}

interface Shared {
  readonly common: Cond
  readonly rest: Cond
}

/** What every kind asks stands once, where an index can serve it; the kinds' own conditions follow as alternatives. */
function share(kinds: readonly KindPlan[]): Shared {
  const [first, ...others] = kinds
  if (first === undefined) return { common: or(), rest: always }
  if (others.length === 0) return { common: first.where, rest: always }
  const keys = others.map(({ where }) => new Set(partsOf(where).map(condKey)))
  const isCommon = (cond: Cond): boolean => keys.every((each) => each.has(condKey(cond)))
  const common = partsOf(first.where).filter(isCommon)
  const known = new Set(common.map(condKey))
  const rest = kinds.map(({ where }) => and(...partsOf(where).filter((part) => !known.has(condKey(part)))))
  return { common: and(...common), rest: simplify(or(...rest)) }
}

const isNever = ({ kind, value }: { readonly kind: string; readonly value?: unknown }): boolean => kind === 'constant' && value === false

/** All but the driver. Undefined where the conditions contradict each other. */
export function settle(draft: Draft, facts: Facts): Omit<SourcePlan, 'driver'> | undefined {
  const kinds = draft.kinds.map((kind) => settleKind(kind, facts)).filter(({ where }) => !isNever(where))
  const { common, rest } = share(kinds)
  const root = simplify(and(resolveClock(draft.root, facts), common))
  const where = simplify(and(root, rest))
  if (kinds.length === 0 || isNever(where)) return undefined
  const checked = draft.kinds.filter(needsCheck)
  return {
    source: draft.source,
    kinds,
    root,
    where,
    columns: [...new Set(checked.flatMap(({ matching }) => matching.columns))],
    hits: [...new Set(checked.flatMap(({ matching }) => matching.hits))],
    trace: draft.trace,
  }
}
