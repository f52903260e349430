/**
 * Where the row tells whether one patient owns what refers and what is named: child rows are read without their parent's patient, and of charts that were
 * merged SQL would have to ask one table for another once a row.
 */
import { and, type Cond } from '../cond.ts'
import { columnsOfCond, holds } from '../forward.ts'
import type { Beside } from '../lenses/references.ts'
import { ruleOf } from '../equality/rule.ts'
import type { Column, Join, JoinTerm, Raw, Root, RootMerge } from '../model.ts'
import type { Head } from './head.ts'
import { realias } from './realias.ts'
import { rootAlias } from './root.ts'
import { aliased } from './row-named.ts'
import { ofTenant } from './same-patient.ts'

interface Patient {
  readonly joins: readonly Join[]
  readonly same?: Beside
}

type Rooted = Extract<Root, { readonly kind: 'reference' }>

const nobody: Patient = { joins: [] }
const never: Beside = { columns: [], isSame: () => false }

const keyOf = (column: Column, raw: Raw): string | undefined =>
  raw === null ? undefined : ruleOf(column).key(raw.trimEnd())

/** As the database compares the two: by the rule of the column that is joined to. */
const isAlike = (column: Column, one: Raw, other: Raw): boolean =>
  one !== null && other !== null && keyOf(column, one) === keyOf(column, other)

/** The target's own joins, behind the row named. */
function carried({ from, joins }: Head, alias: string) {
  const inside = (own: string): string => (own === from.alias ? alias : `${alias}_${own}`)
  const moved = (column: Column): Column => aliased(column, inside(column.alias))
  const right = (term: JoinTerm['right']): JoinTerm['right'] => {
    if ('constant' in term) return term
    return 'pieces' in term
      ? { pieces: term.pieces.map((piece) => (typeof piece === 'string' ? piece : moved(piece))) }
      : moved(term)
  }
  const where = (cond: Cond): Cond =>
    [from, ...joins].reduce((left, each) => realias(left, each.alias, inside(each.alias)), cond)
  const made = joins.map((join): Join => ({
    ...join,
    isReferred: true,
    alias: inside(join.alias),
    on: join.on.map((term) => ({ ...term, left: moved(term.left), right: right(term.right) })),
    ...(join.where && { where: where(join.where) }),
  }))
  return { joins: made, moved }
}

/** The own chart's row: joined, or the patient's own. */
const ownAlias = (head: Head, own: Root): string => (own.kind === 'self' ? head.from.alias : rootAlias)

function sameChart(columns: readonly Column[], own: readonly Column[]): Beside {
  return {
    columns: [...columns, ...own],
    isSame: (values) =>
      own.every((column, index) => isAlike(column, values[index] ?? null, values[columns.length + index] ?? null)),
  }
}

/** The chart of the row named, as it is served: its own, or that which it was merged into. */
function sameServed(chart: Join, key: Column, { when, into }: RootMerge, served: Column): Beside {
  const gone = realias(when, rootAlias, chart.alias)
  const [own, other] = [aliased(key, chart.alias), aliased(into, chart.alias)]
  const columns = [own, other, served, ...columnsOfCond(gone)]
  return {
    columns,
    isSame: (values, facts) => {
      const get = ({ alias, name }: Column): Raw =>
        values[columns.findIndex((each) => each.alias === alias && each.name === name)] ?? null
      const isGone = holds(gone, { get, rows: () => [] }, facts)
      return isAlike(own, get(isGone ? other : own), get(served))
    },
  }
}

function chartOf({ join, keep, tenant }: Rooted, columns: readonly Column[], alias: string): Join {
  const of = and(realias(keep, rootAlias, alias), ofTenant(tenant && aliased(tenant, alias)))
  const on = join.on.map(({ left }, index) => ({ left: aliased(left, alias), right: columns[index]! }))
  return { ...join, alias, on, where: of, isReferred: true }
}

interface Around {
  readonly heads: ReadonlyMap<string, Head>
  readonly roots: ReadonlyMap<string, Root>
}

/** Whether the row has to tell. */
export function isLeftToRow(own: Root | undefined, target: Root | undefined, isInside: boolean): boolean {
  if (target?.kind !== 'reference' || own === undefined || own.kind === 'shared' || own.kind === 'never') return false
  return isInside || target.merge?.survivor !== undefined
}

/** `alias`: that of the row named. Of a source that {@link isLeftToRow}. */
export function rowPatient(head: Head, target: Head, { heads, roots }: Around, alias: string): Patient {
  const [own, root] = [roots.get(head.name), roots.get(target.name)]
  if (root?.kind !== 'reference' || own === undefined || own.kind === 'shared' || own.kind === 'never') return nobody
  const patient = heads.get(root.source)
  if ((own.kind === 'self' ? head.name : own.source) !== root.source || patient === undefined)
    return { joins: [], same: never }
  const { joins, moved } = carried(target, alias)
  const columns = root.columns.map(moved)
  const merge = root.merge
  if (merge?.survivor === undefined) {
    const left = root.join.on.map((term) => aliased(term.left, ownAlias(head, own)))
    return { joins, same: sameChart(columns, left) }
  }
  const chart = chartOf(root, columns, `${alias}_chart`)
  const key = patient.key[0]!.column
  const served = own.kind === 'self' ? key : own.patient[0]!
  return { joins: [...joins, chart], same: sameServed(chart, key, merge, served) }
}
