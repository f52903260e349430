/** A kind of a source -> a function from a row to the JSON text of its resource; no object is built on the way. */
import { elementOf } from '../fhir/definitions.ts'
import type { Child, Element, Facts, Json, Kind, Source, Tenant } from '../mapping/model.ts'
import { isExcused } from '../mapping/template/life.ts'
import { compileElement, compileMembers } from './element.ts'
import type { Frame, Part, Report, Slot, Text } from './frame.ts'
import { layoutKey, type Children, type Layout, type Row } from './layout.ts'
import { fuse, type Member } from './members.ts'
import { compileObject } from './object.ts'
import { Scope } from './scope.ts'
import { quote } from './text.ts'

export interface WriterOptions {
  /** Names of top-level elements to write, beside those that no resource of the type can do without. All when absent. */
  readonly elements?: readonly string[]
}

/**
 * The JSON text of one row's resource, of which `id` is the logical id; '' where a required element is missing or bad, so that there is no valid one. What was bad has been
 * reported by then. The row has to satisfy the kind's condition: that is not checked.
 */
export type Writer = (id: string, row: Row, children: Children, facts: Facts, report: Report) => string

const subsetted: Json = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }

/** https://hl7.org/fhir/R4/search.html#elements: mandatory elements and modifiers come along. */
export function isWritten(type: string, child: Child, elements: readonly string[] | undefined): boolean {
  if (elements === undefined || child.required || child.element === 'meta') return true
  const definition = elementOf(type, child.element)
  if (definition && (definition.min > 0 || definition.modifier)) return true
  return elements.includes(child.element) || elements.includes(child.json)
}

/** The children of a kind's tree that are written after `id` and `meta`. */
export function writtenChildren(kind: Kind, elements: readonly string[] | undefined): readonly Child[] {
  const own = new Set(['id', 'meta', 'resourceType'])
  const isAsked = (child: Child): boolean => isWritten(kind.tree.type, child, elements)
  const isReason = ({ element, unless = [] }: Child): boolean =>
    unless.some((each) => each.element === element && isAsked(each))
  const asked = kind.tree.children.filter((child) => isAsked(child) || isReason(child))
  // A reason comes along with what it is the reason for, and is known only beside it.
  const wanted = new Set([...asked, ...asked.flatMap(({ unless }) => unless ?? [])])
  return kind.tree.children.filter((child) => !own.has(child.json) && wanted.has(child))
}

const isElement = (node: { readonly kind: string }): node is Element => node.kind === 'element'

/** The children that the tree gives `meta`: when it was last updated, security labels. */
export function metaChildren(kind: Kind): readonly Child[] {
  const meta = kind.tree.children.find((child) => child.json === 'meta')
  return (meta?.occurrences ?? []).flatMap(({ node }) => (isElement(node) ? node.children : []))
}

const constantChild = (json: string, type: string, values: readonly Json[]): Child => ({
  element: json,
  json,
  type,
  array: true,
  required: false,
  occurrences: values.map((value) => ({
    when: { kind: 'constant', value: true },
    node: { kind: 'constant', value, tenant: false, type },
    at: { file: '', line: 0, column: 0 },
  })),
})

const metaOrder = ['versionId', 'lastUpdated', 'source', 'profile', 'security', 'tag']

/** The whole of `meta` in FHIR's order: the tree's part, the profiles that the kind claims, and what else is to stand there. */
function metaElement(kind: Kind, more: readonly Child[]): Element {
  const own = metaChildren(kind)
  const profiles = own.some(({ json }) => json === 'profile')
    ? []
    : [constantChild('profile', 'canonical', kind.profiles)]
  const children = [...own, ...profiles, ...more]
  children.sort((one, other) => metaOrder.indexOf(one.json) - metaOrder.indexOf(other.json))
  return { kind: 'element', type: 'Meta', fixed: true, children }
}

function compileMeta(kind: Kind, scope: Scope, isCut: boolean): Part {
  const tag = isCut ? [constantChild('tag', 'Coding', [subsetted])] : []
  return compileElement(metaElement(kind, tag), scope.at('meta'), { before: ',"meta":', after: '' })
}

/** A member that no valid resource can do without: `note` is told when a row has none. */
function demand(member: Member, members: readonly Member[], source: string, note: () => void): Member {
  const { child, constant, absent, path } = member
  const isReason = child.unless !== undefined
  const isSaid = isExcused(
    child,
    members.map((each) => each.child),
  )
  if (!child.required || isReason || isSaid || absent !== '' || (constant !== undefined && constant !== ''))
    return member
  const compile = (slot: Slot): Text => {
    const part = member.compile(slot)
    return (row, frame) => {
      const text = typeof part === 'string' ? part : part(row, frame)
      if (text !== '') return text
      note()
      frame.report({ source, element: path, reason: 'is required and has no value' })
      return ''
    }
  }
  return { ...member, constant: undefined, compile }
}

/** The text of a resource behind `id` and `meta`, undefined where a required element has no value. */
type Body = (row: Row, frame: Frame) => string | undefined

function compileBody(kind: Kind, scope: Scope, elements: readonly string[] | undefined): Body {
  let isValid = true
  const note = (): void => void (isValid = false)
  const members = compileMembers(writtenChildren(kind, elements), scope)
  const { before, runs } = fuse(members.map((member) => demand(member, members, scope.source, note)))
  const open = before === '' ? '' : `,${before}`
  const text = compileObject(runs, { open, close: '', isBegun: true, fixed: true, vital: [], demanded: [] })
  return (row, frame) => {
    isValid = true
    const body = text(row, frame)
    return isValid ? body : undefined
  }
}

export function compileWriter(
  source: Source,
  kind: Kind,
  layout: Layout,
  tenant: Tenant,
  options: WriterOptions = {},
): Writer {
  const scope = new Scope({ tenant, source: source.name, layout, nest: compileElement }, kind.tree.type)
  const meta = compileMeta(kind, scope, options.elements !== undefined)
  const body = compileBody(kind, scope, options.elements)
  const open = `{"resourceType":${quote(kind.tree.type)},"id":"`
  return (id, row, children, facts, report) => {
    const frame: Frame = { children, facts, report }
    const rest = body(row, frame)
    return rest === undefined ? '' : `${open}${id}"${typeof meta === 'string' ? meta : meta(row, frame)}${rest}}`
  }
}

const writers = new WeakMap<Kind, Map<string, Writer>>()
/** Elements are the client's to choose, so what is kept for a kind is bounded. */
const keptWriters = 64

/** As {@link compileWriter}, made once for each layout, tenant and choice of elements. */
export function writerFor(
  source: Source,
  kind: Kind,
  layout: Layout,
  tenant: Tenant,
  options: WriterOptions = {},
): Writer {
  const known = writers.get(kind) ?? new Map<string, Writer>()
  writers.set(kind, known)
  const key = `${tenant.key}|${options.elements?.join() ?? '*'}|${layoutKey(layout)}`
  const found = known.get(key)
  if (found) return found
  if (known.size >= keptWriters) known.clear()
  const made = compileWriter(source, kind, layout, tenant, options)
  known.set(key, made)
  return made
}
