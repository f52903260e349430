/** The primitive children of a datatype (a system, a code, a value) -> where they equal a text. */
import { everything, negate, nothing, type Between } from '../../../mapping/cond.ts'
import type { Element, Facts } from '../../../mapping/model.ts'
import { isSameToken, type Casing } from '../../../fhir/token-case.ts'
import { constantOf } from '../constant.ts'
import { someChild, type Branch } from '../branches.ts'
import { askHole } from './hole.ts'
import { yields } from '../../../mapping/template/alive.ts'

export type TextCasing = Exclude<Casing, 'by-system'>

export function equalsText(node: Branch['node'], text: string, facts: Facts, casing: TextCasing = 'exact'): Between {
  if (node.kind === 'hole') return askHole(node, { kind: 'text', text, casing }, facts)
  if (node.kind === 'element') return nothing
  const value = constantOf(node, facts)
  return typeof value === 'string' && isSameToken(value, text, casing === 'folded') ? everything : nothing
}

/** Some child of the name is the text. */
export const childIs = (element: Element, name: string, text: string, facts: Facts, casing?: TextCasing): Between =>
  someChild(element, name, (node) => equalsText(node, text, facts, casing))

export const childIsThere = (element: Element, name: string): Between => someChild(element, name, yields)

/** Three-way, as tokens ask it: undefined asks nothing, '' that there be none. */
export function childIsAsked(element: Element, name: string, text: string | undefined, facts: Facts): Between {
  if (text === undefined) return everything
  return text === '' ? negate(childIsThere(element, name)) : childIs(element, name, text, facts)
}
