/** What is over another source -> the names by which it speaks of the row and of its patient, and its ids. */
import type { IdForm, Table } from '../model.ts'
import type { Scope } from '../scope.ts'

/** A source as far as what is over it is named by it. */
export interface Under {
  readonly name: string
  readonly resource: string
  readonly id?: IdForm
  readonly isHashed: boolean
}

export interface Over {
  readonly target: Under
  /** The table of the Patient source, where the rows are a patient's. */
  readonly patient?: Table
}

/** `row` whatever its alias, and `patient`; an alias of the source's own that is spelled so stays what it is. */
export function nameRow(scope: Scope, from: Table, over: Over | undefined): Scope {
  if (over === undefined) return scope
  const { patient } = over
  const names: readonly (readonly [string, Table])[] = [
    ['row', scope.tables.get(from.alias) ?? from],
    ...(patient === undefined ? [] : [['patient', patient] as const]),
  ]
  return { ...scope, tables: new Map([...names, ...scope.tables]) }
}

const prefixed = (text: string, [first = '', ...rest]: IdForm): IdForm =>
  typeof first === 'string' ? [`${text}${first}`, ...rest] : [text, first, ...rest]

/** The id of what the row is served as, behind the document's name and a hyphen; undefined where both begin with their names. */
export const idOver = (name: string, { target: { id, name: own } }: Over): IdForm | undefined =>
  id && prefixed(name.slice(0, name.length - own.length), id)
