/** A resource's demanded elements -> the same, each with what stands there when the row has nothing: what FHIR allows to say so. https://hl7.org/fhir/us/core/general-guidance.html#missing-data */
import type { ElementDefinition } from '../../fhir/definition.ts'
import { elementOf, typeDefinition, valueSet } from '../../fhir/definitions.ts'
import { always } from '../cond.ts'
import type { Child, Json, Occurrence, Place } from '../model.ts'
import type { ProfileNode } from '../profile.ts'
import { absentCoding, absentExtension, bindingsOf } from './constants.ts'
import { into, type Build } from './context.ts'

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

function withReason(build: Build, child: Child, definition: ElementDefinition, at: Place): Child {
  const type = definition.choice === undefined ? (definition.types[0] ?? 'string') : child.type
  if (coded.has(type)) {
    const value = codingFor(build, type, definition)
    if (value === undefined) return child
    if (child.array) return { ...child, absent: { value, primitive: false } }
    return { ...child, occurrences: [...child.occurrences, last(type, value, at)] }
  }
  const primitive = typeDefinition(type)?.kind === 'primitive'
  if (primitive && isRequired(build, definition)) return child
  const value = primitive ? absentExtension(code) : absentObject(type, build.profile)
  return { ...child, absent: { value, primitive } }
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

/** Where nothing may stand, the resource is withheld when the row has nothing, and the outcome says so. */
export function withReasons(build: Build, type: string, children: readonly Child[], at: Place): readonly Child[] {
  if (typeDefinition(type)?.kind !== 'resource') return children
  return children.map((child) => {
    const definition = elementOf(type, child.element)
    const profile = build.profile?.children.get(child.element)
    const isOpen = child.required && child.absent === undefined && definition !== undefined && !isSure(child)
    if (!isOpen || hasDemandedSlices(profile)) return child
    return withReason(into(build, child.element, profile), child, definition, at)
  })
}
