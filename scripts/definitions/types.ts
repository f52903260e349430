// Turns R4's StructureDefinitions of types and resources into a table of elements by type. https://hl7.org/fhir/R4/elementdefinition.html
import type { Binding, ElementDefinition, TypeDefinition } from '../../src/fhir/definition.ts'
import type { Definitions, ElementSource, StructureSource } from './source.ts'

const lastSegment = (text: string): string => text.slice(text.lastIndexOf('/') + 1)

/** The specification gives `id` and Extension.url as a FHIRPath system type; as FHIR it is a string. */
export function typeName(code: string): string {
  return code === 'http://hl7.org/fhirpath/System.String' ? 'string' : code
}

/** Drops the version that a canonical may carry. */
export function withoutVersion(canonical: string): string {
  return canonical.replace(/\|.*$/, '')
}

export function bindingOf(element: ElementSource): Binding | undefined {
  const { binding } = element
  return binding?.valueSet === undefined
    ? undefined
    : {
        valueSet: withoutVersion(binding.valueSet),
        strength: binding.strength,
      }
}

/** Resource names that a reference may point to; undefined when any may. */
export function targetsOf(element: ElementSource): readonly string[] | undefined {
  const names = (element.type ?? []).flatMap((type) => type.targetProfile ?? []).map(lastSegment)
  return names.length === 0 || names.includes('Resource') ? undefined : [...new Set(names)]
}

const isBackbone = (code: string): boolean => code === 'BackboneElement' || code === 'Element'

function typesOf(element: ElementSource): readonly string[] {
  if (element.contentReference !== undefined) return [element.contentReference.replace(/^.*#/, '')]
  const codes = [...new Set((element.type ?? []).map((type) => typeName(type.code)))]
  return codes.some(isBackbone) && element.path.includes('.') ? [element.path] : codes
}

function toElement(element: ElementSource): ElementDefinition {
  const binding = bindingOf(element)
  const targets = targetsOf(element)
  return {
    types: typesOf(element),
    min: element.min,
    max: element.max === '*' ? '*' : 1,
    ...(element.path.endsWith('[x]') && { choice: true as const }),
    ...(binding && { binding }),
    ...(targets && { targets }),
    ...(element.isSummary === true && { summary: true as const }),
    ...(element.isModifier === true && { modifier: true as const }),
  }
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('.'))
const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).replace('[x]', '')

/** Elements that a base brings are left to the base, so that each fact stands once. */
const isOwn = (element: ElementSource): boolean =>
  element.path.includes('.') && (element.base === undefined || element.base.path === element.path)

function childrenOf(structure: StructureSource, path: string): Record<string, ElementDefinition> {
  const own = structure.snapshot.element.filter((each) => isOwn(each) && parentOf(each.path) === path)
  return Object.fromEntries(own.map((each) => [nameOf(each.path), toElement(each)]))
}

const kindOf = (structure: StructureSource): TypeDefinition['kind'] =>
  structure.kind === 'resource' ? 'resource' : structure.kind === 'primitive-type' ? 'primitive' : 'datatype'

function baseOf(structure: StructureSource): { base?: string } {
  return structure.baseDefinition === undefined ? {} : { base: lastSegment(structure.baseDefinition) }
}

function backbonesOf(structure: StructureSource): [string, TypeDefinition][] {
  const parts = structure.snapshot.element.filter((each) => typesOf(each)[0] === each.path && each.path.includes('.'))
  return parts.map((each) => [
    each.path,
    {
      kind: 'backbone',
      base: typeName(each.type?.[0]?.code ?? 'Element'),
      elements: childrenOf(structure, each.path),
    },
  ])
}

const typesOfStructure = (structure: StructureSource): [string, TypeDefinition][] => [
  [
    structure.type,
    {
      kind: kindOf(structure),
      ...(structure.abstract && { abstract: true as const }),
      ...baseOf(structure),
      elements: structure.kind === 'primitive-type' ? {} : childrenOf(structure, structure.type),
    },
  ],
  ...backbonesOf(structure),
]

/** Constrained types (SimpleQuantity) and those of later versions are not types of their own. */
const isType = (structure: StructureSource): boolean =>
  structure.kind !== 'logical' && structure.derivation !== 'constraint' && structure.fhirVersion === '4.0.1'

export function typeTable(core: Definitions): Record<string, TypeDefinition> {
  return Object.fromEntries(core.structures.filter(isType).flatMap(typesOfStructure))
}
