/** Children of an element, in the order in which FHIR defines them. */
import { elementsOf } from '../../fhir/definitions.ts'
import type { Child } from '../model.ts'

/** In the order of the type's definition, as FHIR's own examples are written. */
export function inOrder(type: string, children: readonly Child[]): readonly Child[] {
  const order = new Map(elementsOf(type).map(([name], index) => [name, index]))
  return [...children].sort((a, b) => (order.get(a.element) ?? 0) - (order.get(b.element) ?? 0))
}
