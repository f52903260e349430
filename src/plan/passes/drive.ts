/** The last refusal: a source's conditions -> what its statement begins with, or the search is refused with what to add. */
import { Problem } from '../../fhir/problem.ts'
import type { Cond } from '../../mapping/cond.ts'
import { stepsOf } from '../../mapping/turns.ts'
import type { Column, Parameter, Source } from '../../mapping/model.ts'
import type { Asking } from './draft.ts'
import type { Driver, Seek, Seeks, SourcePlan } from '../model.ts'
import { chartsOf } from '../ways/charts.ts'
import { seeksOf } from '../ways/seeks.ts'
import { filedBy, isKey, isPatient, isServed, servedBy, type Serving } from '../ways/indexes.ts'
import { parametersOf } from '../question/offered.ts'

type Undriven = Omit<SourcePlan, 'driver' | 'seeks' | 'charts'>

/** What a statement begins with. */
export type Driven = Pick<SourcePlan, 'driver' | 'seeks' | 'charts'>

export const servingOf = (source: Source, { mapping, limits }: Asking['context']): Serving => ({
  mapping,
  source,
  scanRows: limits.scanRows,
})

const rowsOf = ({ mapping, source }: Serving): number | undefined => mapping.tables.get(source.from.name)?.rows

const columnOf = (cond: Cond): Column | undefined => (cond.kind === 'test' ? cond.column : undefined)

function describe(source: Source, cond: Cond): Driver {
  const asked = columnOf(cond)
  const column = asked && filedBy(source, asked)
  if (column === undefined) return { by: 'index', text: `indexes of ${source.from.name}` }
  const name = `${column.table}.${column.name}`
  if (isPatient(source, column) && source.root.kind !== 'self')
    return { by: 'patient', text: `the patient's key ${name}` }
  if (isKey(source, column)) return { by: source.root.kind === 'self' ? 'patient' : 'id', text: `the key ${name}` }
  return { by: 'index', text: `an index over ${name}` }
}

const tableOf = ({ from }: Source, seek: Seek): string => (seek.kind === 'own' ? from.name : seek.rows.table.name)

function describeSeeks(source: Source, { seeks }: Seeks): Driver {
  const tables = [...new Set(seeks.map((seek) => tableOf(source, seek)))]
  return { by: 'index', text: `keys found in ${tables.join(' and ')}` }
}

/** Undefined when nothing drives and the table is not small. */
export function driverOf(serving: Serving, where: Cond): Driven | undefined {
  const seeks = seeksOf(serving, where)
  if (seeks !== undefined) return { driver: describeSeeks(serving.source, seeks), seeks }
  const driver = plainDriver(serving, where)
  const charts = chartsOf(serving, where)
  return driver && { driver, ...(charts && { charts }) }
}

function plainDriver(serving: Serving, where: Cond): Driver | undefined {
  const served = servedBy(serving, where)
  const part = served?.kind === 'and' ? servedBy(serving, served) : served
  if (part !== undefined) return describe(serving.source, part)
  const rows = rowsOf(serving)
  if (rows === undefined || rows > serving.scanRows) return undefined
  return { by: 'scan', text: `all ${print(rows)} rows of ${serving.source.from.name}` }
}

/** Digits in threes, whatever the machine's language. */
const print = (rows: number): string => String(rows).replace(/\B(?=(\d{3})+$)/g, ',')

const columnsOfHits = ({ hits }: Parameter, source: Source): readonly Column[] =>
  (hits.get(source) ?? []).flatMap(({ leaf, path }) =>
    leaf.kind === 'hole' && stepsOf(path).every(({ kind }) => kind === 'if') ? leaf.lens.columns.slice(0, 1) : [],
  )

/** Parameters that would drive the source, the patient's first. */
function helpful(serving: Serving, { mapping }: Asking['context'], type: string): readonly string[] {
  const names = [...parametersOf(mapping, type).values()]
    .filter((parameter) => columnsOfHits(parameter, serving.source).some((column) => isServed(serving, column)))
    .map(({ name }) => name)
  const first = names.includes('patient') ? ['patient'] : []
  return [
    ...new Set([...first, '_id', ...names.filter((name) => name !== 'patient' && name !== 'subject').slice(0, 3)]),
  ]
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

function refusal(serving: Serving, { request, context }: Asking): Problem {
  const { source } = serving
  const asked = request.parameters.map(({ name, modifier }) => (modifier === undefined ? name : `${name}:${modifier}`))
  const search = asked.length === 0 ? request.type : `${request.type}?${asked.join('&')}`
  const rows = rowsOf(serving)
  const size = rows === undefined || rows === Infinity ? '' : ` (${print(rows)} rows)`
  const add = listed(helpful(serving, context, request.type))
  const message = `${search} alone would look at too many records. Add ${add}.`
  const operator = `It would read ${source.from.name}${size}: no index serves it (${source.at.file}:${source.at.line}).`
  return new Problem('plan-needs-driver', message, { expression: asked, hint: `Add ${add}.`, operator })
}

/** Throws Problem plan-needs-driver. */
export function drive(plan: Undriven, asking: Asking): SourcePlan {
  const serving = servingOf(plan.source, asking.context)
  const driven = driverOf(serving, plan.where)
  if (driven === undefined) throw refusal(serving, asking)
  return { ...plan, ...driven }
}
