/** Elements of several types: `value: { Quantity: ... }`, or one type where the lens or the profile leaves no other. */
import { jsonNameOf } from '../../fhir/definitions.ts'
import { suggest } from '../diagnostics.ts'
import { parseExpression } from '../expression.ts'
import type { Occurrence } from '../model.ts'
import type { ProfileNode } from '../profile.ts'
import { itemsOf, type Entry, type MapNode, type TextNode, type Yaml } from '../yaml.ts'
import { fault, type Build, type Named, type Slot } from './context.ts'
import { isQuantityPipe } from './quantities.ts'
import { makeOccurrences } from './values.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function profileOf(build: Build, named: Named, type: string): ProfileNode | undefined {
  const own = build.profile
  return own?.slices.get(named.element + capital(type)) ?? own
}

function typed(build: Build, named: Named, type: string, node: Yaml): readonly Occurrence[] {
  const profile = profileOf(build, named, type)
  const { profile: _, ...rest } = build
  const inside = profile === undefined ? rest : { ...rest, profile }
  const { binding } = named.definition
  const slot: Slot = {
    type,
    json: jsonNameOf(named.element, named.definition, type),
    ...(binding === undefined ? {} : { binding }),
  }
  return makeOccurrences(inside, slot, node, true)
}

const byLens: Readonly<Record<string, readonly string[]>> = {
  codes: ['CodeableConcept', 'Coding', 'code'],
  coding: ['CodeableConcept', 'Coding', 'code'],
  hl7ce: ['CodeableConcept'],
  ref: ['Reference'],
  is: ['boolean'],
  local: ['dateTime', 'instant'],
  utc: ['dateTime', 'instant'],
  localtime: ['dateTime'],
  hl7ts: ['dateTime', 'instant'],
  iso: ['dateTime', 'instant'],
  date: ['dateTime', 'date'],
  ymd: ['dateTime', 'date'],
  number: ['decimal', 'integer'],
}

/** The only type that the profile leaves, or the one that the expression's last lens gives. */
function guess(build: Build, named: Named, node: TextNode): string | undefined {
  const open = build.profile?.element?.types ?? named.definition.types
  if (open.length === 1) return open[0]
  const parsed = node.text.startsWith('=') ? parseExpression(node, build.diagnostics) : undefined
  const pipe = parsed?.[0]?.kind === 'pipe' ? parsed[0].pipe : undefined
  if (pipe === undefined) return undefined
  if (isQuantityPipe(pipe)) return 'Quantity'
  const candidates = pipe.calls.flatMap((call) => byLens[call.name] ?? [])
  return candidates.find((type) => named.definition.types.includes(type))
}

function guessed(build: Build, named: Named, node: TextNode): readonly Occurrence[] {
  const type = guess(build, named, node)
  if (type !== undefined) return typed(build, named, type, node)
  fault(
    build,
    node.at,
    `${build.path} may have several types`,
    `write one: { ${named.definition.types.slice(0, 6).join(' | ')}: ... }`,
  )
  return []
}

const controls = new Set(['first', 'case', 'when', 'is', 'absent', 'none', 'else', 'each'])

/** Control words keep their place; type names inside are typed. */
function mapped(build: Build, named: Named, node: MapNode): readonly Occurrence[] {
  const types = node.entries.filter(({ key }) => named.definition.types.includes(key))
  const isControl = node.entries.some(({ key }) => controls.has(key))
  if (types.length === 0 && !isControl) return unknownTypes(build, named, node)
  return makeOccurrences(build, { type: 'choice', choose: (inside, each) => anyOf(inside, named, each) }, node, true)
}

function unknownTypes(build: Build, named: Named, node: MapNode): readonly Occurrence[] {
  const [only] = build.profile?.element?.types ?? named.definition.types
  if ((build.profile?.element?.types ?? named.definition.types).length === 1) return typed(build, named, only!, node)
  const key = node.entries[0]?.key ?? ''
  fault(build, node.at, `"${key}" is no type of ${build.path}`, suggest(key, named.definition.types))
  return []
}

function anyOf(build: Build, named: Named, node: Yaml): readonly Occurrence[] {
  if (node.kind === 'text') return guessed(build, named, node)
  if (node.kind === 'list') return itemsOf(node).flatMap((item) => anyOf(build, named, item))
  return node.entries.flatMap(({ key, keyAt, value }) => {
    if (named.definition.types.includes(key)) return typed(build, named, key, value)
    fault(build, keyAt, `"${key}" is no type of ${build.path}`, suggest(key, named.definition.types))
    return []
  })
}

/** Occurrences of a choice, each with its own JSON name. */
export function choiceOccurrences(build: Build, _parent: string, named: Named, entry: Entry): readonly Occurrence[] {
  if (named.type !== undefined) return typed(build, named, named.type, entry.value)
  if (entry.value.kind === 'map') return mapped(build, named, entry.value)
  return anyOf(build, named, entry.value)
}
