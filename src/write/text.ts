/** Values -> JSON text. https://hl7.org/fhir/R4/json.html#primitive */
import { elementByJsonName } from '../fhir/definitions.ts'
import type { Json } from '../mapping/model.ts'

const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const integerText = /^-?(?:0|[1-9]\d*)$/
const booleanText = /^(?:true|false)$/

/** Types that JSON writes without quotes, with the form their text must have. */
const bare: ReadonlyMap<string, RegExp> = new Map([
  ['boolean', booleanText],
  ['decimal', numberText],
  ['integer', integerText],
  ['positiveInt', integerText],
  ['unsignedInt', integerText],
])

// Quotes, backslashes, control characters, and surrogates, which may stand alone.
const awkward = /["\\\u0000-\u001f\ud800-\udfff]/

/** A text as a JSON string. */
export const quote = (text: string): string => (awkward.test(text) ? JSON.stringify(text) : `"${text}"`)

/** The text of a primitive of a FHIR type; undefined where it is not of the type's form. */
export function primitiveText(text: string, type: string): string | undefined {
  const form = bare.get(type)
  if (form === undefined) return quote(text)
  return form.test(text) ? text : undefined
}

const memberTypes = new Map<string, string>()

/** The type of a member of a type, by its name in JSON. */
function memberType(type: string, name: string): string {
  const key = `${type} ${name}`
  const known = memberTypes.get(key)
  if (known !== undefined) return known
  const found = elementByJsonName(type, name)?.type ?? 'string'
  memberTypes.set(key, found)
  return found
}

const listText = (values: readonly Json[], type: string): string | undefined => {
  const texts = values.map((value) => valueText(value, type))
  return texts.includes(undefined) ? undefined : `[${texts.join()}]`
}

function objectText(value: { readonly [name: string]: Json }, type: string): string | undefined {
  let text = ''
  for (const name of Object.keys(value)) {
    const member = valueText(value[name]!, memberType(type, name))
    if (member === undefined) return undefined
    text += `${text === '' ? '{' : ','}${quote(name)}:${member}`
  }
  return text === '' ? undefined : `${text}}`
}

/** The text of a value of a FHIR type; undefined where some primitive in it is not of its type's form. */
export function valueText(value: Json, type: string): string | undefined {
  if (typeof value === 'string') return primitiveText(value, type)
  return Array.isArray(value) ? listText(value as readonly Json[], type) : objectText(value as Exclude<Json, string | readonly Json[]>, type)
}
