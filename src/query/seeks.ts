/** Several ways into a source, each served by an index or a small table of its own -> a derived table of the keys they find. */
import type { Source } from '../mapping/model.ts'
import type { Seek, Seeks } from '../plan/model.ts'
import { behindCharts, writeCharts } from './charts.ts'
import { writeAround, writeJoins, writePart } from './condition.ts'
import { writeTable, writeTerms } from './from.ts'
import { aliasesOf, neededJoins } from './joins.ts'
import type { Statement } from './statement.ts'

/** What a statement with both in one OR cannot do: read neither table through. */
const alias = 'driver'
const keyName = (index: number): string => `k${index + 1}`

const writeParts = (parts: readonly string[]): string => (parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`)

const writeColumns = ({ rules }: Statement, names: readonly string[]): string =>
  names.map((name, index) => `${name} AS ${rules.quote(keyName(index))}`).join(', ')

type OwnSeek = Extract<Seek, { readonly kind: 'own' }>

function writeOwn(statement: Statement, source: Source, { where: whole, charts }: OwnSeek): string {
  const where = charts?.rest ?? whole
  const { key, from, joins, root } = source
  const needed = neededJoins(joins, [where], [])
  const isRootAsked =
    root.kind === 'reference' &&
    (aliasesOf(where).has(root.join.alias) || needed.some(({ isReferred }) => isReferred === true))
  const tables = [
    charts === undefined ? writeTable(statement, from) : writeCharts(statement, source, charts),
    writeAround(statement, source, behindCharts(source, charts, needed), isRootAsked),
  ].join('')
  const keys = key.map(({ column }) => statement.name(column))
  return `${writeColumns(statement, keys)} FROM ${tables}${writeParts(writePart(statement, where))}`
}

function writeChild(statement: Statement, { rows, where, key }: Extract<Seek, { readonly kind: 'child' }>): string {
  const joins = neededJoins(rows.joins, [rows.where, where], key)
  const constants = rows.on.filter(({ right }) => 'constant' in right)
  const parts = [
    ...(constants.length === 0 ? [] : [writeTerms(statement, constants)]),
    ...[rows.where, where].flatMap((part) => writePart(statement, part)),
  ]
  const keys = key.map((column) => statement.name(column))
  const from = `${writeTable(statement, rows.table)}${writeJoins(statement, joins)}`
  return `${writeColumns(statement, keys)} FROM ${from}${writeParts(parts)}`
}

const writeSeek = (statement: Statement, source: Source, seek: Seek): string =>
  seek.kind === 'own' ? writeOwn(statement, source, seek) : writeChild(statement, seek)

/** `(SELECT key ... UNION SELECT key ...) driver JOIN table ON key`: each key once, what is NULL joins nothing. */
export function writeSeeks(statement: Statement, source: Source, { seeks }: Seeks): string {
  const { rules } = statement
  const selects = seeks.map((seek) => writeSeek(statement, source, seek))
  const [only = ''] = selects
  const keys = selects.length === 1 ? `SELECT DISTINCT ${only}` : `SELECT ${selects.join(' UNION SELECT ')}`
  const terms = source.key.map(
    ({ column }, index) => `${statement.name(column)} = ${rules.quote(alias)}.${rules.quote(keyName(index))}`,
  )
  return `(${keys}) ${rules.quote(alias)} ${rules.joinAfter} ${writeTable(statement, source.from)} ON ${terms.join(' AND ')}`
}
