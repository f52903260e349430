/** Which charts a person may be shown to choose from -> conditions beside a search, which no request can ask for or leave out. */
import { not } from '../../mapping/cond.ts'
import { decodeId } from '../../mapping/id.ts'
import type { Source } from '../../mapping/model.ts'
import type { AskedPart } from './ask.ts'
import type { Asking } from './draft.ts'
import { anything, byCondition, noMatch } from '../question/matching.ts'
import { askParameter } from '../question/parameter.ts'

/** What a search asks beside its request, made of the mapping and the moment that the search sees. */
export type Beside = (asking: Asking) => readonly AskedPart[]

export const nothingBeside: Beside = () => []

const mergeOf = ({ merge, root }: Source) => (root.kind === 'self' ? merge : undefined)

/** Charts in use: one that was merged away is empty, what was filed there is the survivor's. */
export const chartsInUse: Beside = ({ facts }) => {
  const matching = (source: Source) => {
    const merge = mergeOf(source)
    return merge === undefined ? anything : byCondition(not(merge.when), facts)
  }
  return [{ request: { name: 'in use', values: [] }, matching }]
}

/**
 * Charts that the accounts of these patients, by logical ids, may open for others, by the mapping's `proxy:`. None where it has no such
 * clause. Ids that name no patient open nothing.
 */
export const chartsOpenedBy =
  (patients: readonly string[]): Beside =>
  ({ context: { mapping, base }, facts }) => {
    const known = patients.filter((id) => decodeId(mapping, 'Patient', id) !== undefined)
    const request = { name: 'proxy', values: known.map((id) => `Patient/${id}`) }
    const { proxy } = mapping
    if (proxy === undefined || known.length === 0) return [{ request, matching: () => noMatch }]
    return [askParameter(request, proxy, { facts, base })]
  }
