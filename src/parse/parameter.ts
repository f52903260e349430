// Turns one decoded pair into a search parameter: name, modifier, alternatives. https://hl7.org/fhir/R4/search.html#modifiers
import { isEscapedRight, splitAt } from '../fhir/escape.ts'
import { malformed } from './malformed.ts'
import type { Pair } from './form.ts'
import type { Handling, SearchParameterRequest } from './request.ts'

const valueLimit = 1000
const lengthLimit = 1000
const nameSyntax = /^[A-Za-z_][A-Za-z0-9_.:-]{0,199}$/

/** Chains and `_has` have colons inside their names; what they mean is not for syntax to say. */
const isCompound = (name: string): boolean => name.includes('.') || name.startsWith('_has:')

function splitName(text: string): { readonly name: string; readonly modifier?: string } {
  if (!nameSyntax.test(text)) throw malformed('name', 'The name of a parameter has characters that no parameter has.')
  if (isCompound(text)) return { name: text }
  const [name = '', modifier, ...more] = text.split(':')
  if (modifier === '' || more.length > 0) {
    throw malformed(name, `The modifier of ${name} is malformed: expected one name behind one colon.`)
  }
  return { name, ...(modifier !== undefined && { modifier }) }
}

function splitValues(name: string, value: string): readonly string[] {
  if (!isEscapedRight(value)) {
    throw malformed(name, `A value of ${name} has a lone backslash.`, 'A backslash is written \\\\.')
  }
  return splitAt(value, ',').map((each) => each.replace(/\\([\\|$])|\\,/g, (all, kept) => (kept ? all : ',')))
}

/** Empty values are refused by name when handling is strict, else left out; undefined when nothing is left. */
export function parseParameter({ name, value }: Pair, handling: Handling): SearchParameterRequest | undefined {
  const split = splitName(name)
  const values = splitValues(split.name, value)
  const filled = values.filter((each) => each !== '')
  if (filled.length < values.length && handling === 'strict') {
    throw malformed(split.name, `The parameter ${split.name} has an empty value.`, 'Leave it out, or name a value.')
  }
  if (values.length > valueLimit)
    throw malformed(split.name, `The parameter ${split.name} has over ${valueLimit} values.`)
  if (filled.some((each) => each.length > lengthLimit))
    throw malformed(split.name, `A value of ${split.name} is longer than ${lengthLimit} characters.`)
  return filled.length === 0 ? undefined : { ...split, values: filled }
}
