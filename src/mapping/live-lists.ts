/** `live: true` of a code list -> what its lens asks of a joined row, or why the list cannot be looked up so. */
import type { LiveTexts, SystemRule } from './codes.ts'
import type { TableTexts } from './list-text.ts'
import type { Table } from './model.ts'
import { tableOf, type Scope } from './scope.ts'
import { isUnique } from './source/unique.ts'
import type { Cond } from './table.ts'
import { entryOf, type MapNode } from './yaml.ts'

/** What is looked up row by row is one row, the same for all. */
const wholeOnly = ['tenant', 'fallback', 'valid', 'prefer']

/** Columns that `where` fixes to one value. */
function fixedNames(cond: Cond): readonly string[] {
  if (cond.kind === 'and') return cond.of.flatMap(fixedNames)
  return cond.kind === 'test' && cond.test.is === 'in' && cond.test.values.length === 1 ? [cond.column.name] : []
}

/** Undefined, and told, where the list cannot be looked up live. */
export function liveTexts(
  { database, diagnostics }: Scope,
  table: Table,
  node: MapNode,
  { texts: { local, code, display }, rule }: { readonly texts: TableTexts; readonly rule: SystemRule },
  where: Cond,
): LiveTexts | undefined {
  const whole = node.entries.find(({ key }) => wholeOnly.includes(key))
  const hint = 'leave live out, and the table is read as a whole'
  if (whole !== undefined) return void diagnostics.error(whole.keyAt, `a live list cannot have ${whole.key}`, hint)
  if (local.steps.length > 0) return void diagnostics.error(node.at, 'the local code of a live list is a column', hint)
  if (isUnique(database, table, [local.column.name, ...fixedNames(where)]))
    return { local: local.column, ...(code && { code }), ...(display && { display }), system: rule }
  const message = `several rows of ${table.name} may have one ${local.column.name}, and a live list takes one`
  return void diagnostics.error(node.at, message, hint)
}

/** More rows than one would hold in memory without a thought. */
const manyRows = 200_000

export function warnOfSize({ database, diagnostics }: Scope, { name }: Table, node: MapNode): void {
  const rows = tableOf(database, name)?.rows ?? 0
  if (rows > manyRows && entryOf(node, 'where') === undefined)
    diagnostics.warn(
      node.at,
      `all ${rows} rows of ${name} are held in memory`,
      'write live: true, and they are looked up',
    )
}
