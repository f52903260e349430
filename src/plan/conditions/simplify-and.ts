/**
 * Conditions that all have to hold -> their normal form: of each column it is said once what it is (a list, a range, or that it has a value)
 * and once what it is not (one list); no part stands there twice; no branch of an OR is granted or refuted by the rest. See {@link simplify}.
 */
import { and, or, type Cond } from '../../mapping/cond.ts'
import { withoutExcluded } from './exclusions.ts'
import { columnKey, complementKey, keyOf } from './key.ts'
import { meetAll } from './meeting.ts'
import { turnHalves } from './halves.ts'
import { impliesAny, isAny, isTest } from './test-algebra.ts'

const partsOf = (cond: Cond): readonly Cond[] => (cond.kind === 'and' ? cond.of : [cond])

/** Keys of columns that have a value wherever all these conditions hold. */
const sureColumns = (parts: readonly Cond[]): ReadonlySet<string> =>
  new Set(
    parts
      .filter(isTest)
      .filter(impliesAny)
      .map(({ column }) => columnKey(column)),
  )

function addAsked(asked: Set<string>, cond: Cond): void {
  if (cond.kind === 'test') asked.add(columnKey(cond.column))
  else if (cond.kind === 'not') addAsked(asked, cond.of)
  else if (cond.kind === 'and' || cond.kind === 'or') for (const part of cond.of) addAsked(asked, part)
}

/** Keys of the columns that every branch asks. */
function askedByAll(branches: readonly Cond[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = branches.map((branch) => {
    const asked = new Set<string>()
    addAsked(asked, branch)
    return asked
  })
  return new Set([...first].filter((column) => others.every((asked) => asked.has(column))))
}

/** `any` beside an OR of which every branch asks the same column goes into the branches, where it makes half-lines of complements. */
function distribute(parts: readonly Cond[]): readonly Cond[] {
  const anys = new Map(parts.filter(isAny).map((any) => [columnKey(any.column), any]))
  if (anys.size === 0) return parts
  const spent = new Set<Cond>()
  const distributed = new Map<Cond, Cond>()
  for (const part of parts) {
    const into = part.kind === 'or' ? [...askedByAll(part.of)].flatMap((column) => anys.get(column) ?? []) : []
    if (part.kind !== 'or' || into.length === 0) continue
    for (const any of into) spent.add(any)
    distributed.set(part, or(...part.of.map((branch) => joinAll([...into, branch]))))
  }
  if (spent.size === 0) return parts
  return partsOf(and(...parts.filter((part) => !spent.has(part)).map((part) => distributed.get(part) ?? part)))
}

/** What holds, or cannot hold, beside all of `parts`. */
function decider(parts: readonly Cond[]) {
  const sure = sureColumns(parts)
  const held = new Set(parts.map(keyOf))
  const isSure = (cond: Cond): boolean => isAny(cond) && sure.has(columnKey(cond.column))
  return {
    isGranted: (cond: Cond): boolean => held.has(keyOf(cond)) || isSure(cond),
    isRefuted: (cond: Cond): boolean => held.has(complementKey(cond)) || (cond.kind === 'not' && isSure(cond.of)),
  }
}

/** An OR with what holds anyway says nothing; its branches that cannot hold beside the rest go. */
function withoutDecided(parts: readonly Cond[]): readonly Cond[] {
  if (!parts.some((part) => part.kind === 'or')) return parts
  const { isGranted, isRefuted } = decider(parts)
  return parts.flatMap((part) => {
    if (part.kind !== 'or') return [part]
    if (part.of.some(isGranted)) return []
    const left = part.of.filter((branch) => !isRefuted(branch))
    return left.length === part.of.length ? [part] : partsOf(or(...left))
  })
}

/** The parts are simple already. */
export function joinAll(conds: readonly Cond[]): Cond {
  const flat = and(...conds)
  if (flat.kind !== 'and') return flat
  const decided = withoutDecided(distribute(flat.of))
  return and(...withoutExcluded(meetAll(turnHalves(decided, sureColumns(decided)))))
}
