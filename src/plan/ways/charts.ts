/** A condition on whose data rows are -> the charts under which they are filed, with which the statement can begin. */
import { and, oneOf, type Cond } from '../../mapping/cond.ts'
import type { Source } from '../../mapping/model.ts'
import type { Charts } from '../model.ts'
import { isTest, sameColumn, type Tested } from '../conditions/test-algebra.ts'
import { servedBy, type Serving } from './indexes.ts'

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

const valuesOf = ({ test }: Tested): readonly string[] => (test.is === 'in' ? test.values : [])

/** Rows are filed under a patient's own key and under those of charts that were merged into it: only the Patient table knows which. */
const isFiled = (cond: Cond): cond is Tested =>
  isTest(cond) && cond.column.choice !== undefined && cond.test.is === 'in'

/** The organization's charts, where an index tells them apart by it. */
function ofTenant({ root }: Source, parts: readonly Cond[]): readonly Cond[] {
  const column = root.kind === 'reference' ? root.tenant : undefined
  return column === undefined ? [] : parts.filter((part) => isTest(part) && sameColumn(part.column, column))
}

/** Undefined where no index leads from a chart to its rows, or the condition names no patients. */
export function chartsOf(serving: Serving, where: Cond): Charts | undefined {
  const parts = partsOf(where)
  const filed = parts.filter(isFiled).find((part) => servedBy(serving, part) !== undefined)
  const choice = filed?.column.choice
  if (filed === undefined || choice === undefined) return undefined
  const tenant = ofTenant(serving.source, parts)
  const [keys, { when, then, otherwise }] = [valuesOf(filed), choice]
  return [and(...tenant, oneOf(otherwise, keys)), and(...tenant, when, oneOf(then, keys))]
}

/** An alternative that charts lead to, which no index of the source's own serves. */
export const isFiledOr = (cond: Cond): boolean =>
  cond.kind === 'or' && cond.of.some((branch) => partsOf(branch).some(isFiled))
