/** Where it stands that a patient is in a group -> the condition on a patient's row, in whichever statement that stands. */
import { always, and, some, type Cond } from './cond.ts'
import type { Column, Member } from './model.ts'
import { realias } from './source/realias.ts'

/** That a patient is in one of the groups that `named` names. */
export const inGroup = ({ column, when, rows }: Member, named: (column: Column) => Cond): Cond => {
  const asked = and(named(column), when)
  return rows === undefined ? asked : some(rows, asked)
}

/** The same of the Patient source's table under another alias. */
export function movedMember({ column, when, rows }: Member, from: string, to: string): Member {
  const moved = rows && realias(some(rows, always), from, to)
  return {
    column: column.alias === from ? Object.freeze({ ...column, alias: to }) : column,
    when: realias(when, from, to),
    ...(moved?.kind === 'some' && { rows: moved.rows }),
  }
}
