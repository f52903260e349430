/** A small mapping made by hand: columns, lenses and occurrences without a compiler. */
import { always, has, nothing, type Cond } from '../../src/mapping/cond.ts'
import type {
  Bad,
  Child,
  Column,
  Constant,
  Element,
  Facts,
  Hole,
  Json,
  Kind,
  Lens,
  Node,
  Occurrence,
  Place,
  Raw,
  Rows,
  Source,
  Tenant,
} from '../../src/mapping/model.ts'
import { textOf } from '../../src/mapping/equality/absent.ts'

export const at: Place = { file: 'hand-made.yaml', line: 1, column: 1 }

export const column = (alias: string, name: string, type: 'varchar' | 'integer' | 'decimal' = 'varchar'): Column => ({
  alias,
  table: alias.toUpperCase(),
  name,
  nulls: ['', '-'],
  schema: { type, nullable: true, padded: false, collation: 'ci', accents: 'sensitive', native: type },
})

type Forward = (texts: readonly (string | undefined)[], facts: Facts) => Json | Bad | undefined

export const lens = (gives: string, columns: readonly Column[], forward: Forward): Lens => ({
  gives,
  columns,
  forward: (values: readonly Raw[], facts: Facts) =>
    forward(
      columns.map((each, index) => textOf(each, values[index] ?? null)),
      facts,
    ),
  has: () => ({ over: has(columns[0]!), under: has(columns[0]!) }),
  match: () => nothing,
})

export const hole = (type: string, columns: readonly Column[], forward: Forward = ([text]) => text): Hole => ({
  kind: 'hole',
  type,
  lens: lens(type, columns, forward),
  at,
})

export const constant = (type: string, value: Json): Constant => ({
  kind: 'constant',
  type,
  value,
  tenant: JSON.stringify(value).includes('{tenant.'),
})

export const when = (cond: Cond, node: Node): Occurrence => ({ when: cond, node, at })
export const plain = (node: Node): Occurrence => when(always, node)

export const child = (
  json: string,
  type: string,
  of: readonly (Node | Occurrence)[],
  more: Partial<Child> = {},
): Child => ({
  element: json,
  json,
  type,
  array: false,
  required: false,
  occurrences: of.map((each) => ('when' in each ? each : plain(each))),
  ...more,
})

export const element = (type: string, children: readonly Child[], more: Partial<Element> = {}): Element => ({
  kind: 'element',
  type,
  fixed: false,
  children,
  ...more,
})

export const kindOf = (tree: Element, more: Partial<Kind> = {}): Kind => ({
  id: null,
  ordinal: 0,
  when: always,
  tree,
  profiles: [],
  ...more,
})

export const sourceOf = (name: string, resource: string, key: Column, more: Partial<Source> = {}): Source => ({
  name,
  resource,
  at,
  ordinal: 0,
  from: { name: key.table, alias: key.alias },
  joins: [],
  key: [{ column: key, codec: 'integer' }],
  root: { kind: 'shared' },
  keep: always,
  rows: [],
  pieces: [],
  kinds: [],
  narrow: {},
  ...more,
})

export const childRows = (name: string, alias: string, left: Column, right: Column, order: Column): Rows => ({
  name,
  table: { name: alias.toUpperCase(), alias },
  joins: [],
  on: [{ left, right }],
  where: always,
  order: [{ column: order, descending: false }],
})

export const tenant: Tenant = { key: '1', zone: 'America/Chicago', facts: { oid: '1.2.3' } }
export const facts: Facts = { tenant, now: Date.UTC(2024, 4, 1) }
