/** A condition on a table -> the same of that table under another alias. */
import type { Cond } from '../cond.ts'
import type { Column, JoinTerm } from '../model.ts'

function realiasRight(right: JoinTerm['right'], column: (each: Column) => Column): JoinTerm['right'] {
  if ('constant' in right) return right
  if (!('pieces' in right)) return column(right)
  return { pieces: right.pieces.map((piece) => (typeof piece === 'string' ? piece : column(piece))) }
}

/** Gives a condition's columns another alias: what the Patient source says of itself, said of a join. */
export function realias(cond: Cond, from: string, to: string): Cond {
  const column = (each: Column): Column => (each.alias === from ? Object.freeze({ ...each, alias: to }) : each)
  switch (cond.kind) {
    case 'test':
      return { ...cond, column: column(cond.column) }
    case 'and':
    case 'or':
      return { ...cond, of: cond.of.map((each) => realias(each, from, to)) }
    case 'not':
      return { ...cond, of: realias(cond.of, from, to) }
    case 'some':
      return {
        ...cond,
        where: realias(cond.where, from, to),
        rows: {
          ...cond.rows,
          where: realias(cond.rows.where, from, to),
          ...(cond.rows.newer && {
            newer: cond.rows.newer.map(({ own, other }) => ({ own, other: column(other) })),
          }),
          on: cond.rows.on.map((term) => ({
            ...term,
            right: realiasRight(term.right, column),
          })),
        },
      }
    case 'constant':
      return cond
  }
}
