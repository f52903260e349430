/** A condition and the database's indexes -> what an index, or a small table, lets the statement begin with. */
import { leadOf } from '../../fhir/spellings.ts'
import type { Cond, Test } from '../../mapping/cond.ts'
import { isOwnOrder } from '../../mapping/equality/order.ts'
import { outerColumns } from '../../mapping/join-term.ts'
import type { Column, JoinTerm, Mapping, Rows, Source } from '../../mapping/model.ts'

/** A table of up to this many rows needs no index. */
export interface Serving {
  readonly mapping: Pick<Mapping, 'tables'>
  readonly source: Source
  readonly scanRows: number
}

/** Columns of one table, by alias, whose values a statement knows. */
type Known = readonly Column[]

const isColumn = (column: Column, alias: string, name: string): boolean =>
  column.alias === alias && column.name === name

/** What asks for any number is no place to begin at. */
function isSeekableRange(column: Column, ends: readonly (string | undefined)[]): boolean {
  const bounds = ends.filter((each) => each !== undefined)
  return bounds.length > 0 && bounds.every((bound) => isOwnOrder(column, bound))
}

/** Tests that an index can seek by. A folded pattern only where the column is known to be stored in one case, or folds by itself. */
function isSeekable(column: Column, test: Test): boolean {
  const { schema, stored } = column
  if (test.is === 'in') return test.fold !== true
  if (test.is === 'range') return isSeekableRange(column, [test.from, test.below])
  if ('heads' in test && test.heads !== undefined) return test.heads.length > 0
  if (test.is !== 'prefix') return false
  if (test.loose === true) return schema.collation === 'ci' && leadOf(test.text) !== undefined
  return !test.fold || stored !== undefined || schema.collation === 'ci'
}

/** The tenant's column alone tells a third of the table apart: the next column of the index has to be known too. */
function leads(index: readonly string[], column: Column, tenant: Column | undefined, known: Known): boolean {
  const [first, second] = index
  if (first === column.name) return true
  const isTenant = tenant !== undefined && tenant.alias === column.alias && first === tenant.name
  return isTenant && second === column.name && known.some((each) => isColumn(each, tenant.alias, tenant.name))
}

const isTenant = (column: Column, { source: { tenant } }: Serving): boolean =>
  tenant !== undefined && isColumn(column, tenant.alias, tenant.name)

function hasIndex(serving: Serving, table: string, column: Column, known: Known): boolean {
  const indexes = serving.mapping.tables.get(table)?.indexes ?? []
  return indexes.some((index) => leads(index, column, serving.source.tenant, known))
}

const isNear = ({ from, joins }: Source, { alias }: Column): boolean =>
  alias === from.alias || joins.some((each) => each.alias === alias)

/** The rows of the outer statement are found back from those of a join or a child table by its terms. */
function leadsBack(serving: Serving, on: readonly JoinTerm[]): boolean {
  const outer = on.filter(({ than }) => than === undefined).flatMap(outerColumns)
  const [first] = outer
  // What hangs on the patient's row leads to that, and no further.
  if (first === undefined || !isNear(serving.source, first)) return false
  // A text that a key stands in leads to the key's row by no index.
  if (on.some(({ right }) => 'pieces' in right)) return false
  return isKey(serving.source, first) || hasIndex(serving, first.table, first, outer)
}

export const isKey = ({ key }: Source, column: Column): boolean => {
  const [first] = key
  return first !== undefined && isColumn(first.column, column.alias, column.name)
}

/** The patient's key, as the source holds it or as it is served. */
export function isPatient({ root, key }: Source, column: Column): boolean {
  const own = key.map((part) => part.column)
  const columns = root.kind === 'reference' ? [root.columns[0], root.patient[0]] : root.kind === 'self' ? [own[0]] : []
  return columns.some((each) => each !== undefined && isColumn(each, column.alias, column.name))
}

/** The column of the source by which the rows of a patient are found: where the key that is served stands in the patient's row, charts lead to it. */
export function filedBy({ root }: Source, column: Column): Column {
  if (root.kind !== 'reference') return column
  const index = root.patient.findIndex((each) => isColumn(each, column.alias, column.name))
  return index < 0 ? column : (root.columns[index] ?? root.columns[0] ?? column)
}

function servesTest(serving: Serving, asked: Column, test: Test, known: Known): boolean {
  const { source } = serving
  const column = filedBy(source, asked)
  if (column !== asked && !['in', 'prefix'].includes(test.is)) return false
  if (!isSeekable(column, test) || isTenant(column, serving)) return false
  if (column.alias === source.from.alias) {
    // A derived table states its key and its patient as what drives it.
    const isStated = isKey(source, column) || (source.from.sql !== undefined && isPatient(source, column))
    return isStated || hasIndex(serving, source.from.name, column, known)
  }
  const join = source.joins.find((each) => each.alias === column.alias)
  return join !== undefined && hasIndex(serving, join.name, column, known) && leadsBack(serving, join.on)
}

const rowsOf = ({ mapping }: Serving, table: string): number => mapping.tables.get(table)?.rows ?? Infinity

function servesRows(serving: Serving, rows: Rows, where: Cond): boolean {
  if (!leadsBack(serving, rows.on)) return false
  if (rowsOf(serving, rows.table.name) <= serving.scanRows) return true
  const parts = where.kind === 'and' ? where.of : [where]
  return parts.some(
    (part) =>
      part.kind === 'test' &&
      isSeekable(part.column, part.test) &&
      hasIndex(serving, part.column.table, part.column, []) &&
      leadsToRows(serving, rows, part.column),
  )
}

/** A row that is joined to the child's leads to it by an index of the child's table, over what they are joined by. */
function leadsToRows(serving: Serving, { table, joins }: Rows, { alias }: Column): boolean {
  const join = joins.find((each) => each.alias === alias)
  if (join === undefined) return true
  const held = join.on.filter(({ than }) => than === undefined).flatMap(outerColumns)
  return held.some((each) => each.alias !== table.alias || hasIndex(serving, table.name, each, held))
}

export const equalities = (parts: readonly Cond[]): Known =>
  parts.flatMap((part) =>
    part.kind === 'test' && part.test.is === 'in' && part.test.fold !== true ? [part.column] : [],
  )

/** The part of a condition that the statement can begin with; undefined when none can. An OR needs every branch. */
export function servedBy(serving: Serving, cond: Cond, known: Known = []): Cond | undefined {
  switch (cond.kind) {
    case 'and': {
      const all = [...known, ...equalities(cond.of)]
      return cond.of.find((part) => servedBy(serving, part, all) !== undefined)
    }
    case 'or':
      return cond.of.every((part) => servedBy(serving, part, known) !== undefined) ? cond : undefined
    case 'test':
      return servesTest(serving, cond.column, cond.test, known) ? cond : undefined
    case 'some':
      return servesRows(serving, cond.rows, cond.where) ? cond : undefined
    default:
      return undefined
  }
}

/** Whether a search by this column alone would be served. */
export const isServed = (serving: Serving, column: Column): boolean =>
  servesTest(
    serving,
    column,
    { is: 'in', values: [''] },
    serving.source.tenant === undefined ? [] : [serving.source.tenant],
  )
