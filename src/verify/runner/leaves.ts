/** A node of a template -> the constants and holes that it comes to. */
import type { Constant, Hole, Node } from '../../mapping/model.ts'

export function leavesOf(node: Node): readonly (Constant | Hole)[] {
  if (node.kind === 'first') return node.of.flatMap((each) => leavesOf(each.node))
  if (node.kind === 'element')
    return node.children.flatMap((child) => child.occurrences.flatMap((each) => leavesOf(each.node)))
  return [node]
}
