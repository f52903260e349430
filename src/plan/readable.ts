/** What a grant may read of a source, whatever the key: the same for every id, so it is planned once a grant and not once a request. */
import type { Access } from '../auth/access.ts'
import type { Grant } from '../auth/grant.ts'
import { and, or, type Cond } from '../mapping/cond.ts'
import type { Facts, Source } from '../mapping/model.ts'
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

/** Grants are kept as long as their tokens, sources as long as their mapping: what is remembered ends with them. It names no key and no row. */
const remembered = new WeakMap<Grant, WeakMap<Source, Remembered>>()

function plan(source: Source, granted: Access, context: Context, facts: Facts): Readable | undefined {
  const [left] = narrow(restrict([source], granted, context, facts), []).left
  return left && settle(left, facts)
}

/** Undefined where nothing of the source can be read. */
export function readableOf(source: Source, granted: Access, context: Context, facts: Facts): Readable | undefined {
  const minute = Math.floor(facts.now / 60_000)
  const bySource = remembered.get(context.grant) ?? new WeakMap<Source, Remembered>()
  const known = bySource.get(source)
  if (known?.minute === minute) return known.readable
  const readable = plan(source, granted, context, facts)
  remembered.set(context.grant, bySource.set(source, { minute, readable }))
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
