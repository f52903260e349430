// Turns US Core's profiles (their snapshots) and extension definitions into what a mapping needs of them.
// https://hl7.org/fhir/R4/profiling.html
import type { ExtensionDefinition, ProfileDefinition, ProfileElement } from '../../src/fhir/definition.ts'
import type { Definitions, ElementSource, StructureSource } from './source.ts'
import { bindingOf, targetsOf, typeName } from './types.ts'

const cardinality = (max: string): 0 | 1 | '*' => (max === '0' ? 0 : max === '1' ? 1 : '*')

function valueUnder(prefix: 'fixed' | 'pattern', element: ElementSource): unknown {
  const key = Object.keys(element).find((name) => name.startsWith(prefix))
  return key === undefined ? undefined : element[key]
}

const namesOf = (element: ElementSource): readonly string[] => [
  ...new Set((element.type ?? []).map((type) => typeName(type.code))),
]

const extensionUrlOf = (element: ElementSource): string | undefined =>
  namesOf(element)[0] === 'Extension' ? element.type?.[0]?.profile?.[0] : undefined

function toProfileElement(element: ElementSource): ProfileElement {
  const fixed = valueUnder('fixed', element)
  const pattern = valueUnder('pattern', element)
  const binding = bindingOf(element)
  const targets = targetsOf(element)
  const extensionUrl = extensionUrlOf(element)
  const types = namesOf(element)
  return {
    path: element.id.replaceAll('[x]', ''),
    min: element.min,
    max: cardinality(element.max),
    ...(types.length > 0 && { types }),
    ...(element.sliceName !== undefined && { slice: element.sliceName }),
    ...(fixed !== undefined && { fixed }),
    ...(pattern !== undefined && { pattern }),
    ...(binding && { binding }),
    ...(targets && { targets }),
    ...(extensionUrl !== undefined && { extensionUrl }),
    ...(element.mustSupport === true && { mustSupport: true as const }),
  }
}

const isNarrowed = ({ base, min, max }: ElementSource): boolean =>
  base !== undefined && (base.min !== min || base.max !== max)

const isTold = (element: ElementSource): boolean =>
  element.sliceName !== undefined ||
  element.mustSupport === true ||
  element.min > 0 ||
  isNarrowed(element) ||
  valueUnder('fixed', element) !== undefined ||
  valueUnder('pattern', element) !== undefined ||
  (element.binding !== undefined && element.binding.strength !== 'example')

const isProfile = (structure: StructureSource): boolean =>
  structure.kind === 'resource' && structure.derivation === 'constraint'

const toProfile = (structure: StructureSource): ProfileDefinition => ({
  url: structure.url,
  type: structure.type,
  elements: structure.snapshot.element.filter((each) => each.path.includes('.') && isTold(each)).map(toProfileElement),
})

export function profileTable(usCore: Definitions): Record<string, ProfileDefinition> {
  return Object.fromEntries(usCore.structures.filter(isProfile).map((each) => [each.id, toProfile(each)]))
}

/** What stands under one extension or one part of it: either a value or parts. */
function extensionBody(elements: readonly ElementSource[], id: string): Omit<ExtensionDefinition, 'url'> {
  const value = elements.find((each) => each.id === `${id}.value[x]`)
  const slices = elements.filter(
    (each) => each.id.startsWith(`${id}.extension:`) && each.path === `${pathOf(id)}.extension`,
  )
  const binding = value && bindingOf(value)
  if (slices.length > 0)
    return {
      parts: Object.fromEntries(slices.map((slice) => toPart(elements, slice))),
    }
  return {
    types: value === undefined ? [] : namesOf(value),
    ...(binding && { binding }),
  }
}

const pathOf = (id: string): string => id.replace(/:[^.]*/g, '')

function toPart(elements: readonly ElementSource[], slice: ElementSource): [string, ExtensionDefinition] {
  const url = elements.find((each) => each.id === `${slice.id}.url`)
  const name = String(url === undefined ? slice.sliceName : valueUnder('fixed', url))
  const { min, max } = slice
  return [
    name,
    {
      url: name,
      min,
      max: cardinality(max),
      ...extensionBody(elements, slice.id),
    },
  ]
}

const isExtension = (structure: StructureSource): boolean =>
  structure.type === 'Extension' && structure.derivation === 'constraint'

function toExtension(structure: StructureSource): ExtensionDefinition {
  const context = (structure.context ?? []).map((each) => each.expression)
  const root = structure.snapshot.element[0]
  return {
    url: structure.url,
    ...(root && { min: root.min, max: cardinality(root.max) }),
    ...(context.length > 0 && { context }),
    ...extensionBody(structure.snapshot.element, 'Extension'),
  }
}

export function extensionTable(publications: readonly Definitions[]): Record<string, ExtensionDefinition> {
  const extensions = publications.flatMap((each) => each.structures).filter(isExtension)
  return Object.fromEntries(extensions.map((each) => [each.id, toExtension(each)]))
}
