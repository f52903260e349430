/** A list of values -> the same with its last one repeated, up to one of a few lengths: statements differ by little else, and databases keep each that differs. */

/** Short lists are common, and each length of them is worth a statement of its own. */
const shortest = 8

const lengthFor = (length: number): number => {
  if (length <= shortest) return length
  return length <= 64 ? 2 ** Math.ceil(Math.log2(length)) : Math.ceil(length / 64) * 64
}

/** Asks for the same. */
export function padded(values: readonly string[]): readonly string[] {
  const last = values.at(-1)
  const missing = lengthFor(values.length) - values.length
  return last === undefined || missing === 0 ? values : [...values, ...Array<string>(missing).fill(last)]
}
