/** The words that the table of settings is written in: one function for each kind of value. */

/** The part of JSON Schema in use here. `title` says in words what a value may be. https://json-schema.org/draft-07 */
export interface Setting {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean' | readonly ['string', 'array']
  readonly title: string
  readonly description: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Setting>>
  readonly required?: readonly string[]
  readonly additionalProperties?: false
  readonly items?: Setting
  readonly minItems?: number
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  /** A secret: what was found is not printed. */
  readonly writeOnly?: true
}

type Extra = Partial<Pick<Setting, 'default' | 'writeOnly'>>

export const text = (title: string, pattern: string, description: string, extra: Extra = {}): Setting => ({
  type: 'string',
  title,
  pattern,
  description,
  ...extra,
})

export const integer = (minimum: number, maximum: number, description: string, value?: number): Setting => ({
  type: 'integer',
  title: `a whole number from ${minimum} to ${maximum}`,
  minimum,
  maximum,
  description,
  ...(value !== undefined && { default: value }),
})

const keyForm = '^[A-Za-z0-9+/]{43}=$'

export const choice = (options: readonly string[], description: string, extra: Extra = {}): Setting => ({
  type: 'string',
  title: `one of ${options.join(', ')}`,
  enum: options,
  description,
  ...extra,
})

export const flag = (description: string, value: boolean): Setting => ({
  type: 'boolean',
  title: 'true or false',
  description,
  default: value,
})

export const list = (items: Setting, description: string, value?: readonly string[]): Setting => ({
  type: 'array',
  title: `a list of one or more, each ${items.title}`,
  items,
  minItems: 1,
  description,
  ...(value !== undefined && { default: value }),
})

/** One secret, or several: what is made goes by the first, what comes back may go by any. */
export const keys = (description: string): Setting => ({
  type: ['string', 'array'],
  title: '32 bytes in base64, or a list of such',
  pattern: keyForm,
  items: text('32 bytes in base64', keyForm, '', { writeOnly: true }),
  minItems: 1,
  description,
  writeOnly: true,
})

/** `required`: the members that have no default and may not be left out. */
export const group = (
  description: string,
  properties: Record<string, Setting>,
  required: readonly string[] = [],
): Setting => ({
  type: 'object',
  title: 'a group of settings',
  description,
  properties,
  required,
  additionalProperties: false,
  // Where nothing has to be said, the group itself may be left out.
  ...(required.length === 0 && { default: {} }),
})

/** A URL without a slash at its end. */
export const url = '^https?://[^\\s/?#]+(/[^\\s?#]*[^\\s/?#])?$'

/** A URL of nothing but a host and perhaps a port. */
export const origin = (description: string): Setting =>
  text('an http or https URL without a path', '^https?://[^\\s/?#]+$', description)

/** In milliseconds. */
export const day = 86_400_000
