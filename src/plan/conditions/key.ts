/** A condition -> a text that only conditions of the same form share, so that many are told apart by looking them up, not by comparing each with each. */
import { hash } from 'node:crypto'
import type { Cond, Test } from '../../mapping/cond.ts'
import type { Column, Rows } from '../../mapping/model.ts'

export const columnKey = ({ alias, name }: Column): string => `${alias}.${name}`

const ordinals = new WeakMap<Rows, number>()
let named = 0

/** Child rows are the same only as the one declaration. */
function rowsKey(rows: Rows): number {
  const known = ordinals.get(rows)
  if (known !== undefined) return known
  ordinals.set(rows, ++named)
  return named
}

/** Texts are quoted: none can look like another's end. */
function testKey(test: Test): string {
  switch (test.is) {
    case 'any':
    case 'tenant':
      return test.is
    case 'in':
      return `in${test.fold === true ? 'fold' : ''}${JSON.stringify(test.values)}`
    case 'range':
      return `range${JSON.stringify([test.from ?? null, test.below ?? null])}`
    case 'past':
      return `past${JSON.stringify(test.format)}`
    default:
      return `${test.is}${JSON.stringify([test.text, test.fold, test.loose ?? false, test.spread ?? false, test.heads ?? []])}`
  }
}

function makeKey(cond: Cond): string {
  switch (cond.kind) {
    case 'constant':
      return String(cond.value)
    case 'and':
    case 'or':
      return `${cond.kind}(${cond.of.map(keyOf).join()})`
    case 'not':
      return `not(${keyOf(cond.of)})`
    case 'test':
      return `${JSON.stringify([cond.column.alias, cond.column.name])}${testKey(cond.test)}`
    case 'some':
      return `some${rowsKey(cond.rows)}(${keyOf(cond.where)})`
  }
}

/** What stands inside of others is not spelled out at each level: a long text is told by its digest. */
const longest = 64
const shortened = (key: string): string => (key.length <= longest ? key : hash('sha256', key, 'base64'))

const keys = new WeakMap<Cond, string>()

/** Made once for each condition. */
export function keyOf(cond: Cond): string {
  const known = keys.get(cond)
  if (known !== undefined) return known
  const key = shortened(makeKey(cond))
  keys.set(cond, key)
  return key
}

/** Of NOT of this condition, and of what this is NOT of. */
export const complementKey = (cond: Cond): string =>
  cond.kind === 'not' ? keyOf(cond.of) : shortened(`not(${keyOf(cond)})`)
