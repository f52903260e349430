/** A lens -> one that gives only what its FHIR type can hold: the one place where stored text enters a resource, whichever way it leaves. */
import { isCodeOf, noCodeOf } from '../../fhir/code-syntax.ts'
import { elementByJsonName } from '../../fhir/definitions.ts'
import { formOf, isTooLong, isUnfit, singleBlanks, withoutUnfit } from '../../fhir/primitive.ts'
import { atMost } from '../cond.ts'
import type { Bad, Json, Lens } from '../model.ts'
import { bad, isBad, servedOf } from '../value.ts'

/** What is left of a value, and what was wrong with the rest. */
interface Checked {
  readonly value?: Json
  readonly bad?: string
}

type Fields = { readonly [name: string]: Json }

/** The string of an Identifier is no text that could be mended: with something invisible inside it is another, or none. */
export const identifier = 'identifier'

const tooLong: Checked = { bad: 'is longer than the megabyte that a string may have' }

function checkString(text: string): Checked {
  if (isTooLong(text)) return tooLong
  const value = withoutUnfit(text)
  // There is something, and SQL says so too.
  return { value: value.trim() === '' ? '\ufffd' : value }
}

function checkText(text: string, type: string): Checked {
  if (isString(type)) return checkString(text)
  if (type === identifier) return isUnfit(text) ? { bad: 'has characters that no identifier has' } : { value: text }
  const form = formOf(type)
  if (form === undefined) return { value: text }
  if (type === 'code' && isTooLong(text)) return tooLong
  const value = type === 'code' ? singleBlanks(text) : text
  return form.test(value) ? { value } : { bad: `is no ${type}` }
}

const firstBad = (all: readonly Checked[]): { readonly bad?: string } => {
  const reason = all.find((each) => each.bad !== undefined)?.bad
  return reason === undefined ? {} : { bad: reason }
}

function checkList(values: readonly Json[], type: string): Checked {
  const checked = values.map((value) => check(value, type))
  const kept = checked.flatMap(({ value }) => (value === undefined ? [] : [value]))
  return { ...(kept.length > 0 && { value: kept }), ...firstBad(checked) }
}

const textIn = (fields: Fields, name: string): string | undefined => {
  const value = fields[name]
  return typeof value === 'string' ? value : undefined
}

/** A coding without a sound code is none: its display alone would name nothing. */
function checkCoding(fields: Fields, checked: Checked): Checked {
  const code = textIn(fields, 'code')
  const system = textIn(fields, 'system')
  if (code !== undefined && system !== undefined && !isCodeOf(system, code)) return { bad: noCodeOf(system) }
  const kept = checked.value as Fields | undefined
  return code !== undefined && kept?.['code'] === undefined ? firstBad([checked]) : checked
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** A concept that lost its only coding keeps what was written. */
function withText(fields: Fields, { value, ...rest }: Checked): Checked {
  if (value !== undefined || rest.bad === undefined) return { ...rest, ...(value !== undefined && { value }) }
  const codings = fields['coding']
  const first = codings !== undefined && isList(codings) ? codings[0] : undefined
  const code = typeof first === 'object' && !isList(first) ? textIn(first, 'code') : undefined
  const text = code === undefined ? undefined : checkString(code).value
  return { ...rest, ...(text !== undefined && { value: { text } }) }
}

function checkFields(fields: Fields, type: string): Checked {
  const all = Object.entries(fields).map(([name, value]) => {
    return [name, check(value, elementByJsonName(type, name)?.type ?? 'string')] as const
  })
  const kept = all.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]))
  const checked = {
    ...(kept.length > 0 && { value: Object.fromEntries(kept) }),
    ...firstBad(all.map(([, each]) => each)),
  }
  if (type === 'Coding') return checkCoding(fields, checked)
  return type === 'CodeableConcept' ? withText(fields, checked) : checked
}

function check(value: Json, type: string): Checked {
  if (typeof value === 'string') return checkText(value, type)
  return isList(value) ? checkList(value, type) : checkFields(value, type)
}

function valid(given: Json | Bad | undefined, type: string): Json | Bad | undefined {
  const served = servedOf(given)
  if (served === undefined) return given
  const checked = check(served, type)
  const reason = isBad(given) ? given.bad : checked.bad
  return reason === undefined ? checked.value : bad(reason, checked.value)
}

/** Claims of system.yaml say of some columns that they hold nothing invisible. */
const mayBeUnfit = ({ columns }: Lens): boolean => columns.some(({ chars }) => chars === undefined)

const isString = (type: string): boolean => type === 'string' || type === 'markdown'

/**
 * Backwards it is the lens's own: what is left out here is what the lens only bounds, or what no search can ask for. But of strings a part is left out,
 * and the rest is asked for.
 */
export const validLens = (lens: Lens, type: string): Lens => ({
  ...lens,
  forward: (values, facts) => valid(lens.forward(values, facts), type),
  ...(isString(type) && { match: (probe, facts) => lens.match({ ...probe, veiled: true }, facts) }),
  ...(type === identifier && mayBeUnfit(lens) && { has: () => atMost(lens.has().over) }),
})
