/** Twists of tables: foreign keys where all rows hold to them, columns that are not there, code lists in a table of their own. */
import {
  chance,
  noted,
  type Case,
  type ColumnPlan,
  type ForeignKeyPlan,
  type TablePlan,
  type TreeMap,
} from './model.ts'
import type { Twist } from './twists.ts'

const targets: Readonly<Record<string, string>> = {
  patient: 'PT',
  practitioner: 'PR',
  encounter: 'EN',
  condition: 'CN',
}

/** All that the column holds stands in the key of the table referred to. */
function isHeld(plan: TablePlan, column: ColumnPlan, target: TablePlan | undefined): boolean {
  if (target === undefined || target === plan || target.key.length > 1 || target.columns[0]!.kind !== column.kind)
    return false
  const [at, known] = [plan.columns.indexOf(column), new Set(target.rows.map(([id]) => id))]
  return plan.rows.every((row) => row[at] === null || known.has(row[at]))
}

/** A table has to be there before another refers to it. */
export const foreignKeys: Twist = (making, made) => {
  const tables = made.tables.map((plan, index) => {
    const before = made.tables.slice(0, index)
    const keys = plan.columns.flatMap((column): readonly ForeignKeyPlan[] => {
      const target = before.find(({ name }) => name === targets[column.role])
      if (column.name === 'ID' || !isHeld(plan, column, target) || !chance(making, 0.7)) return []
      return [noted(making, 'foreign key', { column: column.name, table: target!.name, to: target!.columns[0]!.name })]
    })
    return { ...plan, foreignKeys: keys }
  })
  return { ...made, tables }
}

const isPlainColumn = ({ name }: ColumnPlan): boolean => /^C\d+$/.test(name)

function withoutColumn(plan: TablePlan, name: string): TablePlan {
  const at = plan.columns.findIndex((each) => each.name === name)
  return {
    ...plan,
    columns: plan.columns.filter((_, index) => index !== at),
    indexes: plan.indexes.filter((columns) => !columns.includes(name)),
    rows: plan.rows.map((row) => row.filter((_, index) => index !== at)),
  }
}

/** Columns of sources' own tables that another version of the database has. */
export const optionalColumns: Twist = (making, made) => {
  const own = new Set(made.sources.map((source) => String(source['from']).split(' ')[0]!))
  const optional: string[] = []
  const tables = made.tables.map((plan) => {
    const gone = own.has(plan.name) && chance(making, 0.2) ? plan.columns.filter(isPlainColumn).at(1) : undefined
    if (gone === undefined) return plan
    optional.push(noted(making, 'optional', `${plan.name}.${gone.name}`))
    return withoutColumn(plan, gone.name)
  })
  return optional.length === 0 ? made : { ...made, tables, system: { ...made.system, optional } }
}

const cells = (line: string): readonly string[] => line.split(',')

function tableOfList(name: string, lines: readonly string[]): TablePlan {
  const column = (own: string): ColumnPlan => ({ name: own, role: 'word', kind: 'long' })
  return {
    name: `LV_${name}`,
    columns: [{ name: 'L', role: 'code', kind: 'varchar' }, ...['S', 'C', 'D'].map(column)],
    key: ['L'],
    indexes: [['C']],
    rows: lines.map((line) => cells(line).map((cell) => (cell === '' ? null : cell))),
  }
}

function liveClause(name: string, lines: readonly string[], { file: _, ...rest }: TreeMap): TreeMap {
  const systems = new Set(lines.map((line) => cells(line)[1]!))
  const system = { case: 'k.S', ...Object.fromEntries([...systems].map((each) => [each, each])) }
  return { table: `LV_${name} k`, live: 'true', local: 'k.L', system, code: 'k.C', display: 'k.D', ...rest }
}

/** Used of columns as they are stored, and nowhere in pieces or behind other lenses. */
function isPlainUse(made: Case, name: string): boolean {
  const text = JSON.stringify(made.sources)
  const uses = text.split(`codes(${name})`).length - 1
  const plain = text.match(new RegExp(`"=\\w+\\.\\w+ \\| codes\\(${name}\\)(?: \\| display)?"`, 'g')) ?? []
  const mentions = text.split(`${name})`).length - 1
  return uses > 0 && uses === plain.length && uses === mentions
}

export const liveLists: Twist = (making, made) =>
  Object.entries(made.lists)
    .filter(
      ([name, { lines }]) =>
        isPlainUse(made, name) && lines.every((line) => cells(line).length === 4) && chance(making, 0.5),
    )
    .reduce((each, [name, { lines, clause }]) => {
      noted(making, 'list live', undefined)
      const { [name]: _, ...lists } = each.lists
      const codes = { ...(each.system['codes'] as TreeMap), [name]: liveClause(name, lines, clause) }
      return { ...each, lists, tables: [...each.tables, tableOfList(name, lines)], system: { ...each.system, codes } }
    }, made)
