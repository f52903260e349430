/** A type and an id -> the plan that reads it, or 404: what the caller may not see is not there. */
import type { Access } from '../auth/access.ts'
import { Problem } from '../fhir/problem.ts'
import { decodeId, type DecodedId } from '../mapping/id.ts'
import type { Facts, Kind, Source } from '../mapping/model.ts'
import { factsOf } from './facts.ts'
import { matchIds } from './question/id-parameter.ts'
import { allOf } from './question/matching.ts'
import type { Context, Driver, ReadPlan, SourcePlan } from './model.ts'
import { narrow } from './passes/narrow.ts'
import { readableOf, withKey } from './readable.ts'
import { accessFor, checkGranted, restrict } from './passes/restrict.ts'
import { settle } from './passes/settle.ts'
import { sourcesOf } from './question/offered.ts'

const byId: Driver = { by: 'id', text: 'the key that the id stands for' }

/** The same for what is not there and what is out of reach, so that ids confirm nothing. */
export const notFound = (type: string): Problem =>
  new Problem('plan-not-found', `There is no such ${type}, or none that the caller may see.`)

/** The key of a Patient may contradict the compartment, and one of text, or a hash, needs its row looked at: such plans are made whole. */
const isSimple = ({ root, key, isHashed }: Source): boolean =>
  root.kind !== 'self' && isHashed !== true && key.every(({ codec }) => codec !== 'text')

/** Throws Problem plan-type-unknown, auth-scope, plan-not-found. The row itself may still turn out not to be there. */
export function planRead(type: string, id: string, context: Context): ReadPlan {
  sourcesOf(context.mapping, type)
  const granted = accessFor(context, type, 'read')
  checkGranted(granted, type, 'read')
  return planGranted(type, id, context, granted)
}

/** The same by rules that were found elsewhere; of one type and grant they are always the same. */
export function planGranted(type: string, id: string, context: Context, granted: Access): ReadPlan {
  const facts = factsOf(context)
  const decoded = decodeId(context.mapping, type, id)
  if (decoded === undefined) throw notFound(type)
  const source = (isSimple(decoded.source) ? planKnown : planWhole)(decoded, granted, context, facts)
  if (source === undefined) throw notFound(type)
  return { kind: 'read', context, facts, id, source: { ...source, driver: byId } }
}

type Planned = Omit<SourcePlan, 'driver'> | undefined

const isMeant =
  (decoded: DecodedId) =>
  (kind: Kind): boolean =>
    decoded.kind === undefined || decoded.kind === kind

function planKnown(decoded: DecodedId, granted: Access, context: Context, facts: Facts): Planned {
  const readable = readableOf(decoded.source, granted, context, facts)
  const keyed = matchIds(decoded.source, [decoded], facts)
  return readable && withKey(readable, keyed.between.over, isMeant(decoded))
}

function planWhole(decoded: DecodedId, granted: Access, context: Context, facts: Facts): Planned {
  const [draft] = restrict([decoded.source], granted, context, facts)
  if (draft === undefined) return undefined
  const keyed = matchIds(decoded.source, [decoded], facts)
  const meant = draft.kinds.filter(({ kind }) => isMeant(decoded)(kind))
  const kinds = meant.map((each) => ({ ...each, matching: allOf([each.matching, keyed]) }))
  const [left] = narrow([{ ...draft, kinds }], []).left
  return left && settle(left, facts)
}
