/** Turns a seed into the same choices every time. */

/** Numbers from 0 up to, not including, 1. */
export type Random = () => number

/** A Weyl sequence through a mixing of bits: even enough to choose by, useless for secrets. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    const once = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97)
    return ((twice ^ (twice >>> 15)) >>> 0) / 2 ** 32
  }
}

/** One of them; undefined when there is none. */
export function choose<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)]
}

/** Up to `count` different ones, in random order. */
export function chooseSome<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  const rest = [...items]
  const chosen: T[] = []
  while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(Math.floor(random() * rest.length), 1))
  return chosen
}
