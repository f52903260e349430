/** A source -> the conditions under which its rows are anyone's: of this organization, not deleted, of a patient who is there. */
import { always, and, has, never, not, oneOf, or, type Cond } from '../../mapping/cond.ts'
import { decodeId, type DecodedId } from '../../mapping/id.ts'
import { keyParts } from '../../mapping/key-conditions.ts'
import type { Column, Facts, RootMerge, Source } from '../../mapping/model.ts'
import type { Context } from '../model.ts'
import { isHashed, matchHashed } from '../question/id-parameter.ts'
import { anything, byCondition, noMatch, type Matching } from '../question/matching.ts'
import { ofGroups } from './groups.ts'

function ofTenant({ tenant, root }: Source, { tenant: { key }, mapping }: Context): Cond {
  const columns = [tenant, root.kind === 'reference' ? root.tenant : undefined].filter((column) => column !== undefined)
  if (columns.length > 0) return and(...columns.map((column) => oneOf(column, [key])))
  // Rows that name no organization are everyone's only where they are nobody's, or where the mapping is of one organization.
  return root.kind === 'shared' || mapping.organizations === 'one' ? always : never
}

/** What was filed under a chart that was merged away is the survivor's, as long as that is there. */
function ofMerged({ when, survivor }: RootMerge): Cond {
  const there = survivor?.on.slice(0, 1).map(({ left }) => has(left)) ?? []
  return or(not(when), ...there)
}

function ofLiving({ root, keep }: Source): Cond {
  if (root.kind !== 'reference') return keep
  return and(root.keep, root.merge === undefined ? always : ofMerged(root.merge), keep)
}

/** Holds for every row that anybody of the organization may be shown, by this client. */
export const rootOf = (source: Source, context: Context): Cond =>
  and(ofTenant(source, context), ofLiving(source), ofGroups(source, context))

/** The columns, of a key or of a reference to it, hold this key of the Patient source. */
const keyIs = (columns: readonly Column[], decoded: DecodedId, facts: Facts): Matching =>
  isHashed(decoded) ? matchHashed(decoded, columns) : byCondition(and(...keyParts(decoded, columns)), facts)

/**
 * The rows in the compartment of the patient with this logical id. What is shared belongs to every compartment of its
 * organization, what is `never` to none.
 */
export function compartmentOf(source: Source, patient: string, { mapping }: Context, facts: Facts): Matching {
  const { root } = source
  if (root.kind === 'shared') return anything
  if (root.kind === 'never') return noMatch
  const decoded = decodeId(mapping, 'Patient', patient)
  const isOwn = decoded?.source.name === root.source
  if (decoded === undefined || !isOwn) return noMatch
  if (root.kind === 'reference') return keyIs(root.patient, decoded, facts)
  return keyIs(
    source.key.map((part) => part.column),
    decoded,
    facts,
  )
}
