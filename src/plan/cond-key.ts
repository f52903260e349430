/** A condition -> a text that is the same for conditions of the same form. */
import type { Cond, Test } from '../mapping/cond.ts'

const testKey = (test: Test): string => JSON.stringify(test)

const keys = new WeakMap<Cond, string>()

function makeKey(cond: Cond): string {
  switch (cond.kind) {
    case 'constant':
      return String(cond.value)
    case 'and':
    case 'or':
      return `${cond.kind}(${cond.of.map(condKey).join(' ')})`
    case 'not':
      return `not(${condKey(cond.of)})`
    case 'test':
      return `${cond.column.alias}.${cond.column.name} ${testKey(cond.test)}`
    case 'some':
      return `some(${cond.rows.name} ${cond.rows.table.alias} ${condKey(cond.rows.where)} ${condKey(cond.where)})`
  }
}

export function condKey(cond: Cond): string {
  const known = keys.get(cond)
  if (known !== undefined) return known
  const key = makeKey(cond)
  keys.set(cond, key)
  return key
}
