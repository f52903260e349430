/** A condition -> the same with less: tests of one column joined, so that the SQL is what an index serves. */
import { always, never, not, some, type Cond } from '../../mapping/cond.ts'
import { joinAll } from './simplify-and.ts'
import { uniteAll } from './simplify-or.ts'

/** NOT goes down to the tests, where it can meet its neighbours. */
function simplifyNot(of: Cond): Cond {
  switch (of.kind) {
    case 'constant':
      return of.value ? never : always
    case 'not':
      return simplify(of.of)
    case 'and':
      return uniteAll(of.of.map(simplifyNot))
    case 'or':
      return joinAll(of.of.map(simplifyNot))
    case 'test':
      return not(of)
    case 'some':
      return not(simplify(of))
  }
}

const simple = new WeakMap<Cond, Cond>()

/** Means the same for every row, tests being two-valued. Kinds share what is asked of them: a condition is simplified once. */
export function simplify(cond: Cond): Cond {
  const known = simple.get(cond)
  if (known !== undefined) return known
  const made = simplified(cond)
  simple.set(cond, made)
  simple.set(made, made)
  return made
}

function simplified(cond: Cond): Cond {
  switch (cond.kind) {
    case 'constant':
    case 'test':
      return cond
    case 'and':
      return joinAll(cond.of.map(simplify))
    case 'or':
      return uniteAll(cond.of.map(simplify))
    case 'not':
      return simplifyNot(cond.of)
    case 'some':
      return some(cond.rows, simplify(cond.where))
  }
}
