/** The slow and obvious way from nodes of a template and a row to JSON. The fast writer is held equal to it. */
import { constantOf, given, givenChild, givenFirst, holeOf, type Ask, type Asking, type Told } from './given.ts'
import type { Bad, Child, Element, Facts, First, Hole, Json, Node, Occurrence, Reader } from './model.ts'
import { demandsOf, vitals } from './template/life.ts'
import { isBad, servedOf } from './value.ts'

/** Told of every bad value met: the path of the element, the reason, and whether another value stands in its place. */
export type Report = (path: string, bad: Bad, isReplaced?: boolean) => void

export interface Building {
  readonly facts: Facts
  readonly report: Report
  readonly path: string
}

/** What one walk gives; then what was bad in it is told. */
function collect<T>(building: Building, walk: (asking: Asking<Json>) => T): T {
  const told: Told[] = []
  const report: Report = (path, bad, isReplaced = false) => void told.push({ path, bad, isReplaced })
  const ask: Ask<Json> = (node, reader) => build(node, reader, { ...building, report })
  const found = walk({ facts: building.facts, ask, told })
  for (const { path, bad, isReplaced } of told) building.report(path, bad, isReplaced)
  return found
}

function buildHole(hole: Hole, reader: Reader, { facts, report, path }: Building): Json | undefined {
  const value = holeOf(hole, reader, facts)
  if (isBad(value)) report(path, value)
  return servedOf(value)
}

/** What the node gives for the row, undefined for nothing. */
export function build(node: Node, reader: Reader, building: Building): Json | undefined {
  switch (node.kind) {
    case 'constant':
      return constantOf(node, building.facts)
    case 'hole':
      return buildHole(node, reader, building)
    case 'first':
      return buildFirst(node, reader, building)
    case 'element':
      return buildElement(node, reader, building)
  }
}

function buildFirst({ of }: First, reader: Reader, building: Building): Json | undefined {
  return collect(building, (asking) => givenFirst(of, reader, asking).next().value?.value)
}

/** All that an occurrence gives, in order. */
export const buildOccurrence = (occurrence: Occurrence, reader: Reader, building: Building): readonly Json[] =>
  collect(building, (asking) => [...given(occurrence, reader, asking)].map(({ value }) => value))

/** What a child gives: a member of the JSON object, and whether it is a value of its own or says why there is none. */
export interface Built {
  readonly name: string
  readonly value: Json
  readonly isOwn: boolean
}

/** Undefined for nothing; the absent extension goes beside a primitive's name. */
export function buildChild(child: Child, reader: Reader, outer: Building): Built | undefined {
  const building = { ...outer, path: `${outer.path}.${child.element}` }
  const all = collect(building, (asking) => [...givenChild(child, reader, asking)])
  const [first] = all
  if (first === undefined) return absentMember(child)
  const name = child.array ? child.json : (first.json ?? child.json)
  return { name, value: child.array ? all.map(({ value }) => value) : first.value, isOwn: true }
}

function absentMember({ absent, json, array }: Child): Built | undefined {
  if (absent === undefined) return undefined
  return { name: absent.primitive ? `_${json}` : json, value: array ? [absent.value] : absent.value, isOwn: false }
}

/** The members of an element, in order, each with the child that it is of. */
export function buildMembers(
  { children }: Element,
  reader: Reader,
  building: Building,
): readonly (Built & { readonly child: Child })[] {
  return children.flatMap((child) => {
    const built = buildChild(child, reader, building)
    return built === undefined ? [] : [{ ...built, child }]
  })
}

export function buildElement(element: Element, reader: Reader, building: Building): Json | undefined {
  const members = buildMembers(element, reader, building)
  const vital = vitals(element)
  const isOwn = (one: Child): boolean => members.some((each) => each.isOwn && each.child === one)
  const isAlive = (vital === undefined || vital.some(isOwn)) && demandsOf(element).every(isOwn)
  if (!isAlive || members.length === 0) return undefined
  return Object.fromEntries(members.map(({ name, value }) => [name, value]))
}
