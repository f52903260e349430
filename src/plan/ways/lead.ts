/** Where a row's patient stands -> whether a statement that begins with patients can go on from there. */
import { outerColumns } from '../../mapping/join-term.ts'
import type { Join, Source } from '../../mapping/model.ts'

const rootAliases = ({ root }: Source): ReadonlySet<string> =>
  new Set(root.kind === 'reference' ? root.columns.map(({ alias }) => alias) : [])

/** The join that names the patient, as the header of an order does for its lines. Undefined where the row itself does. */
export function leadOf(source: Source): Join | undefined {
  const aliases = rootAliases(source)
  return source.joins.find(({ alias }) => aliases.has(alias))
}

/** The patient is named by the row itself, or by a table that the row alone leads to. */
export function canLead(source: Source): boolean {
  const lead = leadOf(source)
  if (lead === undefined) return true
  const isOwn = lead.on.every((term) => outerColumns(term).every(({ alias }) => alias === source.from.alias))
  return rootAliases(source).size === 1 && isOwn && lead.where === undefined
}
