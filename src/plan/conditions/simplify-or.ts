/**
 * Conditions of which one has to hold -> their normal form: what all share stands in front; lists of one column are one list, ranges that
 * touch one range; nothing stands there twice. See {@link simplify}.
 */
import { always, and, or, test, type Cond } from '../../mapping/cond.ts'
import { columnKey, complementKey, keyOf } from './key.ts'
import { impliesAny, isAny, isPlainList, isTest, type Tested } from './test-algebra.ts'
import { uniteRanges } from './ranges.ts'

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

/** `any` of a column swallows what asks for a value of it. */
function withoutSwallowed(parts: readonly Cond[]): readonly Cond[] {
  const all = new Set(parts.filter(isAny).map(({ column }) => columnKey(column)))
  if (all.size === 0) return parts
  const isSwallowed = (part: Cond): boolean => isTest(part) && all.has(columnKey(part.column)) && impliesAny(part)
  return parts.filter((part) => isAny(part) || !partsOf(part).some(isSwallowed))
}

type Listed = Tested & { readonly test: Extract<Tested['test'], { readonly is: 'in' }> }
type Ranged = Tested & { readonly test: Extract<Tested['test'], { readonly is: 'range' }> }

const isListed = (part: Cond): part is Listed => isTest(part) && isPlainList(part.test)
const isRanged = (part: Cond): part is Ranged => isTest(part) && part.test.is === 'range'

function grouped<T extends Tested>(tests: readonly T[]): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const each of tests) {
    const known = groups.get(columnKey(each.column))
    if (known === undefined) groups.set(columnKey(each.column), [each])
    else known.push(each)
  }
  return [...groups.values()]
}

const listOf = (lists: readonly [Listed, ...Listed[]]): Cond =>
  lists.length === 1
    ? lists[0]
    : test(lists[0].column, { is: 'in', values: [...new Set(lists.flatMap((each) => each.test.values))] })

const rangesOf = (ranges: readonly [Ranged, ...Ranged[]]): readonly Cond[] =>
  ranges.length === 1
    ? ranges
    : uniteRanges(
        ranges[0].column,
        ranges.map((each) => each.test),
      ).map((each) => test(ranges[0].column, each))

const distinct = (parts: readonly Cond[]): readonly Cond[] => [
  ...new Map(parts.map((part) => [keyOf(part), part])).values(),
]

/** What is joined stands where the last of it stood. */
function united(parts: readonly Cond[]): readonly Cond[] {
  const joined = new Map<Cond, readonly Cond[]>()
  for (const lists of grouped(parts.filter(isListed))) joined.set(lists.at(-1)!, [listOf(lists)])
  for (const ranges of grouped(parts.filter(isRanged))) joined.set(ranges.at(-1)!, rangesOf(ranges))
  return parts.flatMap((part) => (isListed(part) || isRanged(part) ? (joined.get(part) ?? []) : [part]))
}

function hasComplement(parts: readonly Cond[]): boolean {
  const held = new Set(parts.map(keyOf))
  return parts.some((part) => part.kind === 'not' && held.has(complementKey(part)))
}

/** `(a and x) or (b and x)` is `(a or b) and x`: lists of one column then meet, and an index can serve what is common. */
function withCommonInFront(branches: readonly Cond[]): Cond | undefined {
  const [first, ...others] = branches.map(partsOf)
  if (first === undefined || others.length === 0 || others.some((parts) => parts.length === 1)) return undefined
  const held = others.map((parts) => new Set(parts.map(keyOf)))
  const common = first.filter((part) => held.every((keys) => keys.has(keyOf(part))))
  if (common.length === 0) return undefined
  const inFront = new Set(common.map(keyOf))
  const rest = branches.map((branch) => and(...partsOf(branch).filter((part) => !inFront.has(keyOf(part)))))
  return and(uniteAll(rest), ...common)
}

/** The parts are simple already. */
export function uniteAll(conds: readonly Cond[]): Cond {
  const flat = or(...conds)
  if (flat.kind !== 'or') return flat
  const factored = withCommonInFront(flat.of)
  if (factored !== undefined) return factored
  const parts = distinct(united(distinct(flat.of)))
  return hasComplement(parts) ? always : or(...withoutSwallowed(parts))
}
