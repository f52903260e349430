/** The key of a parent -> the keys under which its child rows may be: a uuid is the same as text in either case, as bytes, or in a type of its own. */
import { storedForms } from '../mapping/key.ts'
import type { Column, JoinTerm, Rows } from '../mapping/model.ts'
import { binaryUuid, isTextColumn } from '../mapping/uuid.ts'
import { isUuidTerm } from '../query/uuid.ts'

type Key = readonly string[]

/** The terms that lead to the parent, in the order of its key. */
export const toParent = ({ on }: Rows): readonly JoinTerm[] => on.filter(({ right }) => !('constant' in right))

/** What is no uuid is in no column of uuids. */
function formsIn(column: Column, value: string): readonly string[] {
  const uuid = binaryUuid(value.trimEnd())
  if (uuid === undefined) return isTextColumn(column) ? [value] : []
  return storedForms({ codec: 'uuid' }, column, uuid)
}

const addPart = (keys: readonly Key[], forms: readonly string[]): readonly Key[] =>
  keys.flatMap((key) => forms.map((form) => [...key, form]))

export function formsOf(rows: Rows): (key: Key) => readonly Key[] {
  const terms = toParent(rows)
  if (!terms.some(isUuidTerm)) return (key) => [key]
  return (key) =>
    key.reduce<readonly Key[]>(
      (keys, value, index) => addPart(keys, isUuidTerm(terms[index]!) ? formsIn(terms[index]!.left, value) : [value]),
      [[]],
    )
}
