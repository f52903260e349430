/** Columns, rows and facts for tests of the mapping, made without a database. */
import { negate, type Between } from '../../src/mapping/cond.ts'
import { holds } from '../../src/mapping/forward.ts'
import type { Column, Facts, Raw, Reader } from '../../src/mapping/model.ts'
import type { ColumnSchema } from '../../src/mapping/schema.ts'

export const varchar: ColumnSchema = {
  type: 'varchar',
  length: 40,
  nullable: true,
  padded: false,
  collation: 'ci',
  accents: 'sensitive',
  native: 'varchar(40)',
}

export const typed = (type: ColumnSchema['type'], more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  ...varchar,
  type,
  native: type,
  collation: 'cs',
  ...more,
})

export const sentinels = ['', '00000000', '99991231', '20781231']

export const column = (name: string, more: Partial<Column> = {}): Column => ({
  alias: 't',
  table: 'T',
  name,
  schema: varchar,
  nulls: sentinels,
  ...more,
})

export const factsIn = (zone: string, more: Partial<Facts> = {}): Facts => ({
  tenant: { key: '1', zone, facts: { oid: '2.16.840.1' } },
  now: Date.UTC(2024, 2, 5, 18),
  ...more,
})

export const chicago = factsIn('America/Chicago')

/** One row, by column name; columns that are not named are NULL. */
export const reader = (row: Readonly<Record<string, Raw>>): Reader => ({
  get: ({ name }) => (Object.hasOwn(row, name) ? row[name]! : null),
  rows: () => [],
})

/** Where `under`, then the truth, then `over`, and the same of the complement; the words are for the failure's message. */
export function checkBetween(between: Between, truth: boolean, row: Reader, facts: Facts, words: string): void {
  check(between, truth, row, facts, words)
  check(negate(between), !truth, row, facts, `not ${words}`)
}

function check({ over, under }: Between, truth: boolean, row: Reader, facts: Facts, words: string): void {
  if (truth && !holds(over, row, facts)) throw new Error(`${words}: true, but over does not hold`)
  if (!truth && holds(under, row, facts)) throw new Error(`${words}: false, but under holds`)
}
