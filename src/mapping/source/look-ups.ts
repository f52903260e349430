/**
 * `=r.ENC_ID | ref(enc)` -> a join of the row that it names, as far as that is served to whom the row itself is: what is not joined is not printed,
 * found, counted or included. docs/decisions/0021-references-are-joined.md
 */
import { always, and, has, or, type Cond } from '../cond.ts'
import type { Column, Join, JoinTerm, PieceLookUp, Root, Rows, Source } from '../model.ts'
import type { LookedUp, LookUp } from '../template/context.ts'
import { entryOf } from '../yaml.ts'
import type { Head } from './head.ts'
import { isGuaranteed, isServedAlways } from './guaranteed.ts'
import { apart, besideOne, misfit, nameOf } from './held.ts'
import { keyTerm, partOf } from './key-term.ts'
import { joinsBeside } from './live-joins.ts'
import { rootAlias } from './root.ts'
import { aliased, ofRow } from './row-named.ts'
import { ofTenant, samePatient, type Named, type Same } from './same-patient.ts'
import { isLeftToRow, rowPatient } from './row-patient.ts'
import { isUnique } from './unique.ts'

export interface LookUps {
  /** Those of the source itself, as they come; those of child rows are added to the rows. */
  readonly joins: readonly Join[]
  readonly pieces: readonly PieceLookUp[]
  readonly join: LookUp
}

/** The sources by name, filled in when all maps are read. */
export type Sources = ReadonlyMap<string, Source>

export interface Known {
  readonly heads: ReadonlyMap<string, Head>
  readonly roots: ReadonlyMap<string, Root>
  /** To do when all sources are made. */
  readonly later: ((sources: Sources) => void)[]
}

type Growing = { -readonly [Name in keyof Join]: Join[Name] }

/** Rows of which two may have one key are joined by the columns alone that are asked for. */
function tableOf({ from, scope, node, isGroup }: Head, asked: readonly Column[]) {
  const names = [...new Set(asked.filter(({ alias }) => alias === from.alias).map(({ name }) => name))]
  const isSure = isGroup || entryOf(node, 'newest') !== undefined || isUnique(scope.database, from, names)
  return isSure ? { table: from, isSure } : { table: { ...from, distinct: names }, isSure }
}

/** Whoever is shown the row that refers may be shown the row named. `isLeft`: as far as the row does not tell. */
function servedOn(named: Omit<Named, 'root'>, isLeft: boolean): Same {
  const { keep, tenant, kinds, root } = named.target
  const row = ofRow(named, and(keep, ofTenant(tenant), or(...kinds.map(({ when }) => when))))
  if (root.kind !== 'reference' || isLeft) return { on: [], where: row }
  const same = samePatient({ ...named, root })
  return { on: same.on, where: and(row, same.where) }
}

const hasAll = (held: readonly Column[]): Cond => and(...held.map((column) => has(column)))

/** The row that is named is there, and served: nothing has to be looked at. */
const isSure = (target: Head, by: readonly Column[], held: readonly Column[], { roots }: Known): boolean =>
  target.key.every(({ column }, index) => column === by[index]) &&
  isServedAlways(target, roots.get(target.name)) &&
  isGuaranteed(target, held)

/** The patient's row stands in every statement, before those that are referred to. */
const joinsOf = (head: Head, own: Join[], [first]: readonly Column[]): Join[] =>
  first!.alias === rootAlias ? own : joinsBeside(head, own, first!)!

type GrowingRows = { -readonly [Name in keyof Rows]: Rows[Name] }

/** What a source refers to, by which columns of it, and what holds them. */
interface Reference {
  readonly target: Head
  readonly by: readonly Column[]
  readonly held: readonly Column[]
}

const servedKey = ({ key }: Head, alias: string): readonly Column[] =>
  key.map(({ column }) => Object.freeze({ ...column, alias, nulls: [] }))

/** As child rows of the pieces: of what they are compared with only the row knows whose patient's it is. */
function lookUpPieces(head: Head, known: Known, { target, by, held }: Reference, alias: string): LookedUp {
  const isLeft = isLeftToRow(known.roots.get(head.name), known.roots.get(target.name), true)
  const patient = isLeft ? rowPatient(head, target, known, alias) : { joins: [] }
  const key = servedKey(target, alias)
  const aliases = [alias, ...patient.joins.map((join) => join.alias)]
  const beside = patient.same?.columns.filter((column) => aliases.includes(column.alias)) ?? []
  const { table, isSure } = tableOf(target, [...by, ...beside.map((column) => aliased(column, target.from.alias))])
  const on = by.map((column, index) => keyTerm(partOf(target, column), aliased(column, alias), held[index]!))
  const rows: GrowingRows = {
    name: alias,
    table: { ...table, alias },
    joins: patient.joins,
    on,
    where: always,
    order: [],
  }
  known.later.push((sources) => {
    const named = { own: sources.get(head.name)!, target: sources.get(target.name)!, alias, isSure }
    rows.where = servedOn(named, isLeft).where
  })
  const pieces = { held, rows, columns: [...key, ...beside] }
  return { key, pieces, ...(patient.same && { patient: patient.same }) }
}

interface Making {
  readonly head: Head
  readonly known: Known
  readonly own: Join[]
}

/** Joined beside what holds the key. */
function lookUpRow({ head, known, own }: Making, { target, by, held }: Reference, alias: string): LookedUp {
  const beside = joinsOf(head, own, held)
  const [ownRoot, root] = [known.roots.get(head.name), known.roots.get(target.name)]
  const isLeft = isLeftToRow(ownRoot, root, beside !== own)
  const patient = isLeft ? rowPatient(head, target, known, alias) : { joins: [] }
  const { table, isSure } = tableOf(target, [...by, ...(isLeft && root?.kind === 'reference' ? root.columns : [])])
  const on: JoinTerm[] = by.map((column, index) =>
    keyTerm(partOf(target, column), aliased(column, alias), held[index]!),
  )
  const join: Growing = { ...table, alias, on, isReferred: true }
  beside.push(join, ...patient.joins)
  known.later.push((sources) => {
    const named = { own: sources.get(head.name)!, target: sources.get(target.name)!, alias, isSure }
    const served = servedOn(named, isLeft)
    join.on = [...on, ...served.on]
    join.where = and(hasAll(held), served.where)
  })
  return { key: servedKey(target, alias), ...(patient.same && { patient: patient.same }) }
}

const isPiece = ({ alias }: Column): boolean => alias === 'it'

export function lookUps(head: Head, known: Known): LookUps {
  const making: Making = { head, known, own: [] }
  const pieces: PieceLookUp[] = []
  const made = new Map<string, LookedUp>()

  function addPieces(reference: Reference): LookedUp {
    const found = lookUpPieces(head, known, reference, `portico_named${pieces.length + 1}`)
    if (found.pieces !== undefined) pieces.push(found.pieces)
    return found
  }

  return {
    joins: making.own,
    pieces,
    join(name, by, given) {
      const target = known.heads.get(name)!
      if (given.some(isPiece)) return misfit(target, by, given) ?? addPieces({ target, by, held: given })
      const held = besideOne(head, given)
      const wrong = held === undefined ? apart(given) : misfit(target, by, held)
      if (held === undefined || wrong !== undefined) return wrong
      if (isSure(target, by, held, known) && held.every((column, index) => column === given[index])) return undefined
      const id = [name, ...by, ...held].map((each) => (typeof each === 'string' ? each : nameOf(each))).join(' ')
      if (!made.has(id)) made.set(id, lookUpRow(making, { target, by, held }, `portico_ref${made.size + 1}`))
      return made.get(id)
    },
  }
}
