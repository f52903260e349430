/** A token and a contact point -> where its address is the one asked for. https://hl7.org/fhir/R4/search.html#token */
import { askedDigits, digitsOf, isDialled } from '../../../fhir/contact.ts'
import { atMost, either, everything, nothing, type Between } from '../../../mapping/cond.ts'
import type { Element, Facts } from '../../../mapping/model.ts'
import { someChild, type Branch } from '../branches.ts'
import { constantOf } from '../constant.ts'
import type { AskedToken } from '../values.ts'
import { askHole } from './hole.ts'
import { systemBeside } from './system.ts'
import { childIs, childIsThere } from './text.ts'

function hasDigits(node: Branch['node'], digits: string, facts: Facts): Between {
  if (node.kind === 'hole') return askHole(node, { kind: 'dialled', digits }, facts)
  const value = node.kind === 'constant' ? constantOf(node, facts) : undefined
  return typeof value === 'string' && digitsOf(value) === digits ? everything : nothing
}

/** Of a number its digits are asked, where the system says that it is one. What is no number is a text beside any system. */
export function matchContact(element: Element, { system, code }: AskedToken, facts: Facts): Between {
  if (system !== undefined && system !== '') return nothing
  if (code === undefined) return childIsThere(element, 'value')
  const digits = askedDigits(code)
  const beside = systemBeside(element, facts)
  const text = (): Between => childIs(element, 'value', code, facts, 'folded')
  const number = (): Between => someChild(element, 'value', (node) => hasDigits(node, digits, facts))
  if (digits === '') return text()
  if (beside === undefined) return atMost(either(text(), number()).over)
  return isDialled(beside.system) ? number() : text()
}
