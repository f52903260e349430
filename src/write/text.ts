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

/** A member of a type, as it is written. */
interface MemberForm {
  readonly type: string
  /** `"code":` */
  readonly name: string
}

const forms = new Map<string, Map<string, MemberForm>>()

function formsOf(type: string): Map<string, MemberForm> {
  const known = forms.get(type)
  if (known !== undefined) return known
  const made = new Map<string, MemberForm>()
  forms.set(type, made)
  return made
}

/** Names come from lenses and mappings, so there are not many. */
function formOf(type: string, known: Map<string, MemberForm>, name: string): MemberForm {
  const found = known.get(name)
  if (found !== undefined) return found
  const form = { type: elementByJsonName(type, name)?.type ?? 'string', name: `${quote(name)}:` }
  known.set(name, form)
  return form
}

const listText = (values: readonly Json[], type: string): string | undefined => {
  const texts = values.map((value) => valueText(value, type))
  return texts.includes(undefined) ? undefined : `[${texts.join()}]`
}

function objectText(value: { readonly [name: string]: Json }, type: string): string | undefined {
  const known = formsOf(type)
  let text = ''
  for (const name in value) {
    const form = formOf(type, known, name)
    const member = valueText(value[name]!, form.type)
    if (member === undefined) return undefined
    text += (text === '' ? '{' : ',') + form.name + member
  }
  return text === '' ? undefined : `${text}}`
}

/** The text of a value of a FHIR type; undefined where some primitive in it is not of its type's form. */
export function valueText(value: Json, type: string): string | undefined {
  if (typeof value === 'string') return primitiveText(value, type)
  return Array.isArray(value)
    ? listText(value as readonly Json[], type)
    : objectText(value as Exclude<Json, string | readonly Json[]>, type)
}
