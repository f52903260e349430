/** A random group: care teams, one resource from the rows that share a key of two columns. */
import { condition } from './conditions.ts'
import { chance, count, noted, pick, type ColumnPlan, type Making, type Scope, type TreeMap } from './model.ts'
import type { Made } from './sources.ts'
import { makeTable, plainColumns, refsOf, type Key } from './tables.ts'
import { member } from './template.ts'
import type { Role } from './values.ts'

const column = (name: string, role: Role, kind: ColumnPlan['kind'] = 'integer'): ColumnPlan => ({ name, role, kind })

function firsts(making: Making, scope: Scope): TreeMap {
  const words = scope.columns.filter(({ role }) => role === 'word')
  return words.length === 0 ? {} : { name: noted(making, 'first of group', `=first(${pick(making, words).text})`) }
}

function latest(making: Making, scope: Scope): TreeMap {
  const instants = scope.columns.filter(({ role }) => role === 'instant')
  return instants.length === 0
    ? {}
    : { updated: noted(making, 'max of group', `=max(${pick(making, instants).text}) | local`) }
}

export function makeGroup(making: Making, keys: ReadonlyMap<Role, Key>): Made {
  const patient = keys.get('patient')!
  const plain = plainColumns(making, 'C', 5, 8)
  const shape = { name: 'TM', key: [column('MBR', 'key')], columns: plain }
  const table = makeTable(
    making,
    shape,
    Array.from({ length: count(making, 3, 9) }, (_, index) => [String(index + 1)]),
    keys,
  )
  const rows = table.rows.map(([id, ...rest]) => [
    id!,
    pick(making, patient.values.slice(0, 4)),
    String(count(making, 1, 2)),
    ...rest,
  ])
  const own = [column('PAT', 'patient', patient.kind), column('TEAM', 'key')]
  const members = refsOf('t', plain)
  const inside: Scope = { columns: members, rows: [], isInside: true }
  const role = member(making, inside, { types: ['CodeableConcept'], isMany: true }, 1)
  const period = member(making, inside, { types: ['Period'], isMany: false }, 1)
  const participant: TreeMap = { each: 'group', ...(role && { role }), ...(period && { period }) }
  const source: TreeMap = {
    resource: 'CareTeam',
    source: 'team',
    from: 'TM t',
    group: noted(making, 'group', { key: ['t.PAT', 't.TEAM'], order: 't.MBR' }),
    patient: '=t.PAT | ref(pat)',
    ...latest(making, inside),
    ...(chance(making, 0.3) && { where: condition(making, members) }),
    map: { status: 'active', ...firsts(making, inside), ...(role || period ? { participant } : {}) },
  }
  const made = {
    ...table,
    columns: [table.columns[0]!, ...own, ...table.columns.slice(1)],
    rows,
    indexes: [['PAT', 'TEAM']],
  }
  return { tables: [made], source }
}
