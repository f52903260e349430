/** Which of a statement's joins its conditions and columns need: only those are written. */
import type { Cond } from '../mapping/cond.ts'
import { outerColumns } from '../mapping/join-term.ts'
import type { Column, Join, JoinTerm } from '../mapping/model.ts'

function addTerms(aliases: Set<string>, terms: readonly JoinTerm[]): void {
  for (const term of terms) for (const { alias } of outerColumns(term)) aliases.add(alias)
}

function addJoin(aliases: Set<string>, { on, where }: Join): void {
  addTerms(aliases, on)
  if (where !== undefined) addCondition(aliases, where)
}

/** A child row's own aliases come along; they name no join of the outer statement. */
function addCondition(aliases: Set<string>, cond: Cond): void {
  if (cond.kind === 'test') aliases.add(cond.column.alias)
  else if (cond.kind === 'not') addCondition(aliases, cond.of)
  else if (cond.kind === 'and' || cond.kind === 'or') for (const part of cond.of) addCondition(aliases, part)
  else if (cond.kind === 'some') {
    addTerms(aliases, cond.rows.on)
    for (const { other } of cond.rows.newer ?? []) aliases.add(other.alias)
    for (const join of cond.rows.joins) addJoin(aliases, join)
    addCondition(aliases, cond.rows.where)
    addCondition(aliases, cond.where)
  }
}

/** Of the statement that the condition stands in, and of the child rows that it asks for. */
export function aliasesOf(cond: Cond): ReadonlySet<string> {
  const aliases = new Set<string>()
  addCondition(aliases, cond)
  return aliases
}

/** In their own order, in which a join may lean on earlier ones. */
export function neededJoins(
  joins: readonly Join[],
  conditions: readonly Cond[],
  columns: readonly Column[],
  terms: readonly JoinTerm[] = [],
): readonly Join[] {
  if (joins.length === 0) return joins
  const aliases = new Set(columns.map((column) => column.alias))
  for (const cond of conditions) addCondition(aliases, cond)
  addTerms(aliases, terms)
  const needed = joins.toReversed().filter((join) => {
    if (!aliases.has(join.alias)) return false
    addJoin(aliases, join)
    return true
  })
  return needed.reverse()
}
