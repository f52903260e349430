/** A posted form -> its fields, or nothing where it has anything unexpected. https://url.spec.whatwg.org/#application/x-www-form-urlencoded */

/** What every form brings along. */
export interface Answered {
  readonly csrf: string
  readonly interaction?: string
}

/** The most characters of each field. */
const caps = {
  csrf: 200,
  interaction: 200,
  action: 16,
  patient: 64,
  organization: 128,
  name: 100,
  birthDate: 10,
  chart: 64,
} as const

export type FieldName = keyof typeof caps

export type Fields = Answered & { readonly [name in Exclude<FieldName, keyof Answered>]?: string }

const isWhole = (fields: { readonly [name in FieldName]?: string }): fields is Fields =>
  fields.csrf !== undefined && fields.csrf !== ''

/**
 * The fields `names` beside those of every form, each there at most once and not too long. Undefined for a form without a token, with
 * other fields, or with repeated ones; only the field `list` may be repeated, and is left to the caller.
 */
export function readFields(body: URLSearchParams, names: readonly FieldName[], list?: string): Fields | undefined {
  const allowed: readonly FieldName[] = ['csrf', 'interaction', 'action', ...names]
  const known: readonly string[] = allowed
  const isExpected = [...body.keys()].every((name) => name === list || known.includes(name))
  const values = allowed.map((name) => [name, body.getAll(name)] as const)
  const isFit = values.every(([name, found]) => found.length <= 1 && (found[0] ?? '').length <= caps[name])
  if (!isExpected || !isFit) return undefined
  const fields = Object.fromEntries(values.flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])))
  return isWhole(fields) ? fields : undefined
}

/** What every form brings along, alone. */
export const answeredOf = ({ csrf, interaction }: Fields): Answered => ({
  csrf,
  ...(interaction === undefined ? {} : { interaction }),
})
