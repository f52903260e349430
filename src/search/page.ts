/** The sources of a search, one after the other in key order -> the matches of one page. */
import type { Position, SourcePlan } from '../plan/model.ts'
import { positionOf, matchWalk, type Progress, type Search, type Taken } from './search.ts'
import { walkSource, type Step } from './walk.ts'

/** The sources from the one in which the page before ended, whether or not the caller still reaches that one. */
function sourcesFrom({ sources, after, context }: Search['plan']): readonly SourcePlan[] {
  const last = after && context.mapping.byName.get(after.source)
  return last === undefined ? sources : sources.filter(({ source }) => source.ordinal >= last.ordinal)
}

/** Behind the last row looked at, all of its kinds included. */
const behindRow = ({ source, kinds }: SourcePlan, { last }: Step): Position => ({
  source: source.name,
  key: last,
  kind: Math.max(...kinds.map(({ kind }) => kind.ordinal)),
})

/** Takes what the page has room for; sets `next` when it is full or has looked at as many rows as it may. */
function take(search: Search, progress: Progress, plan: SourcePlan, step: Step, behind: Position | undefined): Taken {
  const { count, context } = search.plan
  const found = step.found.slice(0, count - progress.taken)
  const isFull = found.length < step.found.length
  progress.taken += found.length
  progress.examined += step.examined
  const last = found.at(-1)
  if (isFull) progress.next = last ? positionOf(plan, last) : behind
  else if (progress.examined >= Math.max(context.limits.gatherRows, count + 1)) progress.next = behindRow(plan, step)
  return { plan, shape: step.shape, found, lost: step.lost }
}

/**
 * In order, batch by batch, until the page is full and one more match is known to come, the sources are over, or as many rows were
 * examined as a request may. Then `progress.next` is set, or there is no next page.
 */
export async function* pageMatches(search: Search, progress: Progress): AsyncGenerator<Taken, void> {
  const { count, after } = search.plan
  let behind = after
  for (const plan of sourcesFrom(search.plan)) {
    const room = (): number => count - progress.taken + 1
    const walk = {
      ...matchWalk(search, plan),
      room,
      enough: room,
      ...(after?.source === plan.source.name && { after }),
    }
    for await (const step of walkSource(walk)) {
      const taken = take(search, progress, plan, step, behind)
      const last = taken.found.at(-1)
      if (last) behind = positionOf(plan, last)
      yield taken
      if (progress.next) return
    }
  }
}
