/** A search parameter's FHIRPath -> the members of a resource that it looks at, so that those which say the same are looked at once. */
import { alternatives } from './expression.ts'

const root = /(?<![\w.])[A-Z]\w*\.(\w+)/g
const begins = /^\(*[A-Z]\w*\.\w/

/** Undefined where that cannot be told from the text. A member of a choice is named without its type: `value`. */
export function membersIn(expression: string): readonly string[] | undefined {
  const text = expression.replace(/'(?:[^'\\]|\\.)*'/g, "''")
  if (text.includes('%') || !alternatives(text).every((each) => begins.test(each))) return undefined
  return [...new Set([...text.matchAll(root)].map(([, name = '']) => name))]
}

/** `value` names `valueQuantity`, and `_value` what is said of it. What is named beside does no harm. */
const isNamed = (member: string, names: readonly string[]): boolean =>
  names.some((name) => new RegExp(`^_?${name}(?![a-z0-9])`).test(member))

/** A resource -> the same without the members that are not named. */
export function cutTo(names: readonly string[]): (resource: object) => object {
  const known = new Map<string, boolean>()
  const isWanted = (member: string): boolean => {
    const is = known.get(member) ?? isNamed(member, ['resourceType', ...names])
    known.set(member, is)
    return is
  }
  return (resource) => Object.fromEntries(Object.entries(resource).filter(([member]) => isWanted(member)))
}
