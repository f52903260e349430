/** Uuids on SQLite, which has no type of them: texts, or 16 bytes. */
import type { Column } from '../../mapping/model.ts'

const ends = [
  [1, 8],
  [9, 4],
  [13, 4],
  [17, 4],
  [21, 12],
] as const

export function uuidText(sql: string, { schema: { type } }: Column): string {
  if (type !== 'binary') return `lower(${sql})`
  const groups = ends.map(([from, length]) => `substr(hex(${sql}), ${from}, ${length})`)
  return `CASE WHEN length(${sql}) = 16 THEN lower(${groups.join(" || '-' || ")}) END`
}

export const uuidOf = (text: string, { schema: { type } }: Column): string =>
  type === 'binary' ? `CASE WHEN length(${text}) = 36 THEN unhex(replace(${text}, '-', '')) END` : `lower(${text})`
