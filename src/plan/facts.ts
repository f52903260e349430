/** A context -> the facts that lenses need of a request. */
import type { Facts } from '../mapping/model.ts'
import type { Context } from './model.ts'

const nothingMerged: Facts['merged'] = new Map()

/** `merged` is what the lookup of merged patients found; without it results under old keys are not found. */
export const factsOf = (
  { tenant, now }: Pick<Context, 'tenant' | 'now'>,
  merged: Facts['merged'] = nothingMerged,
): Facts => ({
  tenant,
  now,
  merged,
})
