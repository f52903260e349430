/** The leaves below an element of a mapping that a datatype's parts come to, each asked on its way. */
import type { Between } from '../../mapping/cond.ts'
import { either, nothing } from '../../mapping/cond.ts'
import type { Element, Turn } from '../../mapping/model.ts'
import { turnsInto, wrap } from '../../mapping/turns.ts'

export type Branch = Pick<Turn, 'node'>

export const hasChild = (element: Element, name: string): boolean =>
  element.children.some((child) => child.element === name)

/** Some child of this name is as `match` says. */
export function someChild(element: Element, name: string, match: (node: Branch['node']) => Between): Between {
  return either(
    ...turnsInto(element, name).map(({ steps, node }) => {
      const inner = match(node)
      return inner.over === nothing.over ? nothing : wrap(steps, inner)
    }),
  )
}
