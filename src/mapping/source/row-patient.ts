/**
 * Where the row tells whether one patient owns what refers and what is named: child rows are read without their parent's patient, and of charts that were
 * merged SQL would have to ask one table for another once a row.
 */
import { and, type Cond } from '../cond.ts'
import { columnsOfCond, holds } from '../forward.ts'
import type { Beside } from '../lenses/references.ts'
import { ruleOf } from '../equality/rule.ts'
import type { Column, Join, JoinTerm, Raw, Root, RootMerge } from '../model.ts'
import { isUuidLike, uuidIn } from '../uuid.ts'
import type { Head } from './head.ts'
import { keyTerm } from './key-term.ts'
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

const keyOf = (column: Column, raw: string): string | undefined => ruleOf(column).key(raw.trimEnd())

/** As the database compares the two: by the rule of the column that is joined to, of uuids whatever holds them. */
function isAlike({ left, right, as }: JoinTerm, one: Raw, other: Raw): boolean {
  if (one === null || other === null) return false
  const held = right as Column
  const [a, b] = as === 'uuid' || isUuidLike(left, held) ? [uuidIn(held, one), uuidIn(left, other)] : []
  return a === undefined && b === undefined ? keyOf(left, one) === keyOf(left, other) : a === b
}

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

/** `terms`: the chart that the row shown has, and the one that the row named holds. */
function sameChart(terms: readonly JoinTerm[]): Beside {
  const held = terms.map(({ right }) => right as Column)
  return {
    columns: [...held, ...terms.map(({ left }) => left)],
    isSame: (values) =>
      terms.every((term, index) => isAlike(term, values[index] ?? null, values[held.length + index] ?? null)),
  }
}

/** The chart of the row named, as it is served: its own, or that which it was merged into. */
function sameServed(chart: Join, { key: [part] }: Head, { when, into }: RootMerge, served: Column): Beside {
  const key = part!.column
  const gone = realias(when, rootAlias, chart.alias)
  const [own, other] = [aliased(key, chart.alias), aliased(into, chart.alias)]
  const columns = [own, other, served, ...columnsOfCond(gone)]
  return {
    columns,
    isSame: (values, facts) => {
      const get = ({ alias, name }: Column): Raw =>
        values[columns.findIndex((each) => each.alias === alias && each.name === name)] ?? null
      const isGone = holds(gone, { get, rows: () => [] }, facts)
      const held = isGone ? other : own
      return isAlike(keyTerm(part!, own, held), get(held), get(served))
    },
  }
}

function chartOf({ join, keep, tenant }: Rooted, columns: readonly Column[], alias: string): Join {
  const of = and(realias(keep, rootAlias, alias), ofTenant(tenant && aliased(tenant, alias)))
  const on = join.on.map((term, index) => ({ ...term, left: aliased(term.left, alias), right: columns[index]! }))
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
  if (own.source !== root.source || patient === undefined) return { joins: [], same: never }
  const { joins, moved } = carried(target, alias)
  const columns = root.columns.map(moved)
  const merge = root.merge
  if (merge?.survivor === undefined) {
    const alias = ownAlias(head, own)
    const terms = root.join.on.map((term, index) => ({
      ...term,
      left: aliased(term.left, alias),
      right: columns[index]!,
    }))
    return { joins, same: sameChart(terms) }
  }
  const chart = chartOf(root, columns, `${alias}_chart`)
  const served = own.kind === 'self' ? patient.key[0]!.column : own.patient[0]!
  return { joins: [...joins, chart], same: sameServed(chart, patient, merge, served) }
}
