/** Turns a seed into the same stream of choices everywhere: small, seeded, and free of clock, locale and platform. */

/** A stream of pseudo-random choices. Every call moves it on by one step or a fixed number of steps. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number
  /** An integer from `low` to `high`, both included. */
  readonly integer: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(choices: readonly T[]) => T
  /** A bell-shaped number: the sum of four even ones, so that no engine's logarithm has a say. */
  readonly bell: (mean: number, deviation: number) => number
  readonly digits: (count: number) => string
}

/** A stream for a seed and a name within it; streams of different names have nothing to do with each other. */
export function randomFor(seed: number, name: string): Random {
  const next = sfc32(hash(`${seed}/${name}`))
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (choices) => pickOf(choices, next()),
    bell: (mean, deviation) => mean + (next() + next() + next() + next() - 2) * 1.7320508 * deviation,
    digits: (count) => Array.from({ length: count }, () => integer(0, 9)).join(''),
  }
}

function pickOf<T>(choices: readonly T[], at: number): T {
  const choice = choices[Math.floor(at * choices.length)]
  if (choice === undefined) throw new Error('There is nothing to pick from')
  return choice
}

function hash(text: string): readonly [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ code, 597399067)
    b = c ^ Math.imul(b ^ code, 2869860233)
    c = d ^ Math.imul(c ^ code, 951274213)
    d = a ^ Math.imul(d ^ code, 2716044179)
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

function sfc32([a, b, c, d]: readonly [number, number, number, number]): () => number {
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  return next
}
