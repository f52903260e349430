/** Random tables: a key, columns of the roles asked for and a few others, indexes, and rows with all that old databases hold. */
import type { Kind } from './columns.ts'
import { chance, count, pick, type ColumnPlan, type Making, type Ref, type Scope, type TablePlan } from './model.ts'
import { kindsOf, plainRoles, uuids, valuesOf, type Role } from './values.ts'

/** What the key of a source looks like, and the values that references to it have. */
export interface Key {
  readonly kind: Kind
  readonly values: readonly string[]
}

const keyKinds = {
  integer: ['1', '2', '3', '4', '5', '6', '7', '8', '12'],
  varchar: ['AB12', 'X1', 'B7', 'a9', 'Z', '100', 'q2', 'M3', '7'],
  uuid: uuids,
} satisfies Partial<Record<Kind, readonly string[]>>

export function makeKey(
  making: Making,
  names: readonly (keyof typeof keyKinds)[] = ['integer', 'integer', 'varchar', 'uuid'],
): Key {
  const kind = pick(making, names)
  making.forms.add(`key ${kind}`)
  return { kind, values: keyKinds[kind] }
}

/** Values of keys elsewhere, by role: what references hold. */
export type Keys = ReadonlyMap<Role, Key>

/** A reference names a row that is there, mostly; an orphan's value or none, now and then. */
function referenceValue(making: Making, { kind, values }: Key): string | null {
  if (chance(making, 0.12)) return null
  if (chance(making, 0.1)) return kind === 'integer' ? '99' : kind === 'uuid' ? uuids[8]! : 'NOBODY'
  return pick(making, values.slice(0, 5))
}

export const columnOfRole = (making: Making, name: string, role: Role, keys: Keys): ColumnPlan => ({
  name,
  role,
  kind: keys.get(role)?.kind ?? pick(making, kindsOf(role)),
})

export function plainColumns(making: Making, prefix: string, least: number, most: number): readonly ColumnPlan[] {
  return Array.from({ length: count(making, least, most) }, (_, index) =>
    columnOfRole(making, `${prefix}${index + 1}`, pick(making, plainRoles), new Map()),
  )
}

const longest: Readonly<Partial<Record<Kind, number>>> = { char: 8, varchar: 60, nocase: 60 }

function valueOf(making: Making, { role, kind }: ColumnPlan, keys: Keys): string | null {
  const key = keys.get(role)
  if (key !== undefined) return referenceValue(making, key)
  const fitting = valuesOf(role).filter((each) => each === null || each.length <= (longest[kind] ?? 1000))
  return pick(making, fitting)
}

export interface TableShape {
  readonly name: string
  readonly key: readonly ColumnPlan[]
  readonly columns: readonly ColumnPlan[]
}

/** `keyValues`: one for each row. */
export function makeTable(
  making: Making,
  { name, key, columns }: TableShape,
  keyValues: readonly (readonly (string | null)[])[],
  keys: Keys,
): TablePlan {
  const rows = keyValues.map((values) => [...values, ...columns.map((each) => valueOf(making, each, keys))])
  const indexed = columns.filter(({ kind }) => kind !== 'text').filter(() => chance(making, 0.3))
  return {
    name,
    columns: [...key, ...columns],
    key: key.map((each) => each.name),
    indexes: indexed.slice(0, 3).map((each) => [each.name]),
    rows,
  }
}

export const refsOf = (alias: string, columns: readonly ColumnPlan[]): readonly Ref[] =>
  columns.map(({ name, role, kind }) => ({ text: `${alias}.${name}`, role, kind }))

/** Keys and what points elsewhere are no matter for conditions and texts. */
export const scopeOf = (columns: readonly Ref[], rows: Scope['rows'] = []): Scope => ({ columns, rows })
