/** A condition -> a function of a row by position, equal to `holds` of the mapping. */
import type { Cond } from '../mapping/cond.ts'
import { holds } from '../mapping/forward.ts'
import type { Raw, Reader, Rows } from '../mapping/model.ts'
import type { Frame } from './frame.ts'
import type { Row } from './layout.ts'
import { Memo } from './memo.ts'
import type { Scope } from './scope.ts'

export type Holds = (row: Row, frame: Frame) => boolean

const yes: Holds = () => true
const no: Holds = () => false

/** A row of one column, whichever is asked for. */
const single = (value: Raw): Reader => ({ get: () => value, rows: () => [] })

type Test = Extract<Cond, { kind: 'test' }>

/** What is past, and who asks, changes with the request, so its answers are not kept. */
function compileTest(cond: Test, scope: Scope): Holds {
  const index = scope.positions.of(cond.column)
  if (cond.test.is === 'past' || cond.test.is === 'tenant')
    return (row, { facts }) => holds(cond, single(row[index]!), facts)
  const memo = new Memo<boolean>()
  return (row, { facts }) => {
    const value = row[index]!
    return memo.get(value) ?? memo.set(value, holds(cond, single(value), facts))
  }
}

function compileAll(conds: readonly Cond[], scope: Scope): Holds {
  const parts = conds.map((cond) => compileCond(cond, scope))
  return (row, frame) => {
    for (const part of parts) if (!part(row, frame)) return false
    return true
  }
}

function compileAny(conds: readonly Cond[], scope: Scope): Holds {
  const parts = conds.map((cond) => compileCond(cond, scope))
  return (row, frame) => {
    for (const part of parts) if (part(row, frame)) return true
    return false
  }
}

function compileSome(rows: Rows, where: Cond, scope: Scope): Holds {
  const inner = scope.inside(rows)
  const part = compileCond(where, inner.scope)
  return (row, frame) => frame.children[inner.index]!.some((child) => part([...row, ...child], frame))
}

export function compileCond(cond: Cond, scope: Scope): Holds {
  switch (cond.kind) {
    case 'constant':
      return cond.value ? yes : no
    case 'and':
      return compileAll(cond.of, scope)
    case 'or':
      return compileAny(cond.of, scope)
    case 'not': {
      const part = compileCond(cond.of, scope)
      return (row, frame) => !part(row, frame)
    }
    case 'test':
      return compileTest(cond, scope)
    case 'some':
      return compileSome(cond.rows, cond.where, scope)
  }
}
