/** Three small tables with the awkward values of an old shop: their columns, and the statements that fill them on an engine. */
import { always, not, some, type Cond } from '../../src/mapping/cond.ts'
import type { Column, Join, Rows, Source } from '../../src/mapping/model.ts'
import type { ColumnSchema } from '../../src/mapping/schema.ts'
import { char, datetime, decimal, integer, varchar } from '../plan/clinic.ts'
import { element, kindOf, sourceOf } from '../write/hand-made.ts'

const inTable =
  (alias: string, table: string) =>
  (name: string, schema: ColumnSchema, more: Partial<Column> = {}): Column => ({
    alias,
    table,
    name,
    schema,
    nulls: [],
    ...more,
  })

const upper = { stored: 'upper', chars: 'ascii' } as const
const item = inTable('i', 'ITEM')
const alias = inTable('n', 'ITEM_NM')
const trail = inTable('t', 'TRAIL')

/** ITEM: what is searched for. */
export const own = {
  id: item('ID', integer),
  org: item('ORG', integer),
  code: item('CODE', char(4), { nulls: ['X'] }),
  name: item('NM', varchar(20), upper),
  amount: item('AMT', decimal, { nulls: ['0'] }),
  weight: item('WT', decimal, { nulls: ['0'] }),
  day: item('DT', varchar(8), { nulls: ['00000000', '99991231'] }),
  standard: item('STD', varchar(8)),
  local: item('LOC', varchar(8)),
}

/** ITEM_NM: former names. TRAIL: changes, by a text that the key stands in. */
export const former = { id: alias('NM_ID', integer), item: alias('ID', integer), name: alias('NM', varchar(20), upper) }
export const change = {
  table: trail('TBL', varchar(10)),
  key: trail('KEY_VAL', varchar(20)),
  at: trail('AT_DTTM', datetime),
}

export const names: Rows = {
  name: 'names',
  table: { name: 'ITEM_NM', alias: 'n' },
  joins: [],
  on: [{ left: former.item, right: own.id }],
  where: always,
  order: [],
}

export const changes: Rows = {
  name: 'changes',
  table: { name: 'TRAIL', alias: 't' },
  joins: [],
  on: [
    { left: change.table, right: { constant: 'ITEM' } },
    { left: change.key, right: { pieces: ['ID=', own.id, '/', own.code] } },
  ],
  where: always,
  order: [{ column: change.at, descending: true }],
}

/** Rows of the same table under another alias that come after, by the columns `by`. */
const newer = (table: string, on: readonly Column[], by: readonly Column[]): Rows => {
  const later = (each: Column): Column => ({ ...each, alias: 'later' })
  return {
    name: 'newer',
    table: { name: table, alias: 'later' },
    joins: [],
    on: on.map((each) => ({ left: later(each), right: each })),
    where: always,
    order: [],
    newer: by.map((each) => ({ own: later(each), other: each })),
  }
}

export const noNewer: Cond = not(some(newer('ITEM', [own.org, own.local], [own.code, own.id]), always))

/** The last of the former names. */
export const newestName: Join = {
  ...names.table,
  on: names.on,
  where: not(some(newer('ITEM_NM', [former.item], [former.id]), always)),
}

const kind = (ordinal: number) => kindOf(element('Observation', [], { fixed: true }), { ordinal, id: String(ordinal) })
export const kinds = [kind(0), kind(1)]

export const source: Source = sourceOf('item', 'Observation', own.id, {
  tenant: own.org,
  kinds,
  rows: [names, changes],
})

const columns = `ID integer primary key, ORG integer, CODE char(4), NM varchar(20), AMT numeric(8,2), WT numeric(8,2),
  DT varchar(8), STD varchar(8), LOC varchar(8)`

/** CODE is filled up with blanks where the engine stores it so; SQLite stores what it is given. */
const rows = `insert into ITEM values
  (1, 1, 'A   ', 'SMITH', 5.40, 70, '19800517', 'S1', null),
  (2, 1, 'A', 'O''BRIEN', 0, null, '19800500', null, 'L1'),
  (3, 1, 'AB  ', 'OBRIEN', null, 80, '19800000', '', 'L1'),
  (4, 1, null, '100%', 120.00, 0, '00000000', 'S2', 'L1'),
  (5, 1, '    ', 'A_B', 99.99, 90, null, null, null),
  (6, 1, 'X   ', 'A[1]', 100.00, 10, '99991231', 'S1', 'L2'),
  (7, 2, 'A   ', 'SMITHSON', 7, 7, '20200229', 'S1', null),
  (8, 1, 'B   ', null, -1, 1, '20191345', null, 'L2')`

const childRows = [
  `insert into ITEM_NM values (1, 3, 'SMITHE'), (2, 3, 'SMYTHE'), (3, 5, 'JONES'), (4, 1, 'SMITHY'), (5, 4711, 'SMITH')`,
  `insert into TRAIL values ('ITEM', 'ID=1/A', '2026-01-02 10:00:00'), ('ITEM', 'ID=3/AB', '2025-01-02 10:00:00'),
    ('OTHER', 'ID=5/', '2026-01-02 10:00:00'), ('ITEM', 'ID=2/B', '2026-01-02 10:00:00')`,
]

/** Names in capitals, as the mapping has them; texts told apart by their case. */
export function statementsFor(dialect: 'sqlite' | 'postgres' | 'mariadb'): readonly string[] {
  const quote = dialect === 'mariadb' ? '`' : '"'
  const named = (sql: string): string => sql.replace(/\b[A-Z][A-Z_]+\b(?=[ ,(]|$)/g, (name) => quote + name + quote)
  const collation = dialect === 'mariadb' ? ' collate utf8mb4_bin' : ''
  return [
    ...['ITEM', 'ITEM_NM', 'TRAIL'].map((table) => `drop table if exists ${quote}${table}${quote}`),
    `create table ${named('ITEM')} (${named(columns)})${collation}`,
    `create table ${named('ITEM_NM')} (${named('NM_ID integer, ID integer, NM varchar(20)')})${collation}`,
    `create table ${named('TRAIL')} (${named('TBL varchar(10), KEY_VAL varchar(20), AT_DTTM timestamp')})${collation}`,
    ...[rows, ...childRows].map((sql) => sql.replace(/(?<=insert into )\w+/, (name) => quote + name + quote)),
  ]
}
