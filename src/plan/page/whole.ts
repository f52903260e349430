/** A source's share of a search -> whether SQL knows which of its rows give a resource: one that has an id, and all that it must have. */
import { always, both, isExact, type Between, type Cond } from '../../mapping/cond.ts'
import { resolveFacts } from '../../mapping/forward.ts'
import type { Facts, Kind, KeyPart, Source } from '../../mapping/model.ts'
import { idFormOf } from '../../mapping/id.ts'
import { childYields } from '../../mapping/template/alive.ts'
import { simplify } from '../conditions/simplify.ts'
import type { SourcePlan } from '../model.ts'

/** The condition, for each kind that has one, under which a row that matches gives a whole resource. */
export type Whole = ReadonlyMap<Kind, Cond>

/** What no resource of the kind can do without, and no reason for its absence stands in for. */
const demanded = ({ tree }: Kind): Between =>
  both(...tree.children.filter(({ required, absent }) => required && absent === undefined).map(childYields))

const isAlways = (cond: Cond): boolean => cond.kind === 'constant' && cond.value

/** Undefined where only the row knows. */
export function wholeOf({ kinds }: Pick<SourcePlan, 'kinds'>, facts: Facts): Whole | undefined {
  const whole = new Map<Kind, Cond>()
  for (const { kind } of kinds) {
    const between = demanded(kind)
    if (!isExact(between)) return undefined
    const cond = simplify(resolveFacts(between.over, facts))
    if (!isAlways(cond)) whole.set(kind, cond)
  }
  return whole
}

/** The most characters that a part may take: four bytes a letter, three characters a byte. */
function mostOf({ column, codec }: KeyPart): number {
  const { schema, chars } = column
  if (codec === 'integer') return 0
  if (codec === 'uuid' && ['uuid', 'binary'].includes(schema.type)) return 0
  if (schema.length === undefined) return Infinity
  return 1 + schema.length * (chars === 'digits' ? 1 : chars === 'ascii' ? 3 : 12)
}

/** Numbers, uuids and hashes always find room; how long a text gets in an id is seen on the row. */
export function makesIds(source: Source): boolean {
  const { key, kinds } = source
  if (source.isHashed === true) return true
  const texts = key.map(mostOf)
  if (texts.every((most) => most === 0)) return true
  const longestKind = Math.max(...kinds.map(({ id }) => id?.length ?? 0))
  const rest = texts.map((most) => (most === 0 ? 40 : most)).reduce((sum, each) => sum + each, 0)
  const around = idFormOf(source)
    .filter((piece) => typeof piece === 'string')
    .join('').length
  return around + 1 + longestKind + rest <= 64
}

/** Undefined where rows have to be looked at to count them. */
export function countedBySql(plan: Pick<SourcePlan, 'source' | 'kinds'>, facts: Facts): Whole | undefined {
  if (plan.kinds.some(({ check }) => check !== undefined) || !makesIds(plan.source)) return undefined
  return wholeOf(plan, facts)
}

export const isWhole = (whole: Whole, kind: Kind): Cond => whole.get(kind) ?? always
