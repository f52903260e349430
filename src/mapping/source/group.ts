/**
 * `group: { key: [m.PAT_ID, m.TEAM_NO], order: m.MBR_NO }`: many rows make one resource. It comes to a base of the distinct keys, and to child rows
 * `group` of the same table, tied by the key. The map names both by the one alias: key columns outside of `each: group`, all columns inside.
 */
import { always, some, type Cond } from '../cond.ts'
import { refuseClock } from '../conditions.ts'
import type { Join, Table } from '../model.ts'
import { asKey, requireColumn, resolveColumn, type Scope } from '../scope.ts'
import type { DeclaredRows } from '../template/context.ts'
import { checkKeys, entryOf, itemsOf, startOf, type Entry, type MapNode, type TextNode } from '../yaml.ts'
import { parseJoins, parseOrder } from './tables.ts'

export interface Group {
  /** The base: the keys, each once. */
  readonly from: Table
  readonly scope: Scope
  readonly declared: DeclaredRows
  /** A group is served when one of its rows is. */
  readonly keep: Cond
}

/** Alias of a member's row in child statements, where the base has the map's own. */
const memberAlias = (alias: string): string => `${alias}_row`

const keyTexts = (node: MapNode): readonly TextNode[] =>
  itemsOf(entryOf(node, 'key')?.value ?? node).flatMap((item) => (item.kind === 'text' ? [item] : []))

function parsed(
  scope: Scope,
  from: Table,
  { value, keyAt }: Entry,
): { node: MapNode; names: readonly string[] } | undefined {
  const hint = `write group: { key: [${from.alias}.A, ${from.alias}.B], order: ${from.alias}.C }`
  if (value.kind !== 'map') return void scope.diagnostics.error(value.at, 'a group is a map', hint)
  checkKeys(value, ['key', 'order'], 'clause of a group', scope.diagnostics)
  const names = keyTexts(value).flatMap((each) => requireColumn(scope, each.text, startOf(each))?.name ?? [])
  if (names.length > 0) return { node: value, names }
  return void scope.diagnostics.error(keyAt, 'a group needs the key by which its rows belong together', hint)
}

interface Served {
  /** Says in the scope of a member's row which are served. */
  readonly rowKeep: (scope: Scope) => Cond
  readonly joins: Entry | undefined
}

/** Undefined, and told, where the clause is wrong. */
export function parseGroup(base: Scope, from: Table, entry: Entry, served: Served): Group | undefined {
  const found = parsed(base, from, entry)
  if (found === undefined) return undefined
  const keys: Table = { ...from, distinct: found.names }
  const scope: Scope = { ...base, tables: new Map([[from.alias, keys]]) }
  const table: Table = { ...from, alias: memberAlias(from.alias) }
  const { joins, scope: members } = parseJoins({ ...base, tables: new Map([[from.alias, table]]) }, served.joins?.value)
  const where = refuseClock(base, served.rowKeep(members), entry.keyAt)
  const all: Join[] = [...joins]
  const rows = Object.freeze({
    name: 'group',
    table,
    joins: all,
    on: found.names.map((name) => ({
      left: asKey(resolveColumn(members, `${from.alias}.${name}`, entry.keyAt)!),
      right: asKey(resolveColumn(scope, `${from.alias}.${name}`, entry.keyAt)!),
    })),
    where,
    order: parseOrder(members, entryOf(found.node, 'order')?.value),
  })
  const declared: DeclaredRows = { rows, tables: joins, joins: all, named: [from.alias, table] }
  return { from: keys, scope, declared, keep: where === always ? always : some(rows, always) }
}
