/** What is done with a text or list of some size -> how the work grows with it, told by the processor time it takes: no other process counts. */

/** Below this clocks tell nothing: milliseconds. */
const least = 1
const tries = 3
/** Twice the size is twice the work where it grows with it, four times where it grows by the square. */
const steps = 8

function costOf(work: (size: number) => void, size: number): number {
  const started = process.cpuUsage()
  work(size)
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

const cheapest = (work: (size: number) => void, size: number): number =>
  Math.max(least, Math.min(...Array.from({ length: tries }, () => costOf(work, size))))

/** How many times the work grows with eight times the size, up to `size`: 8 where it is read once, 64 where it is read for each of its parts. */
export function growthOf(work: (size: number) => void, size: number): number {
  const small = cheapest(work, size / steps)
  return cheapest(work, size) / small
}

/** Between the two, with room for what a garbage collection takes. */
export const mostGrowth = 24
