/** What a measure gives, and the arithmetic of its runs. */
import type { Dialect } from '../../src/query/query.ts'

export type Engine = Extract<Dialect, 'sqlite' | 'postgres'>

/** One line of the table. `ratio` is ours against the floor, or what `unit` says where the target is no ratio. */
export interface Row {
  readonly id: string
  readonly engine: Engine | '-'
  readonly what: string
  /** Of floor, ordinary and ours. */
  readonly unit: string
  readonly floor: number
  /** The shape most gateways have: objects, `JSON.stringify`, plain Express. Undefined where it has none. */
  readonly ordinary?: number
  readonly ours: number
  /** What is held against the target, in its unit. */
  readonly ratio: number
  /** Undefined where nothing is promised: what is measured is stated. */
  readonly target?: number
  /** Whether a smaller ratio is a better one. */
  readonly isLess?: boolean
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

export type Point = readonly [x: number, y: number]

/** Of the line that comes closest to the points, by least squares. */
export function slope(points: readonly Point[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))]
  const spread = points.reduce((sum, [each]) => sum + (each - x) ** 2, 0)
  return points.reduce((sum, [one, other]) => sum + (one - x) * (other - y), 0) / spread
}

/** Something whose speed is measured: runs for about `ms` and gives a rate. */
export type Contender = (ms: number) => number | Promise<number>

export interface Race<Name extends string> {
  /** Median rates. */
  readonly rates: Readonly<Record<Name, number>>
  /** The median over rounds of one contender's rate against another's in the same round. */
  ratio(one: Name, other: Name): number
  /** The median over rounds of how many milliseconds longer one answer of the one takes, where rates are of one client, a second. */
  gap(one: Name, other: Name): number
}

/**
 * Rounds in which each contender runs once, in turning order, so that what slows the machine slows all of them. The first round warms up
 * and does not count.
 */
export async function race<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  seconds: number,
  rounds = 7,
): Promise<Race<Name>> {
  const names = Object.keys(contenders) as Name[]
  const slice = (seconds * 1000) / rounds / names.length
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round <= rounds; round++) {
    for (const name of names.map((_, index) => names[(index + round) % names.length]!)) {
      const rate = await contenders[name](slice)
      if (round > 0) rates[name].push(rate)
    }
  }
  return {
    rates: Object.fromEntries(names.map((name) => [name, median(rates[name])])) as Record<Name, number>,
    ratio: (one, other) => median(rates[one].map((rate, round) => rate / rates[other][round]!)),
    gap: (one, other) => median(rates[one].map((rate, round) => 1000 / rate - 1000 / rates[other][round]!)),
  }
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** A function -> its rate: calls a second of CPU, so that what else the machine does is not measured; many at once, for the clock costs too. */
export const rateOf =
  (work: () => unknown, callsAtOnce = 100): Contender =>
  (ms) => {
    const [started, cpu] = [performance.now(), cpuSeconds()]
    let calls = 0
    while (performance.now() - started < ms) {
      for (let call = 0; call < callsAtOnce; call++) work()
      calls += callsAtOnce
    }
    return calls / (cpuSeconds() - cpu)
  }
