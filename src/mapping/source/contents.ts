/** The children of a Binary -> those that are written with it, and `data`, which is streamed: what its bytes are made of. */
import type { Cond } from '../cond.ts'
import type { Child, Kind, Occurrence } from '../model.ts'
import { fault, type Build } from '../template/context.ts'

const hint =
  'write data: =b.DATA | base64, alternatives of such, or { each: "joined(lines n.TXT crlf)", is: "=it | base64" }'

function isOfPiece(cond: Cond): boolean {
  if (cond.kind === 'and' || cond.kind === 'or') return cond.of.some(isOfPiece)
  if (cond.kind === 'not') return isOfPiece(cond.of)
  return cond.kind === 'test' && cond.column.alias === 'it'
}

function checkOne(build: Build, occurrence: Occurrence): void {
  const { each, node, at } = occurrence
  const isStored = node.kind === 'hole' && node.lens.content !== undefined
  if (!isStored || (each !== undefined && each.kind !== 'joined'))
    fault(build, at, 'the data of a Binary is one column, or one of child rows joined', hint)
  else if (each !== undefined && isOfPiece(occurrence.when))
    fault(build, at, 'what is streamed is not known before: no condition can ask it', 'ask a column of the row')
  else if (each?.column.schema.type === 'binary' && each.rows.order.length === 0)
    fault(build, at, 'bytes of rows are joined in an order', `write order: in rows: ${each.rows.name}`)
}

function check(build: Build, occurrence: Occurrence): void {
  const { node, each } = occurrence
  if (node.kind === 'first' && each === undefined) for (const one of node.of) check(build, one)
  else checkOne(build, occurrence)
}

type Parts = { readonly children: readonly Child[] } & Pick<Kind, 'content'>

export function withContent(build: Build, resource: string, children: readonly Child[]): Parts {
  if (resource !== 'Binary') return { children }
  const data = children.find(({ element }) => element === 'data')
  for (const each of data?.occurrences ?? []) check(build, each)
  return { children: children.filter((child) => child !== data), content: data?.occurrences ?? [] }
}
