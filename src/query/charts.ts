/** The charts of some patients -> a derived table of their keys, and the rows filed under them. */
import type { Source } from '../mapping/model.ts'
import type { Charts } from '../plan/model.ts'
import { writePart } from './condition.ts'
import { writeTable, writeWhere } from './from.ts'
import type { Statement } from './statement.ts'

const alias = 'portico_chart'
const keyName = (index: number): string => `k${index + 1}`

/**
 * `(SELECT key FROM patients WHERE ... UNION SELECT ...) portico_chart JOIN table ON key`. As an OR, or inside IN, some engine or other would read one of
 * the tables through: here the charts are found first, each once, and an index leads from them to the rows.
 */
export function writeCharts(statement: Statement, source: Source, charts: Charts): string {
  const { root, from } = source
  if (root.kind !== 'reference') throw new Error(`${source.name} is filed under no patient`)
  const { rules } = statement
  const name = (index: number): string => rules.quote(keyName(index))
  const keys = root.join.on.map(({ left }, index) => `${statement.name(left)} AS ${name(index)}`).join(', ')
  const selects = charts.found.map(
    (cond) => `SELECT ${keys} FROM ${writeTable(statement, root.join)}${writeWhere(writePart(statement, cond))}`,
  )
  const terms = root.columns.map((column, index) => `${rules.quote(alias)}.${name(index)} = ${statement.name(column)}`)
  const found = `(${selects.join(' UNION ')}) ${rules.quote(alias)}`
  return `${found} ${rules.joinAfter} ${writeTable(statement, from)} ON ${terms.join(' AND ')}`
}
