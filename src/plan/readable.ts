/** What a grant may read of a source, whatever the key: the same for every id, so it is planned once a grant and not once a request. */
import type { Access } from '../auth/access.ts'
import type { Grant } from '../auth/grant.ts'
import { and, or, type Cond } from '../mapping/cond.ts'
import type { Facts, Mapping, Source } from '../mapping/model.ts'
import type { Context, SourcePlan } from './model.ts'
import { narrow } from './passes/narrow.ts'
import { restrict } from './passes/restrict.ts'
import { settle } from './passes/settle.ts'

type Readable = Omit<SourcePlan, 'driver'>

interface Remembered {
  /** Conditions may look at the clock, so a plan holds for the minute in which it was made. */
  readonly minute: number
  readonly readable: Readable | undefined
}

/** What is remembered for the grants of one mapping, those that asked last at the end. It ends with the mapping, and names no key and no row. */
interface Memory {
  readonly grants: Map<Grant, Map<Source, Remembered>>
  plans: number
}

/** A plan takes some 2 KiB, so that all take some 16 MiB, however many tokens there are. */
export const mostPlans = 8192

const memories = new WeakMap<Mapping, Memory>()

function memoryOf(mapping: Mapping): Memory {
  const known = memories.get(mapping) ?? { grants: new Map<Grant, Map<Source, Remembered>>(), plans: 0 }
  memories.set(mapping, known)
  return known
}

/** How many plans are remembered for a mapping: at most {@link mostPlans}. */
export const plansKept = (mapping: Mapping): number => memoryOf(mapping).plans

function forgetOldest(memory: Memory): void {
  for (const [grant, plans] of memory.grants) {
    if (memory.plans <= mostPlans) return
    memory.grants.delete(grant)
    memory.plans -= plans.size
  }
}

/** The grant's own, which becomes the one that asked last. */
function plansOf({ grants }: Memory, grant: Grant): Map<Source, Remembered> {
  const own = grants.get(grant) ?? new Map<Source, Remembered>()
  grants.delete(grant)
  grants.set(grant, own)
  return own
}

function remember(memory: Memory, own: Map<Source, Remembered>, source: Source, made: Remembered): void {
  if (!own.has(source)) memory.plans++
  own.set(source, made)
  forgetOldest(memory)
}

function plan(source: Source, granted: Access, context: Context, facts: Facts): Readable | undefined {
  const [left] = narrow(restrict([source], granted, context, facts), []).left
  return left && settle(left, facts)
}

/** Undefined where nothing of the source can be read. */
export function readableOf(source: Source, granted: Access, context: Context, facts: Facts): Readable | undefined {
  const minute = Math.floor(facts.now / 60_000)
  const memory = memoryOf(context.mapping)
  const own = plansOf(memory, context.grant)
  const known = own.get(source)
  if (known?.minute === minute) return known.readable
  const readable = plan(source, granted, context, facts)
  remember(memory, own, source, { minute, readable })
  return readable
}

/** The rows of one key among them, as far as `isMeant` kinds go. The key stands beside the rest, which is in its simplest form already. */
export function withKey(
  readable: Readable,
  key: Cond,
  isMeant: (kind: Source['kinds'][number]) => boolean,
): Readable | undefined {
  const kinds = readable.kinds.filter(({ kind }) => isMeant(kind))
  if (kinds.length === 0) return undefined
  const where = and(key, readable.root, or(...kinds.map((each) => each.where)))
  return { ...readable, kinds, where }
}
