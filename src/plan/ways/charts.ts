/** A condition on whose data rows are -> the charts under which they are filed, with which the statement can begin. */
import { and, not, oneOf, or, test, type Cond, type Test } from '../../mapping/cond.ts'
import { formsIn } from '../../mapping/key.ts'
import type { Column, Source } from '../../mapping/model.ts'
import type { Charts } from '../model.ts'
import { isTest, sameColumn, type Tested } from '../conditions/test-algebra.ts'
import { servedBy, type Serving } from './indexes.ts'
import { canLead } from './lead.ts'

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

/** Rows are filed under a patient's own key and under those of charts that were merged into it: only the Patient table knows which. */
const isFiled = (cond: Cond): cond is Tested =>
  isTest(cond) && cond.column.choice !== undefined && ['in', 'prefix'].includes(cond.test.is)

/** The organization's charts, where an index tells them apart by it. */
function ofTenant({ root }: Source, parts: readonly Cond[]): readonly Cond[] {
  const column = root.kind === 'reference' ? root.tenant : undefined
  return column === undefined ? [] : parts.filter((part) => isTest(part) && sameColumn(part.column, column))
}

/** The column that names the survivor may hold its key in another form. */
const isHeld = (into: Column, asked: Test): Cond =>
  asked.is === 'in'
    ? oneOf(
        into,
        asked.values.flatMap((value) => formsIn(into, value)),
      )
    : test(into, asked)

/** Undefined where no index leads from a chart to its rows, or the condition names no patients. */
export function chartsOf(serving: Serving, where: Cond): Charts | undefined {
  const parts = partsOf(where)
  const filed = parts.filter(isFiled).find((part) => servedBy(serving, part) !== undefined)
  const { root } = serving.source
  const merge = root.kind === 'reference' ? root.merge : undefined
  if (filed?.column.choice === undefined || merge === undefined || !canLead(serving.source)) return undefined
  const { otherwise, then } = filed.column.choice
  const tenant = ofTenant(serving.source, parts)
  const isNamed = (column: Column): Cond => test(column, filed.test)
  const found = [and(...tenant, isNamed(otherwise)), and(...tenant, merge.when, isHeld(merge.into, filed.test))]
  // That a chart is one of theirs is not said twice: databases would think twice as little of what is found.
  const moved = or(not(merge.when), isNamed(then))
  return { found, rest: and(...parts.map((part) => (part === filed ? moved : part))) }
}

/** An alternative that charts lead to, which no index of the source's own serves. */
export const isFiledOr = (cond: Cond): boolean =>
  cond.kind === 'or' && cond.of.some((branch) => partsOf(branch).some(isFiled))
