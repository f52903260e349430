/** One source's share of a plan -> the statement that reads its rows in key order, a page or a list of keys at a time. */
import type { Cond } from '../mapping/cond.ts'
import type { Column, Source } from '../mapping/model.ts'
import { placeName } from '../mapping/table.ts'
import type { Charts, SourcePlan } from '../plan/model.ts'
import { behindCharts, writeCharts } from './charts.ts'
import { writeAround, writePart } from './condition.ts'
import { writeTable, writeWhere } from './from.ts'
import { neededJoins } from './joins.ts'
import { writeAfter, writeKeys, writeSorted } from './key.ts'
import type { Dialect, Query } from './query.ts'
import { writeSeeks } from './seeks.ts'
import { writeSelected } from './selected.ts'
import { startStatement, type Statement } from './statement.ts'

export interface RowsOptions {
  readonly limit?: number
  /** Only rows whose key comes after this one. */
  readonly after?: readonly string[]
  /** Only rows that lack a part of their key, which else are left out. */
  readonly isKeyless?: boolean
  /** Only rows of these keys; at most {@link maximumKeys}. */
  readonly keys?: readonly (readonly string[])[]
}

export interface CompiledRows {
  readonly query: Query
  /** What stands at each place of a row. */
  readonly columns: readonly Column[]
}

/** Equal columns of a mapping are not always one object. */
export function distinct(columns: readonly Column[]): readonly Column[] {
  const seen = new Map<string, Column>()
  for (const column of columns) {
    const name = placeName(column)
    if (!seen.has(name)) seen.set(name, column)
  }
  return [...seen.values()]
}

const rootColumns = (source: Source): readonly Column[] => (source.root.kind === 'reference' ? source.root.columns : [])

const writeFirst = (statement: Statement, source: Source, charts: Charts | undefined): string =>
  charts === undefined ? writeTable(statement, source.from) : writeCharts(statement, source, charts)

/** FROM with the joins that the conditions and columns need, and always the patient's. */
export function writeFrom(
  statement: Statement,
  { source, where, seeks, charts }: Pick<SourcePlan, 'source' | 'where' | 'seeks' | 'charts'>,
  columns: readonly Column[],
): string {
  const keys = source.key.map((part) => part.column)
  const needed = neededJoins(source.joins, [where], [...columns, ...keys, ...rootColumns(source)])
  // What a statement may begin with stands in front: where much is joined, a database looks no further for it.
  const asked = neededJoins(source.joins, [where], rootColumns(source))
  const all = [...asked, ...needed.filter((join) => !asked.includes(join))]
  const joins = behindCharts(source, seeks === undefined ? charts : undefined, all)
  const first = seeks === undefined ? writeFirst(statement, source, charts) : writeSeeks(statement, source, seeks)
  return `FROM ${first}${writeAround(statement, source, joins)}`
}

/** What is asked of the rows that FROM gives. */
export const restOf = ({ where, seeks, charts }: Pick<SourcePlan, 'where' | 'seeks' | 'charts'>): Cond =>
  seeks?.rest ?? charts?.rest ?? where

/** Rows of known keys are found by them; those without a key by none. */
function withoutWays({ seeks: _, charts: __, ...plan }: SourcePlan): SourcePlan {
  return plan
}

/** A row with NULL in its key stands nowhere in an order that pages can go by. */
export function writeKeyed(statement: Statement, { key }: Source, isKeyless = false): readonly string[] {
  const names = key.filter(({ nullable }) => nullable).map(({ column }) => statement.name(column))
  if (isKeyless) return [`(${names.map((name) => `${name} IS NULL`).join(' OR ')})`]
  return names.map((name) => `${name} IS NOT NULL`)
}

function writeParts(statement: Statement, plan: SourcePlan, options: RowsOptions): readonly string[] {
  const { key } = plan.source
  return [
    ...writePart(statement, restOf(plan)),
    ...(options.keys === undefined && options.after === undefined
      ? writeKeyed(statement, plan.source, options.isKeyless)
      : []),
    ...(options.keys === undefined
      ? []
      : [
          writeKeys(
            statement,
            key.map((part) => part.column),
            options.keys,
          ),
        ]),
    ...(options.after === undefined
      ? []
      : [
          writeAfter(
            statement,
            key.map((part) => part.column),
            options.after,
          ),
        ]),
  ]
}

/**
 * Selects the key, what the plan's own checks need, and `columns`, each once. The caller reads a row by `columns` of the
 * answer. Throws Problem plan-too-many-values.
 */
export function compileRows(
  whole: SourcePlan,
  columns: readonly Column[],
  dialect: Dialect,
  options: RowsOptions = {},
): CompiledRows {
  const isSought = options.keys === undefined && options.isKeyless !== true
  const plan = isSought ? whole : withoutWays(whole)
  const statement = startStatement(dialect, whole.source.from.name, plan.facts)
  const keys = plan.source.key.map((part) => part.column)
  const selected = distinct([...keys, ...plan.columns, ...columns])
  const list = selected.map((column) => writeSelected(statement, column)).join(', ')
  const from = writeFrom(statement, plan, selected)
  const where = writeWhere(writeParts(statement, plan, options))
  const order = keys.map((column) => writeSorted(statement, column)).join(', ')
  const limit = options.limit === undefined ? '' : ` ${statement.rules.limit(options.limit)}`
  return { query: statement.finish(`SELECT ${list} ${from}${where} ORDER BY ${order}${limit}`), columns: selected }
}
