/** Texts with something invisible in them, which collations put where they like -> the ranges of an index that hold them all. */
import { collatedRange } from './like.ts'
import type { Bind } from './rules.ts'

type Range = readonly [from: string, below?: string]

/** Control characters stand before all signs (a blank at the end of a CHAR is nothing to be before), or are passed over, and then the text is among those of its head; the last of ASCII stands behind all letters of that. */
const invisibleBehind = (text: string): readonly Range[] => [
  [`${text}\u0001`, `${text}!`],
  [`${text}\u007f`, `${text}\u00a1`],
]

function rangesOf(head: string): readonly Range[] {
  const below = collatedRange(head)?.below
  const beginnings = Array.from({ length: head.length + 1 }, (_, at) => head.slice(0, at))
  return [below === undefined ? [head] : [head, below], ...beginnings.flatMap(invisibleBehind)]
}

/** What stands in front of the pattern: nothing where no index is sought. `heads` are one or two letters or digits, and no whole texts. */
export function veiledSeek(sql: string, heads: readonly string[], bind: Bind): string {
  const ranges = new Map(heads.flatMap(rangesOf).map((range) => [range.join('\n'), range]))
  const written = [...ranges.values()].map(([from, below]) => {
    const lower = `${sql} >= ${bind(from)}`
    return below === undefined ? lower : `${lower} AND ${sql} < ${bind(below)}`
  })
  return written.length === 0 ? '' : `(${written.join(' OR ')}) AND `
}
