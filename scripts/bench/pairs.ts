/** Two ways to the same end, taken in turns -> how much longer the one takes. */
import { median } from './row.ts'

/** Milliseconds of what is measured; what has to be done before it does not count. */
export type Timed = () => Promise<number>

/** Medians in milliseconds. */
export interface Pairs {
  readonly floor: number
  readonly ours: number
  /** Of the differences within a turn, so that what slows the machine slows both. */
  readonly added: number
  readonly turns: number
}

type Pair = readonly [floor: number, ours: number]

async function takeTurns(floor: Timed, ours: Timed, seconds: number): Promise<readonly Pair[]> {
  const end = performance.now() + seconds * 1000
  const pairs: Pair[] = []
  while (performance.now() < end || pairs.length < 10) {
    // Each is as often the first as the second.
    const isOursFirst = pairs.length % 2 === 1
    const before = isOursFirst ? await ours() : 0
    const alone = await floor()
    pairs.push([alone, isOursFirst ? before : await ours()])
  }
  return pairs
}

/** Servers in their first seconds are slower than ever after: as many turns again as half the time allows are not counted. */
export async function takePairs(floor: Timed, ours: Timed, seconds: number): Promise<Pairs> {
  await takeTurns(floor, ours, seconds / 2)
  const pairs = await takeTurns(floor, ours, seconds)
  return {
    floor: median(pairs.map(([one]) => one)),
    ours: median(pairs.map(([, other]) => other)),
    added: median(pairs.map(([one, other]) => other - one)),
    turns: pairs.length,
  }
}
