/** Twists of keys: too long for an id, of two columns, in several versions, spelled otherwise where they are referred to. */
import type { Kind } from './columns.ts'
import { chance, count, noted, type Case, type ColumnPlan, type Making, type TablePlan, type TreeMap } from './model.ts'
import type { Twist } from './twists.ts'
import type { Role } from './values.ts'

/** Sources by the role of what refers to them, or none. */
const roles: Readonly<Record<string, Role | undefined>> = {
  pat: 'patient',
  prac: 'practitioner',
  enc: 'encounter',
  cond: 'condition',
}

export const tableOf = (source: TreeMap): string => String(source['from']).split(' ')[0]!
export const aliasOf = (source: TreeMap): string => String(source['from']).split(' ')[1]!

/** Groups have keys of their own. */
export const isPlain = (source: TreeMap): boolean => source['key'] !== undefined

/** The value of every cell that holds a key of this source: of its own rows, of child rows and of references. */
function mapKeys(
  made: Case,
  source: TreeMap,
  change: (column: ColumnPlan) => ColumnPlan,
  value: (text: string) => string,
): Case {
  const [table, role] = [tableOf(source), roles[String(source['source'])]]
  const holds = (plan: TablePlan, each: ColumnPlan): boolean =>
    (plan.name === table && each.name === 'ID') ||
    (plan.name === `${table}_CH` && each.name === 'PARENT') ||
    (role !== undefined && each.role === role)
  const tables = made.tables.map((plan) => ({
    ...plan,
    columns: plan.columns.map((each) => (holds(plan, each) ? change(each) : each)),
    rows: plan.rows.map((row) =>
      row.map((cell, at) => (cell !== null && holds(plan, plan.columns[at]!) ? value(cell) : cell)),
    ),
  }))
  return { ...made, tables }
}

const kindOfKey = ({ tables }: Case, source: TreeMap): Kind =>
  tables.find(({ name }) => name === tableOf(source))!.columns[0]!.kind

const replaced = (made: Case, source: TreeMap, other: TreeMap): Case => ({
  ...made,
  sources: made.sources.map((each) => (each === source ? other : each)),
})

/** Keys that begin alike, and end in what they were. */
export const lengthened: Twist = (making, made) =>
  made.sources
    .filter((source) => isPlain(source) && kindOfKey(made, source) === 'varchar')
    .filter(() => chance(making, 0.4))
    .reduce((each, source) => {
      const long = (text: string): string => `urn:oid:2.16.840.1.113883.19.4.6/ward É ${'x'.repeat(20)}/${text}`
      const longer = mapKeys(each, source, (column) => ({ ...column, kind: 'long' }), long)
      const now = longer.sources.find((one) => one['source'] === source['source'])!
      return replaced(longer, now, noted(making, 'id hash of a long key', { ...now, id: 'hash' }))
    }, made)

export const hashed: Twist = (making, made) => ({
  ...made,
  sources: made.sources.map((source) =>
    chance(making, 0.15) ? noted(making, 'id hash', { ...source, id: 'hash' }) : source,
  ),
})

/** References to uuids as texts, and what ties child rows, some in capital letters. */
export const respelled: Twist = (making, made) => {
  const isHeld = ({ kind, name }: ColumnPlan): boolean => kind === 'uuid' && name !== 'ID'
  const tables = made.tables.map((plan) => {
    const chosen = plan.columns.map((each) => isHeld(each) && chance(making, 0.6))
    if (chosen.includes(true)) noted(making, 'reference by a uuid as text', undefined)
    const spell = (cell: string | null): string | null =>
      cell !== null && chance(making, 0.5) ? cell.toUpperCase() : cell
    return {
      ...plan,
      columns: plan.columns.map((each, at) => (chosen[at] === true ? { ...each, kind: 'varchar' as const } : each)),
      rows: plan.rows.map((row) => row.map((cell, at) => (chosen[at] === true ? spell(cell) : cell))),
    }
  })
  return { ...made, tables }
}

/** Each row in one to three versions, told apart by a column behind all others. */
function withVersions(making: Making, plan: TablePlan): TablePlan {
  const rows = plan.rows.flatMap((row) =>
    Array.from({ length: count(making, 1, 3) }, (_, at) => [
      ...row.map((cell, place) => (place > 2 && at > 0 && chance(making, 0.3) ? null : cell)),
      String(at + 1),
    ]),
  )
  const columns: readonly ColumnPlan[] = [...plan.columns, { name: 'VER', role: 'key', kind: 'integer' }]
  return { ...plan, columns, key: [...plan.key, 'VER'], rows }
}

/** Of a source that nothing refers to: rows with a key of two columns, or the newest of those with one key. */
export const severalKeys: Twist = (making, made) =>
  made.sources
    .filter((source) => isPlain(source) && roles[String(source['source'])] === undefined)
    .filter(() => chance(making, 0.5))
    .reduce((each, source) => {
      const [alias, table] = [aliasOf(source), tableOf(source)]
      const key = `${alias}.ID`
      const now = chance(making, 0.5)
        ? noted(making, 'key of two columns', { ...source, key: [key, `${alias}.VER`] })
        : noted(making, 'newest', { ...source, newest: { within: key, by: `${alias}.VER` } })
      const tables = each.tables.map((plan) => (plan.name === table ? withVersions(making, plan) : plan))
      return replaced({ ...each, tables }, source, now)
    }, made)
