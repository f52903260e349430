/** What a numeric column holds beside numbers: on PostgreSQL NaN, above all, and infinities. https://www.postgresql.org/docs/current/datatype-numeric.html */
import type { Column } from '../../mapping/model.ts'
import type { NumberEnds } from '../rules.ts'

/** A column of a stated precision holds no infinity; one without has numbers longer than are served. */
export function numbers({ schema: { type, precision } }: Column): NumberEnds {
  if (type === 'real') return { above: "'-Infinity'", below: "'Infinity'" }
  if (type !== 'decimal') return {}
  return precision === undefined ? { above: "'-1e400'", below: "'1e400'" } : { below: "'NaN'" }
}
