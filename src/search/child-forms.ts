/** The key of a parent -> the keys under which its child rows may be: a uuid is the same as text in either case, as bytes, or in a type of its own. */
import { storedForms } from '../mapping/key.ts'
import { isNumberAsText } from '../mapping/join-term.ts'
import type { Column, JoinTerm, Rows } from '../mapping/model.ts'
import { binaryUuid, isTextColumn } from '../mapping/uuid.ts'
import { isNumeric } from '../mapping/value.ts'
import { rulesOf } from '../query/dialects.ts'
import type { Dialect } from '../query/query.ts'
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

/** Of a number that the parent holds as a text: `010` is none that the database would print so. */
function printedIn(value: string, held: Column, dialect: Dialect): readonly string[] {
  const text = rulesOf(dialect).ignoresBlanks(held) ? value.trimEnd() : value
  return /^(?:0|-?[1-9]\d*)$/.test(text) ? [text] : []
}

function formsBy(term: JoinTerm, value: string, dialect: Dialect): readonly string[] {
  if (isUuidTerm(term)) return formsIn(term.left, value)
  return isNumberAsText(term) && isNumeric(term.left) ? printedIn(value, term.right as Column, dialect) : [value]
}

export function formsOf(rows: Rows, dialect: Dialect): (key: Key) => readonly Key[] {
  const terms = toParent(rows)
  if (!terms.some((term) => isUuidTerm(term) || isNumberAsText(term))) return (key) => [key]
  return (key) =>
    key.reduce<readonly Key[]>((keys, value, index) => addPart(keys, formsBy(terms[index]!, value, dialect)), [[]])
}
