/** Constants of the mapping, checked against their FHIR type: bare words are looked up in the element's value set. */
import type { Binding } from '../../fhir/definition.ts'
import { typeDefinition, valueSet } from '../../fhir/definitions.ts'
import { always } from '../cond.ts'
import { suggest } from '../diagnostics.ts'
import type { Child, Constant, Json, Place } from '../model.ts'
import { tableOf } from '../scope.ts'
import { fault, type Build } from './context.ts'

const forms: Readonly<Record<string, RegExp>> = {
  boolean: /^(true|false)$/,
  integer: /^-?(0|[1-9]\d*)$/,
  positiveInt: /^[1-9]\d*$/,
  unsignedInt: /^(0|[1-9]\d*)$/,
  decimal: /^-?(0|[1-9]\d*)(\.\d+)?$/,
  date: /^\d{4}(-\d{2}(-\d{2})?)?$/,
  dateTime: /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/,
  instant: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/,
  id: /^[A-Za-z0-9.-]{1,64}$/,
}

interface CodedValue {
  readonly system?: string
  readonly code: string
  readonly display?: string
}

/** `loinc`, or a URL or URN as it is. */
export function systemOf(build: Build, name: string, at: Place): string | undefined {
  if (name.includes(':')) return name
  const url = build.vocabulary.systems.get(name)
  return (
    url ??
    fault(build, at, `"${name}" is no code system of system.yaml`, suggest(name, build.vocabulary.systems.keys()))
  )
}

function lookUp(build: Build, word: string, at: Place, bindings: readonly Binding[]): CodedValue | undefined {
  const sets = bindings.flatMap((binding) => valueSet(binding.valueSet) ?? [])
  const found = sets.find((each) => each.code === word)
  if (found !== undefined) return { system: found.system, code: found.code, display: found.display }
  const codes = [...new Set(sets.map((each) => each.code))]
  const hint = codes.length === 0 ? 'the element has no listed value set: write system|code' : suggest(word, codes)
  return fault(build, at, `"${word}" is no code of the value set of ${build.path}`, hint)
}

/** `system|code` or a bare word. */
export function readCode(build: Build, text: string, at: Place, bindings: readonly Binding[]): CodedValue | undefined {
  const bar = text.lastIndexOf('|')
  if (bar < 0) return lookUp(build, text, at, bindings)
  const system = systemOf(build, text.slice(0, bar), at)
  const known = bindings.flatMap((binding) => valueSet(binding.valueSet) ?? [])
  const display = known.find((each) => each.system === system && each.code === text.slice(bar + 1))?.display
  return system === undefined
    ? undefined
    : { system, code: text.slice(bar + 1), ...(display === undefined ? {} : { display }) }
}

/** The profile's binding first, then the type's. */
export const bindingsOf = (build: Build, own: Binding | undefined): readonly Binding[] =>
  [build.profile?.element?.binding, own].filter((each) => each !== undefined)

function coded(build: Build, type: string, text: string, at: Place, bindings: readonly Binding[]): Json | undefined {
  // Media types and the like are too many to be listed: any code can be one.
  const isListed = bindings.some((binding) => valueSet(binding.valueSet) !== undefined)
  if (type === 'code' && !isListed && !text.includes('|')) return text
  const value = readCode(build, text, at, bindings)
  if (value === undefined) return undefined
  if (type === 'code') return value.code
  const coding = value as unknown as Json
  return type === 'Coding' ? coding : { coding: [coding] }
}

const constant = (type: string, value: Json, tenant = false): Constant => ({ kind: 'constant', type, value, tenant })

function checkPrimitive(build: Build, type: string, text: string, at: Place): Constant | undefined {
  const form = forms[type]
  if (form !== undefined && !form.test(text))
    return fault(build, at, `"${text}" is no ${type}`, 'quote texts such as "true"')
  return constant(type, type === 'instant' && text.length === 10 ? `${text}T00:00:00Z` : text)
}

/** Told where a text names a fact that `tenants:` does not state. */
export function checkFacts(build: Build, text: string, at: Place): void {
  const known = build.vocabulary.facts
  for (const [, name = ''] of text.matchAll(/\{tenant\.(\w+)\}/g))
    if (!known.includes(name)) fault(build, at, `"${name}" is no fact of the tenants`, suggest(name, known))
}

function tenantConstant(build: Build, type: string, text: string, at: Place): Constant | undefined {
  checkFacts(build, text, at)
  if (typeDefinition(type)?.kind === 'primitive') return constant(type, text, true)
  return fault(
    build,
    at,
    `${build.path} is a ${type}: a text with the tenant's facts cannot fill it`,
    'write its children',
  )
}

/** A column of this source without the sign that makes an expression of it: nobody means such a text. */
function isColumn({ scope: { tables, database } }: Build, text: string): boolean {
  const [, alias = '', name = ''] = /^(\w+)\.(\w+)$/.exec(text) ?? []
  const table = tables.get(alias)
  return table !== undefined && Object.hasOwn(tableOf(database, table.name)?.columns ?? {}, name)
}

/** A text of the mapping as a constant of the element's type. */
export function makeConstant(build: Build, type: string, text: string, at: Place, own?: Binding): Constant | undefined {
  if (isColumn(build, text)) return fault(build, at, `"${text}" is a text here, and names a column`, `write =${text}`)
  if (text.includes('{tenant.')) return tenantConstant(build, type, text, at)
  if (['code', 'Coding', 'CodeableConcept'].includes(type)) {
    const value = coded(build, type, text, at, bindingsOf(build, own))
    return value === undefined ? undefined : constant(type, value)
  }
  if (typeDefinition(type)?.kind === 'primitive') return checkPrimitive(build, type, text, at)
  return fault(build, at, `${build.path} is a ${type}: a bare text cannot fill it`, 'write its children')
}

export const dataAbsent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
export const absentSystem = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'

const absentDisplays: Readonly<Record<string, string>> = {
  unknown: 'Unknown',
  masked: 'Masked',
  unsupported: 'Unsupported',
  error: 'Error',
}

/** The data-absent-reason as a code of its own, for coded elements. */
export function absentCoding(code: string): Json {
  const display = absentDisplays[code]
  return { system: absentSystem, code, ...(display === undefined ? {} : { display }) }
}

/** The data-absent-reason extension, for all others. */
export const absentExtension = (code: string): Json => ({ extension: [{ url: dataAbsent, valueCode: code }] })

export const constantChild = (
  element: string,
  json: string,
  type: string,
  array: boolean,
  value: Json,
  at: Place,
): Child => ({
  element,
  json,
  type,
  array,
  required: false,
  occurrences: (array && Array.isArray(value) ? (value as readonly Json[]) : [value]).map((each) => ({
    when: always,
    node: { kind: 'constant', type, value: each, tenant: false },
    at,
  })),
})
