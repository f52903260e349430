// Gives typed, frozen access to the generated tables of R4 and US Core in `definitions/`; see scripts/definitions.
import { readFileSync } from 'node:fs'

import type {
  Coding,
  ElementDefinition,
  ExtensionDefinition,
  ProfileDefinition,
  SearchParameterDefinition,
  TypeDefinition,
  TypedElement,
} from './definition.ts'

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  Object.values(value).forEach(freeze)
  return Object.freeze(value)
}

/** Table keys come from outside, so that names of Object's own must not be found in them. */
function readTable<T>(name: string): ReadonlyMap<string, T> {
  const text = readFileSync(new URL(`definitions/${name}.json`, import.meta.url), 'utf8')
  return new Map(Object.entries(freeze(JSON.parse(text) as Record<string, T>)))
}

type Codes = Readonly<Record<string, string>>

const types = readTable<TypeDefinition>('types')
const searchParameters = readTable<Readonly<Record<string, SearchParameterDefinition>>>('search-parameters')
const valueSets = readTable<Readonly<Record<string, Codes>>>('value-sets')
const extensions = readTable<ExtensionDefinition>('extensions')

/** All concrete resource types of R4, in alphabetical order. */
export const resourceTypes: readonly string[] = Object.freeze(
  [...types].filter(([, type]) => type.kind === 'resource' && type.abstract === undefined).map(([name]) => name),
)

const resourceTypeNames = new Set(resourceTypes)

export const isResourceType = (name: string): boolean => resourceTypeNames.has(name)

export const typeExists = (name: string): boolean => types.has(name)

/** A type by name: `Patient`, `HumanName`, `string`, `Patient.contact`. */
export const typeDefinition = (name: string): TypeDefinition | undefined => types.get(name)

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** An element by its name without a choice's type (`value`, not `valueQuantity`), those of the base types included. */
export function elementOf(typeName: string, elementName: string): ElementDefinition | undefined {
  const type = types.get(typeName)
  if (type === undefined) return undefined
  return own(type.elements, elementName) ?? (type.base === undefined ? undefined : elementOf(type.base, elementName))
}

/** All elements of a type, the base's first: names for completeness checks and for "did you mean". */
export function elementsOf(typeName: string): readonly (readonly [string, ElementDefinition])[] {
  const type = types.get(typeName)
  if (type === undefined) return []
  return [...(type.base === undefined ? [] : elementsOf(type.base)), ...Object.entries(type.elements)]
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Resolves a name as JSON writes it: `valueQuantity` to `value` of type Quantity, `status` to itself. */
export function elementByJsonName(typeName: string, jsonName: string): TypedElement | undefined {
  const plain = elementOf(typeName, jsonName)
  if (plain !== undefined && plain.choice === undefined) {
    return {
      name: jsonName,
      type: plain.types[0] ?? 'Element',
      element: plain,
    }
  }
  for (const [name, element] of elementsOf(typeName)) {
    const type = element.choice && element.types.find((each) => name + capitalize(each) === jsonName)
    if (type !== undefined) return { name, type, element }
  }
  return undefined
}

/** `value` and `Quantity` to `valueQuantity`. */
export const jsonNameOf = (name: string, element: ElementDefinition, type: string): string =>
  element.choice === undefined ? name : name + capitalize(type)

const searchParameterCache = new Map<string, ReadonlyMap<string, SearchParameterDefinition>>()

function mergeSearchParameters(resourceType: string): ReadonlyMap<string, SearchParameterDefinition> {
  const common = Object.entries(searchParameters.get('Resource') ?? {}).map(([name, each]) => {
    return [
      name,
      Object.freeze({
        ...each,
        expression: each.expression.replace('Resource', resourceType),
      }),
    ] as const
  })
  return new Map([...common, ...Object.entries(searchParameters.get(resourceType) ?? {})])
}

/** Every parameter with an expression: R4's, US Core's, and the common ones (`_id`, `_lastUpdated`, ...), by name. */
export function searchParametersOf(resourceType: string): ReadonlyMap<string, SearchParameterDefinition> {
  const known = searchParameterCache.get(resourceType)
  if (known !== undefined || !isResourceType(resourceType)) return known ?? new Map()
  const merged = mergeSearchParameters(resourceType)
  searchParameterCache.set(resourceType, merged)
  return merged
}

const valueSetCache = new Map<string, readonly Coding[]>()

const toCodings = (systems: Readonly<Record<string, Codes>>): readonly Coding[] =>
  Object.entries(systems).flatMap(([system, codes]) =>
    Object.entries(codes).map(([code, display]) => Object.freeze({ system, code, display })),
  )

/** The codes of a value set by its canonical URL; undefined for the large and the unlisted ones. */
export function valueSet(url: string): readonly Coding[] | undefined {
  const systems = valueSets.get(url)
  const known = valueSetCache.get(url)
  if (systems === undefined || known !== undefined) return known
  const codings = Object.freeze(toCodings(systems))
  valueSetCache.set(url, codings)
  return codings
}

/** The editions of US Core whose profiles are known. Value sets, extensions and search parameters are those of the {@link commonEdition}. */
export const editions = ['3.1.1', '6.1.0', '7.0.0', '8.0.0'] as const

export type Edition = (typeof editions)[number]

export const commonEdition: Edition = '6.1.0'

/** Those in which a mapping is served. In the others extensions and slices have other names or types. */
export const servedEditions: readonly Edition[] = ['6.1.0', '7.0.0']

const profiles = new Map<Edition, ReadonlyMap<string, ProfileDefinition>>()

/** Read when an edition is first asked for: most processes need one. */
function profilesOf(edition: Edition): ReadonlyMap<string, ProfileDefinition> {
  const known = profiles.get(edition) ?? readTable<ProfileDefinition>(`profiles-${edition}`)
  profiles.set(edition, known)
  return known
}

/** A US Core profile by its short id: `us-core-patient`. */
export const profile = (id: string, edition: Edition = commonEdition): ProfileDefinition | undefined =>
  profilesOf(edition).get(id)

/** In alphabetical order. */
export const profileIds = (edition: Edition = commonEdition): readonly string[] => [...profilesOf(edition).keys()]

/** An extension of R4 or US Core by its short id: `us-core-race`, `condition-assertedDate`. */
export const extension = (id: string): ExtensionDefinition | undefined => extensions.get(id)

const extensionsByUrl = new Map([...extensions.values()].map((each) => [each.url, each]))

export const extensionByUrl = (url: string): ExtensionDefinition | undefined => extensionsByUrl.get(url)
