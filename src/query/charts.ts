/** The charts of some patients -> a derived table of their keys, and the rows filed under them. */
import type { Column, Join, Root, Source } from '../mapping/model.ts'
import type { Charts } from '../plan/model.ts'
import { leadOf } from '../plan/ways/lead.ts'
import { writeOn, writePart } from './condition.ts'
import { writeTable, writeTerms, writeWhere } from './from.ts'
import type { Statement } from './statement.ts'

const alias = 'portico_chart'
const keyName = (index: number): string => `k${index + 1}`

type Rooted = Extract<Root, { readonly kind: 'reference' }>

/** As the patients' table holds it. */
const keyOf = (root: Rooted, index: number): Column =>
  Object.freeze({ ...root.join.on[index]!.left, alias, name: keyName(index) })

/** The table that names the patient, and the source's own behind it where that is another: the join is turned round. */
function writeFiled(statement: Statement, { from }: Source, lead: Join | undefined, terms: string): string {
  const { joinAfter } = statement.rules
  if (lead === undefined) return `${writeTable(statement, from)} ON ${terms}`
  return `${writeTable(statement, lead)} ON ${terms} ${joinAfter} ${writeTable(statement, from)} ON ${writeOn(statement, lead)}`
}

/**
 * `(SELECT key FROM patients WHERE ... UNION SELECT ...) portico_chart JOIN table ON key`. As an OR, or inside IN, some engine or other would read one of
 * the tables through: here the charts are found first, each once, and an index leads from them to the rows.
 */
export function writeCharts(statement: Statement, source: Source, charts: Charts): string {
  const { root } = source
  if (root.kind !== 'reference') throw new Error(`${source.name} is filed under no patient`)
  const { rules } = statement
  const name = (index: number): string => rules.quote(keyName(index))
  const keys = root.join.on.map(({ left }, index) => `${statement.name(left)} AS ${name(index)}`).join(', ')
  const selects = charts.found.map(
    (cond) => `SELECT ${keys} FROM ${writeTable(statement, root.join)}${writeWhere(writePart(statement, cond))}`,
  )
  const terms = root.columns.map((left, index) => ({ ...root.join.on[index]!, left, right: keyOf(root, index) }))
  const found = `(${selects.join(' UNION ')}) ${rules.quote(alias)}`
  return `${found} ${rules.joinAfter} ${writeFiled(statement, source, leadOf(source), writeTerms(statement, terms))}`
}

/** The joins that are left to be written. */
export const behindCharts = (source: Source, charts: Charts | undefined, joins: readonly Join[]): readonly Join[] =>
  charts === undefined ? joins : joins.filter((join) => join !== leadOf(source))
