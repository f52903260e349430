/** A context -> the facts that lenses need of a request. */
import type { Facts } from '../mapping/model.ts'
import type { Context } from './model.ts'

export const factsOf = ({ tenant, now }: Pick<Context, 'tenant' | 'now'>): Facts => ({ tenant, now, named: new Map() })
