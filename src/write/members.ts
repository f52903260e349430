/** The children of an element -> JSON members, neighbouring constants fused into one text. */
import type { Child, Json, Occurrence } from '../mapping/model.ts'
import type { Part, Text } from './frame.ts'
import { compileMany, compileOne } from './occurrence.ts'
import type { Scope } from './scope.ts'
import { quote, valueText } from './text.ts'

/** One JSON member. */
export interface Member {
  readonly child: Child
  /** With the colon; '' where the part is a whole member. */
  readonly name: string
  readonly part: Part
  /** Keeps an element without a heart alive when it yields. */
  readonly vital: boolean
  /** The whole member that stands in when the part yields nothing. */
  readonly absent: string
  readonly path: string
}

/** Constants first, then alternately a member that depends on the row and the constants behind it. */
export interface Run {
  readonly member: Member
  readonly text: Text
  readonly behind: string
}

/** A child that keeps its element alive when it yields: constants do not. */
const isVital = (child: Child): boolean =>
  child.occurrences.some(({ node }) => node.kind === 'hole' || node.kind === 'first' || (node.kind === 'element' && !node.fixed))

const wrap = (value: Json, array: boolean): Json => (array && !Array.isArray(value) ? [value] : value)

function absentText(child: Child): string {
  if (!child.absent) return ''
  const { value, primitive } = child.absent
  const name = primitive ? `_${child.json}` : child.json
  const type = primitive ? 'Element' : child.type
  return `${quote(name)}:${valueText(wrap(value, child.array), type) ?? 'null'}`
}

const jsonNames = (occurrences: readonly Occurrence[], name: string): readonly string[] =>
  occurrences.flatMap(({ json = name, node }) => (node.kind === 'first' ? jsonNames(node.of, json) : [json]))

export function compileMember(child: Child, outer: Scope): Member {
  const scope = outer.at(child.element)
  const names = new Set(jsonNames(child.occurrences, child.json))
  const [only = child.json] = names
  const base = { child, absent: absentText(child), path: scope.path, vital: isVital(child) }
  if (names.size > 1) return { ...base, name: '', part: compileOne(child.occurrences, scope, child.json) }
  const part = child.array ? compileMany(child.occurrences, scope) : compileOne(child.occurrences, scope)
  return { ...base, name: `${quote(only)}:`, part }
}

export const constantOf = ({ part, name, absent }: Member): string | undefined => {
  if (typeof part !== 'string') return undefined
  return part === '' ? absent : name + part
}

export interface Runs {
  readonly before: string
  readonly runs: readonly Run[]
}

export const behind = (text: string, more: string): string => {
  if (more === '') return text
  return text === '' ? more : `${text},${more}`
}

/** Members in order, constants between the others fused; texts without outer commas. */
export function fuse(members: readonly Member[]): Runs {
  let before = ''
  const runs: Run[] = []
  for (const member of members) {
    const constant = constantOf(member)
    const last = runs.at(-1)
    if (constant === undefined) runs.push({ member, text: member.part as Text, behind: '' })
    else if (last) runs[runs.length - 1] = { ...last, behind: behind(last.behind, constant) }
    else before = behind(before, constant)
  }
  return { before, runs }
}

/** A required child for which the mapping has nothing at all for this tenant. */
export const missingAlways = (members: readonly Member[]): string | undefined =>
  members.find((member) => member.child.required && constantOf(member) === '')?.path
