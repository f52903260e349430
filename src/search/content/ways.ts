/** The alternatives of a Binary's bytes -> those that count for a row, in order. */
import { holds } from '../../mapping/forward.ts'
import type { Facts, Joined, Occurrence, Reader, Stored } from '../../mapping/model.ts'
import type { Needs } from '../../write/needs.ts'

/** Where bytes come from. */
export interface Way {
  readonly stored: Stored
  /** There where they are those of child rows, one after the other. */
  readonly joined?: Joined
}

function wayOf({ node, each }: Occurrence): readonly Way[] {
  const stored = node.kind === 'hole' ? node.lens.content : undefined
  if (stored === undefined) return []
  return [{ stored, ...(each?.kind === 'joined' && { joined: each }) }]
}

export const waysOf = (occurrences: readonly Occurrence[], reader: Reader, facts: Facts): readonly Way[] =>
  occurrences
    .filter(({ when }) => holds(when, reader, facts))
    .flatMap((each) => (each.node.kind === 'first' ? waysOf(each.node.of, reader, facts) : wayOf(each)))

/** What tells which ways count, and leads to their rows; of the bytes themselves nothing. */
export function needWays(needs: Needs, occurrences: readonly Occurrence[], parents: (way: Way) => void): void {
  for (const each of occurrences) {
    needs.cond(each.when)
    if (each.node.kind === 'first') needWays(needs, each.node.of, parents)
    for (const way of wayOf(each)) parents(way)
  }
}
