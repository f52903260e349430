/** The children of an element -> JSON members, neighbouring constants fused into one text. */
import type { Child, Json } from '../mapping/model.ts'
import { bareSlot, type Part, type Slot } from './frame.ts'
import { compileMany, compileOne } from './occurrence.ts'
import type { Scope } from './scope.ts'
import { quote, valueText } from './text.ts'

/** One JSON member. */
export interface Member {
  readonly child: Child
  /** The whole member, where it is the same for all rows. */
  readonly constant: string | undefined
  /** All rows have a value of it. */
  readonly isSure: boolean
  /** The whole member that stands in when the child yields nothing. */
  readonly absent: string
  readonly path: string
  /** The member's text inside the slot. */
  compile(slot: Slot): Part
}

/** A member that depends on the row, and the constants behind it. */
export interface Run {
  readonly member: Member
  readonly behind: string
}

/** Constants first, then what depends on the row; texts without outer commas. */
export interface Runs {
  readonly before: string
  readonly runs: readonly Run[]
}

const wrap = (value: Json, array: boolean): Json => (array && !Array.isArray(value) ? [value] : value)

function absentText({ absent, json, type, array }: Child): string {
  if (!absent) return ''
  const name = absent.primitive ? `_${json}` : json
  return `${quote(name)}:${valueText(wrap(absent.value, array), absent.primitive ? 'Element' : type) ?? 'null'}`
}

export function compileMember(child: Child, outer: Scope): Member {
  const scope = outer.at(child.element)
  const compileParts = child.array ? compileMany : compileOne
  const compile = (slot: Slot): Part => compileParts(child.occurrences, scope, { ...slot, name: child.json })
  const part = compile(bareSlot)
  const absent = absentText(child)
  const constant = typeof part === 'string' && child.unless === undefined ? part || absent : undefined
  return { child, constant, isSure: constant !== undefined && part !== '', absent, path: scope.path, compile }
}

export const joined = (text: string, more: string): string => {
  if (more === '') return text
  return text === '' ? more : `${text},${more}`
}

/** Members in order, the constants between the others fused. */
export function fuse(members: readonly Member[]): Runs {
  let before = ''
  const runs: Run[] = []
  for (const member of members) {
    const { constant } = member
    const last = runs.at(-1)
    if (constant === undefined) runs.push({ member, behind: '' })
    else if (last) runs[runs.length - 1] = { ...last, behind: joined(last.behind, constant) }
    else before = joined(before, constant)
  }
  return { before, runs }
}
