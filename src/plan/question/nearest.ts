/** A name that nobody knows -> the known one that it is most like, for "did you mean". */

/** Letters to change, add, drop or swap with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(cheapest(a, b, i, j, { before, row, next }))
    before = row
    row = next
  }
  return row[b.length] ?? a.length
}

interface Rows {
  readonly before: readonly number[]
  readonly row: readonly number[]
  readonly next: readonly number[]
}

function cheapest(a: string, b: string, i: number, j: number, { before, row, next }: Rows): number {
  const isSame = a[i - 1] === b[j - 1]
  const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
  const swapped = isSwapped ? (before[j - 2] ?? Infinity) + 1 : Infinity
  return Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1), swapped)
}

/** Undefined when none is like it. Cases do not count. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const asked = name.slice(0, 60).toLowerCase()
  const limit = Math.max(1, Math.floor(asked.length / 3))
  const found = known
    .map((each) => ({ each, far: distance(asked, each.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .sort((one, other) => one.far - other.far)
  return found[0]?.each
}
