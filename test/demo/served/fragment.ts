/** A resource and a manifest's fragment -> where the one does not contain the other. */
import type { FragmentValue } from '../../../scripts/demo/database/manifest.ts'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const differsInMember = (actual: unknown, expected: FragmentValue, path: string): string | undefined => {
  if (Array.isArray(expected)) return differsInList(actual, expected as readonly FragmentValue[], path)
  if (!isObject(expected)) return actual === expected ? undefined : `${path} is ${JSON.stringify(actual)}`
  if (!isObject(actual)) return `${path} is ${JSON.stringify(actual)}`
  for (const [name, value] of Object.entries(expected)) {
    const difference = differsInMember(actual[name], value as FragmentValue, `${path}.${name}`)
    if (difference !== undefined) return difference
  }
  return undefined
}

/** Each entry has to be contained by some entry, in any order. */
function differsInList(actual: unknown, expected: readonly FragmentValue[], path: string): string | undefined {
  if (!Array.isArray(actual)) return `${path} is ${JSON.stringify(actual)}`
  const missing = expected.find((part) => !actual.some((each) => differsInMember(each, part, path) === undefined))
  return missing === undefined ? undefined : `no ${path} is like ${JSON.stringify(missing)}: ${JSON.stringify(actual)}`
}

/** Undefined when all of the fragment is there. */
export const differenceOf = (actual: unknown, expected: FragmentValue, name: string): string | undefined =>
  differsInMember(actual, expected, name)

/** The value at a path of names, through lists; undefined when there is none. */
export const valueAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>(
    (at, name) =>
      [at]
        .flat()
        .map((each) => (isObject(each) ? each[name] : undefined))
        .find((each) => each !== undefined),
    value,
  )
