/**
 * The id of a Binary -> the plan that reads its row. What it belongs to (`securityContext`) decides who may have it: here its type has to be granted,
 * and once the row has named it, it has to be readable itself. https://hl7.org/fhir/R4/binary.html#security
 */
import type { Access } from '../auth/access.ts'
import type { Node, Source } from '../mapping/model.ts'
import type { Context, ReadPlan } from './model.ts'
import { accessFor, checkGranted } from './passes/restrict.ts'
import { sourcesOf } from './question/offered.ts'
import { planGranted } from './read.ts'

const typesOf = (node: Node): readonly string[] => {
  if (node.kind === 'first') return node.of.flatMap((each) => typesOf(each.node))
  return node.kind === 'hole' && node.lens.targetType !== undefined ? [node.lens.targetType] : []
}

/** The types that a source's rows may belong to; its own where the mapping says of none. */
function keepersOf({ kinds, resource }: Source): readonly string[] {
  const contexts = kinds.flatMap(({ tree }) => tree.children.filter(({ element }) => element === 'securityContext'))
  const types = contexts.flatMap(({ occurrences }) => occurrences.flatMap(({ node }) => typesOf(node)))
  return types.length === 0 ? [resource] : types
}

/** What a granular scope asks is asked of the keeper, not of the Binary. */
const plain = (rules: Access['patient']): Access['patient'] => rules.map((rule) => ({ ...rule, parameters: [] }))

/** Throws Problem plan-type-unknown, auth-scope, plan-not-found. The row itself may still turn out not to be there. */
export function planContent(id: string, context: Context): ReadPlan {
  const keepers = [...new Set(sourcesOf(context.mapping, 'Binary').flatMap(keepersOf))]
  const all = keepers.map((type) => accessFor(context, type, 'read'))
  const granted: Access = {
    patient: all.flatMap(({ patient }) => plain(patient)),
    other: all.flatMap(({ other }) => plain(other)),
  }
  checkGranted(granted, keepers[0] ?? 'Binary', 'read')
  return planGranted('Binary', id, context, granted)
}
