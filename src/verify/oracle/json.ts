/** Looks into a resource whose shape nobody has promised: every answer may be undefined. */

/** The member of an object; undefined when `value` is no object or has no such member. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** The member, when it is a text with something in it. */
export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** A list as it is, a single value as a list of one, nothing as the empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The texts among a member that is a list of texts, or one text. */
export function textsOf(value: unknown, name: string): readonly string[] {
  return listOf(member(value, name)).filter((item) => typeof item === 'string')
}
