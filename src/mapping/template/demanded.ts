/** Demanded elements, at any depth -> the same, each with what stands there when the row has nothing: what FHIR allows to say so. https://hl7.org/fhir/us/core/general-guidance.html#missing-data */
import type { ElementDefinition } from '../../fhir/definition.ts'
import { elementOf, typeDefinition, valueSet } from '../../fhir/definitions.ts'
import { always } from '../cond.ts'
import type { Child, Json, Occurrence, Place } from '../model.ts'
import type { ProfileNode } from '../profile.ts'
import { absentCoding, absentExtension, bindingsOf } from './constants.ts'
import { into, type Build } from './context.ts'
import { heartOf, isExcused } from './life.ts'

const code = 'unknown'
const coded = new Set(['code', 'Coding', 'CodeableConcept'])

const last = (type: string, value: Json, at: Place): Occurrence => ({
  when: always,
  node: { kind: 'constant', type, value, tenant: false },
  at,
})

/** The element's own code for what is not known. */
function unknownCoding(build: Build, definition: ElementDefinition): Json | undefined {
  const codings = bindingsOf(build, definition.binding).flatMap((binding) => valueSet(binding.valueSet) ?? [])
  return codings.find((each) => each.code === code) as Json | undefined
}

const isRequired = (build: Build, definition: ElementDefinition): boolean =>
  bindingsOf(build, definition.binding).some(({ strength }) => strength === 'required')

/** What a coded element says: its own code, or a data-absent-reason where others than its own may stand. */
function codingFor(build: Build, type: string, definition: ElementDefinition): Json | undefined {
  const own = unknownCoding(build, definition)
  if (type === 'code') return own === undefined ? undefined : code
  const coding = own ?? (isRequired(build, definition) ? undefined : absentCoding(code))
  return coding === undefined || type === 'Coding' ? coding : { coding: [coding] }
}

const isDemanded = (definition: ElementDefinition | undefined, profile: ProfileNode): boolean =>
  (definition?.min ?? 0) >= 1 || (profile.element?.min ?? 0) >= 1

/** The demanded children say it each for themselves, as the profile counts them; an element without such says it itself. */
function absentObject(type: string, profile: ProfileNode | undefined): Json {
  const demanded = [...(profile?.children ?? [])].filter(([name, child]) => isDemanded(elementOf(type, name), child))
  const isPrimitive = ([name]: readonly [string, ProfileNode]): boolean => {
    const [first = ''] = elementOf(type, name)?.types ?? []
    return typeDefinition(first)?.kind === 'primitive'
  }
  if (demanded.length === 0 || !demanded.every(isPrimitive)) return absentExtension(code)
  return Object.fromEntries(demanded.map(([name]) => [`_${name}`, absentExtension(code)]))
}

/** Stands there where the child gives nothing, and can be searched for as what it is. */
const besideIt = (child: Child, type: string, value: Json, at: Place): Child => ({
  ...{ element: child.element, json: child.json, type, array: child.array, required: child.required },
  occurrences: [last(type, value, at)],
  unless: [child],
})

const isResource = (type: string): boolean => typeDefinition(type)?.kind === 'resource'

function withReason(build: Build, parent: string, child: Child, definition: ElementDefinition, at: Place): Child[] {
  const type = definition.choice === undefined ? (definition.types[0] ?? 'string') : child.type
  if (coded.has(type)) {
    const value = codingFor(build, type, definition)
    if (value === undefined) return [child]
    // Of one in a resource it is the last alternative: it keeps nothing alive there, as the resource lives anyway.
    if (child.array || !isResource(parent)) return [child, besideIt(child, type, value, at)]
    return [{ ...child, occurrences: [...child.occurrences, last(type, value, at)] }]
  }
  const primitive = typeDefinition(type)?.kind === 'primitive'
  if (primitive && isRequired(build, definition)) return [child]
  const value = primitive ? absentExtension(code) : absentObject(type, build.profile)
  return [{ ...child, absent: { value, primitive } }]
}

/** Slices that the profile demands have codes of their own, for which nothing can stand. */
const hasDemandedSlices = (profile: ProfileNode | undefined): boolean =>
  [...(profile?.slices.values() ?? [])].some((slice) => (slice.element?.min ?? 0) >= 1)

/** What does not depend on the row is never missing. */
const isSure = ({ occurrences }: Child): boolean =>
  occurrences.some(({ when, each, node }) => {
    const isFixed = node.kind === 'constant' ? node.value !== '' && !node.tenant : node.kind === 'element' && node.fixed
    return when === always && each === undefined && isFixed
  })

/** Of quantities the number counts, whatever of its unit is known. */
const exempt: ReadonlySet<string> = new Set(['Quantity', 'SimpleQuantity', 'Age', 'Duration', 'Extension'])

const isExempt = (build: Build, type: string, child: Child): boolean =>
  !child.required ||
  child.absent !== undefined ||
  child.element === heartOf(type) ||
  isSure(child) ||
  hasDemandedSlices(build.profile?.children.get(child.element))

/** Each demanded child with what stands in its place. */
export function withReasons(build: Build, type: string, children: readonly Child[], at: Place): readonly Child[] {
  if (exempt.has(type)) return children
  return children.flatMap((child) => {
    const definition = elementOf(type, child.element)
    if (definition === undefined || isExempt(build, type, child)) return [child]
    const profile = build.profile?.children.get(child.element)
    return withReason(into(build, child.element, profile), type, child, definition, at)
  })
}

/** Names of the demanded children for which nothing may stand: without one the element is left out; a resource is withheld, and the outcome says so. */
export function demandedOf(build: Build, type: string, children: readonly Child[]): readonly string[] {
  if (exempt.has(type) || isResource(type)) return []
  const open = children.filter((child) => !isExempt(build, type, child) && !isExcused(child, children))
  return open.filter(({ unless }) => unless === undefined).map(({ element }) => element)
}
