/** The few forms that the JSON Schema of mappings is made of. https://json-schema.org/draft-07 */

export type Schema = Readonly<Record<string, unknown>>

export const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` })
export const either = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas })
export const listOf = (items: Schema): Schema => ({ type: 'array', items })
export const oneOrMany = (schema: Schema): Schema => either(schema, listOf(schema))
export const said = (description: string, schema: Schema): Schema => ({ description, ...schema })

/** A map of known keys. */
export const map = (properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
})

export const byName = (schema: Schema): Schema => ({ type: 'object', additionalProperties: schema })
/** Known words come up in an editor; others are let through. */
export const words = (...known: readonly string[]): Schema => either({ enum: known }, ref('text'))

export const text = ref('text')
export const condition = ref('condition')
