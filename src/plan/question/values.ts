/** The value of a search parameter, as its type reads it -> the normal form that leaves are asked in. */
import { approximately, intervalOf, parseDateValue } from '../../fhir/date.ts'
import { approximateNumber, parseNumberValue, type WrittenNumber } from '../../fhir/number.ts'
import type { Prefix } from '../../fhir/prefix.ts'
import { parseQuantityValue } from '../../fhir/quantity.ts'
import { parseReferenceValue } from '../../fhir/reference.ts'
import { parseStringValue } from '../../fhir/string.ts'
import { parseTokenValue } from '../../fhir/token.ts'
import { parseUriValue } from '../../fhir/uri.ts'
import type { Facts, ParameterType } from '../../mapping/model.ts'
import { instantOf } from '../../mapping/zone.ts'

/** `start` and `end` (exclusive) in epoch milliseconds; already widened for `ap`. */
export interface AskedDate {
  readonly kind: 'date'
  readonly prefix: Prefix
  readonly start: number
  readonly end: number
}

/** Plain decimals, exact. `low` (inclusive) to `high` (exclusive) is what the digits stand for; `ap` has it widened. */
export interface AskedNumber extends WrittenNumber {
  readonly kind: 'number'
  readonly prefix: Prefix
}

/** What is asked, of a number or of a quantity's value. */
export type AskedRange = Pick<AskedNumber, 'prefix' | 'value' | 'low' | 'high'>

export interface AskedQuantity extends Omit<AskedNumber, 'kind'> {
  readonly kind: 'quantity'
  readonly system?: string
  readonly code?: string
}

export interface AskedToken {
  readonly kind: 'token'
  readonly system?: string
  readonly code?: string
}

export interface AskedString {
  readonly kind: 'string'
  readonly text: string
  readonly mode: 'starts' | 'exact' | 'contains'
}

export interface AskedUri {
  readonly kind: 'uri'
  readonly text: string
}

/** `url` is another server's, or a canonical; '' for what nothing can be. */
export interface AskedReference {
  readonly kind: 'reference'
  readonly type?: string
  readonly id?: string
  readonly url?: string
}

export type Asked = AskedDate | AskedNumber | AskedQuantity | AskedToken | AskedString | AskedUri | AskedReference

/** What reading a value needs beside it. */
export interface Reading {
  readonly facts: Facts
  /** Without a slash at the end. */
  readonly base: string
  readonly modifier?: string
}

type Read = (name: string, value: string, reading: Reading) => Asked

/** A zone's clock at a wall time, by the same rule for the two long nights as the lenses have. */
export const zoneOffset =
  (zone: string) =>
  (wall: number): number =>
    wall - instantOf(zone, wall).instant

function readDate(name: string, value: string, { facts }: Reading): AskedDate {
  const { prefix, date } = parseDateValue(name, value)
  const interval = intervalOf(date, zoneOffset(facts.tenant.zone))
  return { kind: 'date', prefix, ...(prefix === 'ap' ? approximately(interval, facts.now) : interval) }
}

const numbers = (prefix: Prefix, number: WrittenNumber) => ({
  prefix,
  ...number,
  ...(prefix === 'ap' && approximateNumber(number)),
})

function readQuantity(name: string, text: string): AskedQuantity {
  const { prefix, number, system, code } = parseQuantityValue(name, text)
  return {
    kind: 'quantity',
    ...numbers(prefix, number),
    ...(system !== undefined && { system }),
    ...(code !== undefined && { code }),
  }
}

function readNumber(name: string, text: string): AskedNumber {
  const { prefix, number } = parseNumberValue(name, text)
  return { kind: 'number', ...numbers(prefix, number) }
}

const modes = new Map<string | undefined, AskedString['mode']>([
  ['exact', 'exact'],
  ['contains', 'contains'],
])

function readReference(name: string, value: string, { base, modifier }: Reading): AskedReference {
  const reference = parseReferenceValue(name, value, [base])
  if (reference.kind === 'absolute') return { kind: 'reference', url: reference.url }
  const isOther = modifier !== undefined && reference.type !== undefined && reference.type !== modifier
  // `patient:Group=Patient/1` contradicts itself and finds nothing.
  if (isOther) return { kind: 'reference', url: '' }
  const type = reference.type ?? modifier
  return { kind: 'reference', id: reference.id, ...(type !== undefined && { type }) }
}

const readers: Readonly<Record<ParameterType, Read>> = {
  token: (name, value) => ({ kind: 'token', ...parseTokenValue(name, value) }),
  string: (name, value, { modifier }) => ({
    kind: 'string',
    text: parseStringValue(name, value),
    mode: modes.get(modifier) ?? 'starts',
  }),
  date: readDate,
  reference: readReference,
  quantity: readQuantity,
  number: readNumber,
  uri: (name, value) => ({ kind: 'uri', text: parseUriValue(name, value) }),
}

/** Throws Problem parse-value. */
export const readAsked = (type: ParameterType, name: string, value: string, reading: Reading): Asked =>
  readers[type](name, value, reading)
