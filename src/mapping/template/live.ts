/** A use of a live code list -> its lens with the join it needs; what cannot be looked up so is refused by name. */
import type { CodesLens } from '../lenses/codes.ts'
import { liveCodesLens } from '../lenses/live-codes.ts'
import { wholeOf } from '../lenses/pipeline.ts'
import type { CodeList } from '../codes.ts'
import type { Call } from '../expression.ts'
import type { Lens, Place } from '../model.ts'
import { isNumeric } from '../value.ts'
import { fault, type Build } from './context.ts'

const hint = 'leave live out of the list, and its table is read as a whole'

export const isLive = ({ definition: { source } }: CodeList): boolean =>
  source.kind === 'table' && source.live !== undefined

/** Of lenses that look in the list as a whole. */
export const refuseLive = (build: Build, list: CodeList, lens: string, at: Place): undefined =>
  fault(build, at, `the list ${list.definition.name} is looked up live: ${lens} cannot`, hint)

export function makeLive(build: Build, codes: CodesLens, at: Place): Lens | undefined {
  const { list, text } = codes
  const { source, name } = list.definition
  if (source.kind !== 'table' || source.live === undefined) return undefined
  if (text.steps.length > 0 || wholeOf(text.column) !== undefined)
    return fault(build, at, `the list ${name} is looked up live: by a column as it is stored`, hint)
  if (isNumeric(text.column) !== isNumeric(source.live.local))
    return fault(
      build,
      at,
      `${text.column.name} and ${source.live.local.name} of the list ${name} are not of one type`,
      hint,
    )
  const alias = build.joinCode?.(text.column, list)
  if (alias !== undefined) return liveCodesLens(codes, source, source.live, alias)
  return fault(build, at, `the list ${name} is looked up live, which cannot be here`, hint)
}

/** The list, where it is held as a whole. */
export const wholeList = (build: Build, list: CodeList | undefined, call: Call | undefined): CodeList | undefined =>
  list && call && isLive(list) ? refuseLive(build, list, call.name, call.at) : list
