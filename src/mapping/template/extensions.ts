/** Extensions by name: `extension: { race: { ombCategory: ..., text: ... } }`, or a simple one with its value. https://hl7.org/fhir/R4/extensibility.html */
import type { ExtensionDefinition } from '../../fhir/definition.ts'
import { extension as extensionById, extensionByUrl, jsonNameOf, elementOf } from '../../fhir/definitions.ts'
import { suggest } from '../diagnostics.ts'
import type { Child, Element, Node, Occurrence, Place } from '../model.ts'
import { itemsOf, type Entry, type Yaml } from '../yaml.ts'
import { constantChild } from './constants.ts'
import { fault, type Build, type Slot } from './context.ts'
import { lifeOf } from './life.ts'
import { makeOccurrences } from './values.ts'

function definitionOf(build: Build, { key, keyAt }: Entry): ExtensionDefinition | undefined {
  const slice = build.profile?.slices.get(key)
  const url = slice?.element?.extensionUrl ?? (key.includes(':') ? key : undefined)
  const found = url === undefined ? extensionById(key) : (extensionByUrl(url) ?? extensionById(key))
  return (
    found ??
    fault(
      build,
      keyAt,
      `"${key}" is no extension of the profile, nor one that is known`,
      suggest(key, build.profile?.slices.keys() ?? []),
    )
  )
}

function extensionElement(url: string, inner: Child, at: Place): Element {
  const children = [constantChild('url', 'url', 'uri', false, url, at), inner]
  return { kind: 'element', type: 'Extension', ...lifeOf(children, inner.element), children }
}

/** The type that the definition leaves; of several the one that suits a plain value best. */
function valueType(definition: ExtensionDefinition): string {
  const types = definition.types ?? ['string']
  return types.find((type) => ['CodeableConcept', 'Coding', 'code', 'dateTime'].includes(type)) ?? types[0] ?? 'string'
}

/** Each value of a simple extension becomes an extension of its own around it. */
function simple(build: Build, definition: ExtensionDefinition, node: Yaml): readonly Occurrence[] {
  const type = valueType(definition)
  const choice = elementOf('Extension', 'value')
  const json = choice === undefined ? 'value' : jsonNameOf('value', choice, type)
  const wrap = (value: Node): Node => {
    if (value.kind === 'first')
      return { kind: 'first', of: value.of.map((each) => ({ ...each, node: wrap(each.node) })) }
    const at = node.at
    const occurrences = [{ when: { kind: 'constant', value: true } as const, node: value, at }]
    return extensionElement(
      definition.url,
      { element: 'value', json, type, array: false, required: true, occurrences },
      at,
    )
  }
  const slot: Slot = {
    type,
    finish: wrap,
    ...(definition.binding === undefined ? {} : { binding: definition.binding }),
  }
  return makeOccurrences(build, slot, node, false)
}

function partsOf(build: Build, definition: ExtensionDefinition, entries: readonly Entry[]): readonly Occurrence[] {
  const parts = definition.parts ?? {}
  return entries.flatMap(({ key, keyAt, value }) => {
    const part = Object.hasOwn(parts, key) ? parts[key] : undefined
    if (part !== undefined) return simple({ ...build, path: `${build.path}.${key}` }, part, value)
    fault(build, keyAt, `"${key}" is no part of this extension`, suggest(key, Object.keys(parts)))
    return []
  })
}

function one(build: Build, entry: Entry): readonly Occurrence[] {
  const definition = definitionOf(build, entry)
  if (definition === undefined) return []
  const { profile: _, ...rest } = build
  const inside: Build = { ...rest, path: `${build.path}:${entry.key}` }
  if (definition.parts === undefined || entry.value.kind !== 'map') return simple(inside, definition, entry.value)
  const occurrences = partsOf(inside, definition, entry.value.entries)
  const inner: Child = {
    element: 'extension',
    json: 'extension',
    type: 'Extension',
    array: true,
    required: true,
    occurrences,
  }
  // Parts that are only constants and texts of others keep nothing alive: the demanded part is the heart in effect.
  return [
    {
      when: { kind: 'constant', value: true },
      node: extensionElement(definition.url, inner, entry.value.at),
      at: entry.keyAt,
    },
  ]
}

/** A map by names; items of a list are such maps too. */
export function extensionOccurrences(build: Build, node: Yaml): readonly Occurrence[] {
  return itemsOf(node).flatMap((item) => {
    if (item.kind === 'map') return item.entries.flatMap((entry) => one(build, entry))
    fault(build, item.at, 'extensions are written by name', 'write extension: { race: { ... } }')
    return []
  })
}
