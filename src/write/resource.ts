/** The slow and obvious way from a row to its resource: the object is built. Tests hold the compiled writers equal to it. */
import { elementByJsonName } from '../fhir/definitions.ts'
import { buildMembers } from '../mapping/build.ts'
import { isExcused } from '../mapping/template/life.ts'
import { encodeId, printKey } from '../mapping/id.ts'
import type { Report } from './frame.ts'
import type { Bad, Child, Facts, Json, Kind, Reader, Source } from '../mapping/model.ts'

type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }
export type Resource = { readonly [name: string]: Value }
type Fields = Readonly<Record<string, Json>>

const numbers = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt'])

function plain(text: string, type: string): Value {
  if (type === 'boolean') return text === 'true'
  return numbers.has(type) ? Number(text) : text
}

/** Texts as the values that JSON has for their types. Decimals lose the zeros at their end. */
function toValue(json: Json, type: string): Value {
  if (typeof json === 'string') return plain(json, type)
  if (Array.isArray(json)) return json.map((each: Json) => toValue(each, type))
  const typeOf = (name: string): string => elementByJsonName(type, name)?.type ?? 'string'
  return Object.fromEntries(Object.entries(json as Fields).map(([name, each]) => [name, toValue(each, typeOf(name))]))
}

const metaOrder = ['versionId', 'lastUpdated', 'source', 'profile', 'security', 'tag']

function metaOf(kind: Kind, own: Json | undefined): Json | undefined {
  const all: Record<string, Json> = {
    ...(kind.profiles.length > 0 && { profile: kind.profiles }),
    ...(own as Fields | undefined),
  }
  const names = metaOrder.filter((name) => name in all)
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, all[name]!]))
}

const silent: Report = () => {}

/** Undefined where there is no valid resource: a required element has no value. All elements, no tag. */
export function buildResource(
  source: Source,
  kind: Kind,
  reader: Reader,
  facts: Facts,
  report = silent,
): Resource | undefined {
  const { type, children } = kind.tree
  const tell = (element: string, { bad, instead }: Bad, isReplaced?: boolean): void => {
    const became = instead !== undefined ? 'part' : isReplaced === true ? 'another' : undefined
    report({ source: source.name, element, reason: bad, ...(became && { became }) })
  }
  const members = buildMembers(kind.tree, reader, { facts, report: tell, path: type })
  const key = printKey(
    source,
    source.key.map(({ column }) => reader.get(column)),
  )
  const id = key && encodeId(source, kind, key)
  if (id === undefined) return undefined
  const isMissing = (child: Child): boolean =>
    child.required &&
    child.unless === undefined &&
    !isExcused(child, children) &&
    !members.some((each) => each.child === child)
  if (children.some(isMissing)) return undefined
  const { meta: ownMeta, ...body } = Object.fromEntries(members.map(({ name, value }) => [name, value]))
  const meta = metaOf(kind, ownMeta)
  const head = { resourceType: type, id }
  return { ...head, ...(meta !== undefined && { meta: toValue(meta, 'Meta') }), ...(toValue(body, type) as Resource) }
}
