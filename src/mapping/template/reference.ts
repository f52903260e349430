/** `=r.PAT_ID | ref(pat)` -> the columns that hold the key referred to, and their lens. */
import { suggest } from '../diagnostics.ts'
import { byOf, isReference, type Call, type Pipe } from '../expression.ts'
import { referenceLens, type ReferenceOptions } from '../lenses/references.ts'
import { isNumeric } from '../value.ts'
import type { Column, Lens, Place } from '../model.ts'
import { asKey } from '../scope.ts'
import { fault, type Build, type KnownSource } from './context.ts'

/** A pipe that ends in `ref`. */
export interface Referring {
  readonly columns: readonly Column[]
  readonly last: Call | undefined
  readonly pipe: Pipe
}

/** The lens of `ref(source)`, or `ref(source by COLUMN)`, for an element of this type. */
export function makeReference(build: Build, pieces: Referring, type: string): Lens | undefined {
  const name = pieces.last?.arguments[0] ?? ''
  const source = build.sources.get(name)
  const { at } = pieces.last ?? pieces.pipe
  if (source === undefined)
    return fault(build, at, `"${name}" is no source of this mapping`, suggest(name, build.sources.keys()))
  if (pieces.last !== undefined && !isReference(pieces.last))
    return fault(build, at, 'a reference names a source, and perhaps a column', 'write ref(source by COLUMN)')
  const by = pieces.last && byOf(pieces.last)
  const expected = by === undefined ? source.key.length : 1
  if (expected !== pieces.columns.length)
    return fault(build, at, `the key of ${name} has ${expected} columns, here are ${pieces.columns.length}`)
  const shape = type === 'Reference' ? 'Reference' : 'text'
  const whole = { target: source.later, targetType: source.resource, shape } as const
  if (isOfRow(build, name, pieces.columns)) return referenceLens({ ...whole, ...ofRow(build) })
  if (source.kinded) return fault(build, at, `the rows of ${name} give several resources each: a key alone names none`)
  const found = keyColumns(build, source, pieces.columns, by, at)
  return found && referenceLens({ ...found, ...whole })
}

/** The row is there, and served by the same conditions: nothing has to be joined. */
function isOfRow({ about }: Build, name: string, columns: readonly Column[]): boolean {
  return about?.source === name && columns.every((each, index) => same(each, about.key[index]))
}

const ofRow = ({ about }: Build): Pick<ReferenceOptions, 'columns' | 'kind'> => ({
  columns: about?.key ?? [],
  ...(about?.kind == null ? {} : { kind: about.kind }),
})

type Key = Pick<ReferenceOptions, 'columns' | 'held' | 'beside' | 'pieces'>

/** The columns that hold the key: the patient's as it is served, or those of the row that is named. */
function keyColumns(
  build: Build,
  source: KnownSource,
  named: readonly Column[],
  by: string | undefined,
  at: Place,
): Key | undefined {
  if (isRoot(build, source.name, named, by)) return build.patient && { columns: build.patient.served }
  const held = named.map(asKey)
  if (by !== undefined && !build.aliases.has(held[0]?.alias ?? ''))
    return fault(
      build,
      at,
      'a reference by another column stands outside of child rows',
      'join the row, and name its key',
    )
  const columns = by === undefined ? source.key : source.referredBy(by, at)
  if (columns === undefined) return undefined
  const row = build.lookUp?.(source.name, columns, held)
  if (row === undefined) return asSpelled(build, by, held, at)
  if ('message' in row) return fault(build, at, row.message, row.hint)
  const beside = row.patient && { beside: row.patient }
  if (row.pieces !== undefined) return { columns: held, pieces: { of: row.pieces, key: row.key }, ...beside }
  const isNumber = by === undefined && columns.every((column, index) => isSameNumber(held[index]!, column))
  return { columns: row.key, ...(isNumber && { held }), ...beside }
}

/** Nothing is looked up: the key is what the columns hold. */
function asSpelled(build: Build, by: string | undefined, columns: readonly Column[], at: Place): Key | undefined {
  if (by === undefined) return { columns }
  return fault(build, at, `no row can be joined by ${by} here`, 'join the row, and name its key')
}

function isRoot(build: Build, name: string, columns: readonly Column[], by: string | undefined): boolean {
  const root = build.patient
  if (root === undefined || root.source !== name || root.by !== by) return false
  return columns.every((each, index) => same(each, root.columns[index]))
}

/** A whole number that is held as such is the key digit for digit. */
const isSameNumber = (held: Column, key: Column): boolean => isNumeric(key) && held.schema.type === 'integer'

const same = (a: Column, b: Column | undefined): boolean => a.alias === b?.alias && a.name === b.name
