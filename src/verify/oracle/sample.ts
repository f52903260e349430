/** Turns what a parameter finds in a resource into values that a client could ask, and a few that no resource answers. */
import { numberText } from './decimal.ts'
import { listOf, member, textMember } from './json.ts'
import type { Occurrence, ParameterType, Setting } from './model.ts'
import { targetIn } from './reference.ts'
import { sampleTimes } from './sample-date.ts'
import { fold, textsIn } from './string.ts'
import { tokensIn } from './token.ts'
import { escape, prefixes } from './value.ts'

type Sample = (found: Occurrence, setting: Setting) => readonly string[]

const samples: Readonly<Record<ParameterType, Sample>> = {
  token: (found) => tokensIn(found).flatMap(sampleToken(found)),
  string: (found) => textsIn(found).flatMap(sampleText).map(escape),
  date: (found) => withPrefixes(sampleTimes(found)),
  reference: sampleReference,
  quantity: (found) => withPrefixes(sidesOf(found).flatMap(sampleQuantity)),
  number: ({ value }) => withPrefixes(sampleNumber(value)),
  uri: ({ value }) => [escape(String(value)), escape(`${String(value)}/more`)],
}

const matchNothing: Readonly<Record<ParameterType, readonly string[]>> = {
  token: ['no-such-code', 'http://example.org/no-such-system|no-such-code'],
  string: ['Zzyzx-none'],
  date: ['1799-01-01'],
  reference: ['no-such-id', 'Patient/no-such-id', 'http://elsewhere.example.org/fhir/Patient/1'],
  quantity: ['987654321', '987654321|http://example.org/no-such-system|none'],
  number: ['987654321'],
  uri: ['http://example.org/no-such-uri'],
}

/** Each value once, in a fixed order. */
export function samplesOf(found: readonly Occurrence[], type: ParameterType, setting: Setting): readonly string[] {
  const own = found.flatMap((occurrence) => samples[type](occurrence, setting))
  return [...new Set([...own.filter((value) => value !== ''), ...matchNothing[type]])]
}

function withPrefixes(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => [value, ...prefixes.map((prefix) => `${prefix}${value}`)])
}

function sampleToken({ type, value }: Occurrence): (token: { system?: string; code?: string }) => readonly string[] {
  return ({ system, code }) => {
    if (type === 'boolean') return ['true', 'false']
    const plain = code === undefined ? [] : [code, otherCase(code)].map(escape)
    if (type === 'ContactPoint') return [...plain, ...otherDigits(value)]
    if (system === undefined) return type === 'code' ? plain : plain.flatMap((one) => [one, `|${one}`])
    const scope = `${escape(system)}|`
    return [...plain.flatMap((one) => [one, `${scope}${one}`, `|${one}`]), scope, `${scope}no-such-code`]
  }
}

/** Every letter in the other case: the same value, or none. */
const otherCase = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))

/** The same telephone number with other punctuation. */
function otherDigits(contact: unknown): readonly string[] {
  if (!['phone', 'fax', 'pager', 'sms'].includes(textMember(contact, 'system') ?? '')) return []
  const digits = (textMember(contact, 'value') ?? '').replace(/\D/g, '')
  return digits.length < 4 ? [] : [digits, `${digits.slice(0, -4)}-${digits.slice(-4)}`]
}

/** Whole, beginnings, other case, without accents, and a piece from the middle. */
function sampleText(text: string): readonly string[] {
  const letters = [...text]
  const start = letters.slice(0, 3).join('')
  return [text, start, text.toUpperCase(), start.toLowerCase(), fold(text), letters.slice(1, 4).join('')].map((value) =>
    value.trim(),
  )
}

function sampleReference(found: Occurrence, { baseUrl }: Setting): readonly string[] {
  const target = targetIn(found, baseUrl)
  if (target?.elsewhere !== undefined) return [escape(target.elsewhere)]
  const { type, id } = target ?? {}
  if (id === undefined) return typeof found.value === 'string' ? [escape(found.value)] : []
  return type === undefined
    ? [id]
    : [id, `${type}/${id}`, `${baseUrl.replace(/\/+$/, '')}/${type}/${id}`, `Basic/${id}`]
}

function sidesOf({ type, value }: Occurrence): readonly unknown[] {
  return type === 'Range' ? [...listOf(member(value, 'low')), ...listOf(member(value, 'high'))] : [value]
}

function sampleQuantity(quantity: unknown): readonly string[] {
  const [system, code, unit] = ['system', 'code', 'unit'].map((name) => escape(textMember(quantity, name) ?? ''))
  const units = [`|${system}|${code}`, `||${code}`, `||${unit}`].filter((one) => !one.endsWith('|'))
  return sampleNumber(member(quantity, 'value')).flatMap((number) => [number, ...units.map((one) => number + one)])
}

/** The whole numbers on both sides; of those that are too long for it the digits before the point. */
function neighboursOf(text: string): readonly string[] {
  const value = Number(text)
  if (!Number.isSafeInteger(Math.ceil(value))) return text.includes('e') ? [] : [text.replace(/\..*/, '')]
  return [String(Math.round(value)), String(Math.floor(value) - 1), String(Math.ceil(value) + 1)]
}

/** The number, one digit more and none, and its neighbours. */
function sampleNumber(value: unknown): readonly string[] {
  const text = numberText(value)
  if (text === undefined) return []
  const longer = text.includes('e') ? text : text.includes('.') ? `${text}0` : `${text}.0`
  return [text, longer, ...neighboursOf(text)]
}
