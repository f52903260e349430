/** Two rows -> the conditions under which one patient owns both: what a row refers to is that patient's, or shared. */
import { always, and, has, never, not, or, some, test, type Cond } from '../cond.ts'
import type { Column, JoinTerm, Root, Source } from '../model.ts'
import { rootAlias } from './root.ts'
import { aliased, rowsWithKey, type Joined } from './row-named.ts'

type Rooted = Extract<Root, { readonly kind: 'reference' }>

/** What a row has to be, so that a reference to it is printed. */
export interface Same {
  readonly on: readonly JoinTerm[]
  readonly where: Cond
}

/** A source that refers, and one that is referred to by the row under `alias`. */
export interface Named extends Joined {
  readonly own: Source
  readonly target: Source
  readonly root: Rooted
}

/** Of the organization that asks. */
export const ofTenant = (column: Column | undefined): Cond =>
  column === undefined ? always : test(column, { is: 'tenant' })

/** `own`: alias of the own chart's row. */
function sameChart({ target, root, alias, isSure }: Named, own: string): Same {
  const terms = root.columns.map((left, index) => {
    const term = root.join.on[index]!
    return { ...term, left, right: aliased(term.left, own) }
  })
  if (isSure && terms.every(({ left }) => left.alias === target.from.alias))
    return { on: terms.map((term) => ({ ...term, left: aliased(term.left, alias) })), where: always }
  return { on: [], where: some(rowsWithKey(target, alias, terms), always) }
}

/** What is nobody's refers: the patient has to be there. */
function besideNobody({ target, root, alias }: Named): Same {
  const { join, keep, tenant, merge } = root
  const survivor = merge?.survivor
  const there = survivor?.on.slice(0, 1).map(({ left }) => has(left)) ?? []
  const isThere = merge === undefined ? always : or(not(merge.when), ...there)
  const joins = [join, ...(survivor === undefined ? [] : [survivor])]
  const cond = and(...join.on.slice(0, 1).map(({ left }) => has(left)), keep, ofTenant(tenant), isThere)
  return { on: [], where: some(rowsWithKey(target, alias, [], joins), cond) }
}

export function samePatient(named: Named): Same {
  const { own, root } = named
  if (own.root.kind === 'shared' || own.root.kind === 'never') return besideNobody(named)
  if (own.root.source !== root.source) return { on: [], where: never }
  return sameChart(named, own.root.kind === 'self' ? own.from.alias : rootAlias)
}
