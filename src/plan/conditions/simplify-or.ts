/** Conditions of which one has to hold -> fewer of them: see {@link simplify}. */
import { always, and, or, test, type Cond } from '../../mapping/cond.ts'
import { isAmong, isComplement } from './same.ts'
import { impliesAny, isAny, isTest, sameColumn, unite, type Tested } from './test-algebra.ts'

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

/** Whether wherever `cond` holds the column has a value. */
const needsValue = (cond: Cond, { column }: Tested): boolean =>
  partsOf(cond).some((part) => isTest(part) && sameColumn(part.column, column) && impliesAny(part))

/** `any` of a column swallows what asks for a value of it. */
function withoutSwallowed(parts: readonly Cond[]): readonly Cond[] {
  const all = parts.filter(isAny)
  if (all.length === 0) return parts
  return parts.filter((part) => isAny(part) || !all.some((any) => needsValue(part, any)))
}

function joined(a: Tested, b: Tested): Cond | undefined {
  if (!sameColumn(a.column, b.column)) return undefined
  if (a.test.is === 'in' && b.test.is === 'in') {
    return test(a.column, { is: 'in', values: [...new Set([...a.test.values, ...b.test.values])] })
  }
  const united = a.test.is === 'range' && b.test.is === 'range' ? unite(a.column, a.test, b.test) : undefined
  return united && test(a.column, united)
}

function addTo(parts: Cond[], cond: Cond): void {
  if (isAmong(cond, parts)) return
  for (let index = 0; isTest(cond) && index < parts.length; index++) {
    const part = parts[index]!
    const one = isTest(part) ? joined(part, cond) : undefined
    if (one === undefined) continue
    parts.splice(index, 1)
    return addTo(parts, one)
  }
  parts.push(cond)
}

const hasComplement = (parts: readonly Cond[]): boolean =>
  parts.some((part) => part.kind === 'not' && parts.some((other) => isComplement(part, other)))

/** `(a and x) or (b and x)` is `(a or b) and x`: lists of one column then meet, and an index can serve what is common. */
function withCommonInFront(branches: readonly Cond[]): Cond | undefined {
  const [first, ...others] = branches.map(partsOf)
  if (first === undefined || others.length === 0 || others.some((parts) => parts.length === 1)) return undefined
  const common = first.filter((part) => others.every((parts) => isAmong(part, parts)))
  if (common.length === 0) return undefined
  const rest = branches.map((branch) => and(...partsOf(branch).filter((part) => !isAmong(part, common))))
  return and(uniteAll(rest), ...common)
}

/** The parts are simple already. */
export function uniteAll(conds: readonly Cond[]): Cond {
  const flat = or(...conds)
  if (flat.kind !== 'or') return flat
  const factored = withCommonInFront(flat.of)
  if (factored !== undefined) return factored
  const parts: Cond[] = []
  for (const part of flat.of) addTo(parts, part)
  return hasComplement(parts) ? always : or(...withoutSwallowed(parts))
}
