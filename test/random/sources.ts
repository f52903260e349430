/** Random sources: the head of one with all its clauses, its tables, and its map of a few elements of the type. */
import { elementOf } from '../../src/fhir/definitions.ts'
import { condition } from './conditions.ts'
import { isExcluded } from './exclusions.ts'
import type { Want } from './leaves.ts'
import {
  chance,
  count,
  noted,
  pick,
  type ColumnPlan,
  type Making,
  type Ref,
  type Scope,
  type TablePlan,
  type TreeMap,
} from './model.ts'
import { columnOfRole, makeKey, makeTable, plainColumns, refsOf, type Key, type Keys } from './tables.ts'
import { element, member } from './template.ts'
import type { Role } from './values.ts'

export interface SourceSpec {
  readonly resource: string
  readonly name: string
  readonly table: string
  readonly alias: string
  /** How many rows, least and most. */
  readonly rows: readonly [number, number]
  /** Columns that refer to others. */
  readonly roles: readonly Role[]
  readonly elements: readonly string[]
  /** The role of columns elsewhere that hold this source's key. */
  readonly keyRole?: Role
  readonly patient: 'self' | 'reference' | 'shared'
  readonly hasTenant: boolean
}

export interface Made {
  readonly tables: readonly TablePlan[]
  readonly source: TreeMap
}

interface Grounds {
  readonly base: ColumnPlan[]
  readonly tables: readonly TablePlan[]
  readonly clauses: TreeMap
  readonly scope: Scope
}

const column = (name: string, role: Role, kind: ColumnPlan['kind'] = 'integer'): ColumnPlan => ({ name, role, kind })

const orders = ['SEQ', 'SEQ desc', 'C1, SEQ'] as const

/** Children by the parent's key, some of them of nobody. */
function childRows(
  making: Making,
  { table, alias }: SourceSpec,
  key: Key,
  keys: Keys,
): { made: TablePlan; clause: TreeMap; columns: readonly Ref[] } {
  const child = `${alias}n`
  const columns = [column('PARENT', 'key', key.kind), ...plainColumns(making, 'C', 4, 7)]
  const shape = { name: `${table}_CH`, key: [column('SEQ', 'key')], columns: columns.slice(1) }
  const made = makeTable(
    making,
    shape,
    Array.from({ length: count(making, 3, 12) }, (_, index) => [String(index + 1)]),
    keys,
  )
  const parents = made.rows.map((row) => [
    row[0]!,
    chance(making, 0.1) ? null : pick(making, key.values.slice(0, 5)),
    ...row.slice(1),
  ])
  const refs = refsOf(child, columns.slice(1))
  const order = pick(making, orders)
    .split(', ')
    .map((each) => `${child}.${each}`)
  const chosen = chance(making, 0.3) ? { when: noted(making, 'rows when', condition(making, refs)) } : {}
  return {
    made: { ...made, columns: [column('SEQ', 'key'), ...columns], rows: parents, indexes: [['PARENT']] },
    clause: noted(making, 'rows', {
      from: `${table}_CH ${child}`,
      on: `${child}.PARENT = ${alias}.ID`,
      order: order.length > 1 ? order : order[0]!,
      ...chosen,
    }),
    columns: refs,
  }
}

/** A table that each row may point to, by its key. */
function joined(
  making: Making,
  { table, alias }: SourceSpec,
): { made: TablePlan; clause: string; columns: readonly Ref[]; own: ColumnPlan } {
  const other = `${alias}j`
  const columns = plainColumns(making, 'C', 3, 5)
  const made = makeTable(
    making,
    { name: `${table}_JN`, key: [column('ID', 'key')], columns },
    [['1'], ['2'], ['3']],
    new Map(),
  )
  const clause = noted(making, 'join', `${table}_JN ${other} on ${other}.ID = ${alias}.JN`)
  return { made, clause, columns: refsOf(other, columns), own: column('JN', 'key') }
}

const jnKey: Key = { kind: 'integer', values: ['1', '2', '3'] }

function grounds(making: Making, spec: SourceSpec, key: Key, keys: Keys): Grounds {
  const own = plainColumns(making, 'C', 8, 13)
  const refs = spec.roles.map((role, index) => columnOfRole(making, `R${index + 1}`, role, keys))
  const child = chance(making, 0.65) ? childRows(making, spec, key, keys) : undefined
  const join = chance(making, 0.4) ? joined(making, spec) : undefined
  const base = [...own, ...refs]
  const columns = [...refsOf(spec.alias, base), ...(join?.columns ?? [])]
  return {
    base: join === undefined ? base : [...base, { ...join.own, role: 'key' }],
    tables: [child?.made, join?.made].filter((each) => each !== undefined),
    clauses: { ...(join && { join: { j: join.clause } }), ...(child && { rows: { kids: child.clause } }) },
    scope: { columns, rows: child === undefined ? [] : [{ name: 'kids', columns: child.columns }] },
  }
}

/** Which rows are served. */
function keepClauses(making: Making, spec: SourceSpec, { scope, clauses }: Grounds): TreeMap {
  const own = scope.columns.filter(({ text }) => text.startsWith(`${spec.alias}.`))
  const where = chance(making, 0.2) ? { where: noted(making, 'where', condition(making, own)) } : {}
  const exclude = chance(making, 0.3) ? { exclude: noted(making, 'exclude', condition(making, own)) } : {}
  const isThere = clauses['rows'] !== undefined && spec.patient !== 'self' && chance(making, 0.1)
  if (!isThere || isExcluded('exists')) return { ...where, ...exclude }
  const exists = { from: `${spec.table}_CH x`, on: `x.PARENT = ${spec.alias}.ID` }
  return { ...where, exclude: noted(making, 'exists', { exists }) }
}

function wantOf(resource: string, name: string): Want {
  const { types = [], max, binding, choice } = elementOf(resource, name) ?? {}
  const usable = choice
    ? types.filter((each) =>
        ['boolean', 'dateTime', 'string', 'integer', 'Quantity', 'CodeableConcept', 'Period', 'Range', 'date'].includes(
          each,
        ),
      )
    : types
  return { types: usable, isMany: max === '*', ...(binding !== undefined && { binding }) }
}

/** Elements that every resource of the type needs, and some of the others. */
function mapOf(making: Making, { resource, elements }: SourceSpec, scope: Scope, least: number, most: number): TreeMap {
  const needed = element(making, scope, resource, 0, 1) ?? {}
  const chosen = Array.from({ length: count(making, least, most) }, () => pick(making, elements))
  const entries = [...new Set(chosen)].flatMap((name) => {
    const made = member(making, scope, wantOf(resource, name), 2)
    return made === undefined ? [] : [[name, made] as const]
  })
  return { ...needed, ...Object.fromEntries(entries) }
}

function kindsOf(making: Making, spec: SourceSpec, scope: Scope): TreeMap {
  if (spec.patient === 'self' || spec.keyRole !== undefined || !chance(making, 0.35)) return {}
  const one = (): TreeMap => ({ when: condition(making, scope.columns, true), map: mapOf(making, spec, scope, 1, 2) })
  const form = pick(making, ['kinds named', 'kinds list', 'kinds each'])
  if (form === 'kinds named') return { kinds: noted(making, form, { aa: one(), 'b-1': one() }) }
  if (form === 'kinds list') return { kinds: noted(making, form, [one(), { map: mapOf(making, spec, scope, 1, 2) }]) }
  const codes = scope.columns.filter(({ role }) => role === 'code').slice(0, 2)
  if (codes.length < 2) return {}
  const inside: Scope = { columns: [{ ...codes[0]!, text: 'it' }, ...scope.columns], rows: [] }
  const each = `columns(${codes.map(({ text }) => text).join(' ')})`
  return { kinds: noted(making, form, { each, map: mapOf(making, spec, inside, 1, 2) }) }
}

function updated(making: Making, scope: Scope): TreeMap {
  const instants = scope.columns.filter(({ role }) => role === 'instant')
  if (instants.length === 0 || chance(making, 0.3)) return {}
  const names = instants.slice(0, 2).map(({ text }) => `${text} | local`)
  return {
    updated: noted(making, 'updated', `=${[...names, ...(chance(making, 0.7) ? ['1995-01-01'] : [])].join(' ?? ')}`),
  }
}

function belongings(making: Making, { patient, hasTenant, alias }: SourceSpec): TreeMap {
  const tenant = hasTenant ? { tenant: `${alias}.ORG` } : {}
  if (patient === 'self') return { ...tenant, patient: `${alias}.ID` }
  if (patient === 'reference') return { patient: `=${alias}.PAT | ref(pat)` }
  const whose = pick(making, ['shared', 'shared', 'never'] as const)
  // Shared rows may be of one organization, or of all.
  const isEveryones = whose === 'shared' && chance(making, 0.3)
  return { ...(isEveryones ? {} : tenant), patient: noted(making, `patient ${whose}`, whose) }
}

/** A flag and a column of the survivor's key. */
function merging(
  making: Making,
  { alias, patient }: SourceSpec,
  key: Key,
): { columns: readonly ColumnPlan[]; clause: TreeMap } {
  if (patient !== 'self' || !chance(making, 0.4)) return { columns: [], clause: {} }
  const results = pick(making, ['survivor', 'survivor', 'hide'])
  const merged = { when: { [`${alias}.MFLG`]: 'M' }, into: `${alias}.MINTO`, results }
  return {
    columns: [column('MFLG', 'flag', 'varchar'), column('MINTO', 'patient', key.kind)],
    clause: { merged: noted(making, `merged ${results}`, merged) },
  }
}

/** One row in four was merged into an earlier one. */
function mergedValues(making: Making, key: Key, index: number): readonly (string | null)[] {
  return index > 0 && chance(making, 0.25) ? ['M', key.values[index - 1]!] : [pick(making, ['A', null, '']), null]
}

export function makeSource(making: Making, spec: SourceSpec, keys: Map<Role, Key>, tenants: number): Made {
  const key = makeKey(
    making,
    spec.keyRole === 'patient' || spec.keyRole === undefined ? undefined : ['integer', 'integer', 'varchar', 'uuid'],
  )
  if (spec.keyRole !== undefined) keys.set(spec.keyRole, key)
  const found = grounds(making, spec, key, new Map([...keys, ['key', jnKey]]))
  const merged = merging(making, spec, key)
  const own = [
    ...(spec.hasTenant ? [column('ORG', 'organization')] : []),
    ...(spec.patient === 'reference' ? [column('PAT', 'patient', keys.get('patient')!.kind)] : []),
    ...merged.columns,
  ]
  const wanted = Math.min(count(making, ...spec.rows), key.values.length)
  const shape = { name: spec.table, key: [column('ID', 'key', key.kind)], columns: found.base }
  const table = makeTable(
    making,
    shape,
    key.values.slice(0, wanted).map((each) => [each]),
    new Map([...keys, ['key', jnKey]]),
  )
  const rows = table.rows.map(([id, ...rest], index) => [
    id!,
    ...(spec.hasTenant ? [tenants > 1 && chance(making, 0.2) ? '2' : '1'] : []),
    ...(spec.patient === 'reference'
      ? [
          chance(making, 0.06)
            ? null
            : chance(making, 0.06)
              ? keys.get('patient')!.kind === 'integer'
                ? '99'
                : keys.get('patient')!.values[8]!
              : pick(making, keys.get('patient')!.values.slice(0, 4)),
        ]
      : []),
    ...(merged.columns.length > 0 ? mergedValues(making, key, index) : []),
    ...rest,
  ])
  const source: TreeMap = {
    resource: spec.resource,
    source: spec.name,
    from: `${spec.table} ${spec.alias}`,
    key: `${spec.alias}.ID`,
    ...belongings(making, spec),
    ...updated(making, found.scope),
    ...merged.clause,
    ...keepClauses(making, spec, found),
    ...found.clauses,
    map: mapOf(making, spec, found.scope, 2, 5),
    ...kindsOf(making, spec, found.scope),
  }
  const base = {
    ...table,
    columns: [table.columns[0]!, ...own, ...table.columns.slice(1)],
    rows,
    indexes: [...table.indexes, ...(spec.patient === 'reference' ? [['PAT']] : [])],
  }
  return { tables: [base, ...found.tables], source }
}
