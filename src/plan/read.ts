/** A type and an id -> the plan that reads it, or 404: what the caller may not see is not there. */
import { Problem } from '../fhir/problem.ts'
import { decodeId } from '../mapping/id.ts'
import type { Facts } from '../mapping/model.ts'
import type { Draft } from './draft.ts'
import { factsOf } from './facts.ts'
import { matchKeys } from './id-parameter.ts'
import { allOf } from './matching.ts'
import type { Context, Driver, ReadPlan } from './model.ts'
import { narrow } from './narrow.ts'
import { accessFor, checkGranted, restrict } from './restrict.ts'
import { settle } from './settle.ts'
import { sourcesOf } from './type.ts'

const byId: Driver = { by: 'id', text: 'the key that the id stands for' }

/** The same for what is not there and what is out of reach, so that ids confirm nothing. */
export const notFound = (type: string): Problem =>
  new Problem('plan-not-found', `There is no such ${type}, or none that the caller may see.`)

/** Throws Problem plan-type-unknown, auth-scope, plan-not-found. The row itself may still turn out not to be there. */
export function planRead(type: string, id: string, context: Context, facts: Facts = factsOf(context)): ReadPlan {
  sourcesOf(context.mapping, type)
  const granted = accessFor(context, type, 'read')
  checkGranted(granted, type, 'read')
  const decoded = decodeId(context.mapping, type, id)
  const [draft] = decoded === undefined ? [] : restrict([decoded.source], granted, context, facts)
  if (decoded === undefined || draft === undefined) throw notFound(type)
  const keyed = matchKeys(decoded.source, [decoded.key], facts)
  const meant = draft.kinds.filter(({ kind }) => decoded.kind === undefined || decoded.kind === kind)
  const kinds = meant.map((each) => ({ ...each, matching: allOf([each.matching, keyed]) }))
  return { kind: 'read', context, facts, id, source: { ...settleOne({ ...draft, kinds }, type, facts), driver: byId } }
}

function settleOne(draft: Draft, type: string, facts: Facts) {
  const [left] = narrow([draft], []).left
  const settled = left && settle(left, facts)
  if (settled === undefined) throw notFound(type)
  return settled
}
