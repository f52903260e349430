/** A client that is bound to groups of patients -> the rows that are of their members, asked of the database in each statement. */
import { always, and, never, not, oneOf, or, type Cond } from '../../mapping/cond.ts'
import type { Member, Source } from '../../mapping/model.ts'
import { inGroup } from '../../mapping/member.ts'
import type { Context } from '../model.ts'

/** Nobody is in a group of which the mapping does not say who is. */
const inAny = (members: readonly Member[] | undefined, groups: readonly string[]): Cond =>
  or(...(members ?? []).map((member) => inGroup(member, (column) => oneOf(column, groups))))

/** What was filed under a chart that was merged away is the survivor's: its groups count. */
function ofPatient(
  { members, merge }: Extract<Source['root'], { kind: 'reference' }>,
  groups: readonly string[],
): Cond {
  const own = inAny(members, groups)
  if (merge?.survivor === undefined) return own
  return or(and(not(merge.when), own), and(merge.when, inAny(merge.members, groups)))
}

/** Holds for every row where the client is bound to no group. What is `shared` is no patient's; what is `never` is nobody's to see. */
export function ofGroups({ root, members }: Source, { grant: { groups } }: Context): Cond {
  if (groups === undefined || root.kind === 'shared') return always
  if (root.kind === 'never') return never
  return root.kind === 'self' ? inAny(members, groups) : ofPatient(root, groups)
}
