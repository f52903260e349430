/** A search with `_revinclude` -> a refusal where what points to the page could only be found by reading a large table through. */
import { Problem } from '../../fhir/problem.ts'
import { encodeId } from '../../mapping/id.ts'
import type { KeyPart, Source } from '../../mapping/model.ts'
import { planReferring } from '../include.ts'
import type { IncludePlan, SearchPlan } from '../model.ts'

const sampleKeys: Readonly<Record<KeyPart['codec'], string>> = {
  integer: '1',
  text: '1',
  uuid: '00000000-0000-0000-0000-000000000000',
}

/** An id that a row of the source could have: what drives does not depend on which. */
function sampleId(source: Source): readonly string[] {
  // Of a hash the beginning of a key is sought.
  const isLong = (codec: KeyPart['codec']): boolean => source.isHashed === true && codec === 'text'
  const key = source.key.map(({ codec }) => sampleKeys[codec].repeat(isLong(codec) ? 64 : 1))
  const id = encodeId(source, source.kinds[0], key)
  return id === undefined ? [] : [id]
}

function withoutBudget(plan: SearchPlan): SearchPlan {
  const { context } = plan
  return { ...plan, context: { ...context, limits: { ...context.limits, scanRows: Infinity } } }
}

function undriven(plan: SearchPlan, include: IncludePlan): Source | undefined {
  const ids = (plan.context.mapping.byType.get(plan.request.type) ?? []).flatMap(sampleId)
  const driven = new Set(planReferring(plan, include, ids).map(({ source }) => source))
  return planReferring(withoutBudget(plan), include, ids).find(({ source }) => !driven.has(source))?.source
}

/** An answer that leaves some out would look like one that has found all. Throws Problem plan-needs-driver. */
export function checkReferring(plan: SearchPlan): SearchPlan {
  for (const include of plan.includes.filter(({ kind }) => kind === 'revinclude')) {
    const source = undriven(plan, include)
    if (source === undefined) continue
    const name = `_revinclude=${include.type}:${include.parameter.name}`
    const message = `${name} would look at too many records.`
    const operator = `It would read ${source.from.name}: no index serves it (${source.at.file}:${source.at.line}).`
    const hint = `Search ${include.type} by ${include.parameter.name} together with patient.`
    throw new Problem('plan-needs-driver', message, { expression: ['_revinclude'], hint, operator })
  }
  return plan
}
