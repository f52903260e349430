/** Random conditions: each form of the one grammar of `when`, `where`, `exclude`, child rows and kinds. */
import { chance, count, noted, pick, type Making, type Ref, type Tree, type TreeMap } from './model.ts'
import { valuesOf } from './values.ts'

/** Values that a condition may name: some of the column's own and one of none. */
function values({ role, kind }: Ref): readonly string[] {
  if (kind === 'bit') return ['1', '0']
  const own = valuesOf(role).flatMap((each) => (each === null || each.trim() === '' ? [] : [each.trim()]))
  return own.length > 0 ? own : ['1']
}

const ordered: ReadonlySet<string> = new Set(['number', 'whole', 'day', 'date', 'instant'])
const dated: ReadonlySet<string> = new Set(['day', 'date', 'instant'])

const forms: readonly ((making: Making, column: Ref) => Tree | undefined)[] = [
  (making, column) => noted(making, 'when equal', pick(making, values(column))),
  (making, column) => noted(making, 'when one of', [pick(making, values(column)), pick(making, values(column))]),
  (making, column) => noted(making, 'when not', { not: pick(making, values(column)) }),
  (making, column) =>
    noted(making, 'when not one of', { not: [pick(making, values(column)), pick(making, values(column))] }),
  (making) => noted(making, 'when any', 'any'),
  (making) => noted(making, 'when none', 'none'),
  (making, column) => noted(making, 'when none or', ['none', pick(making, values(column))]),
  (making, column) =>
    ordered.has(column.role) ? noted(making, 'when below', { below: pick(making, values(column)) }) : undefined,
  (making, column) =>
    ordered.has(column.role) ? noted(making, 'when from', { from: pick(making, values(column)) }) : undefined,
]

/** `past` is no test of rows that a mapping chooses, so only templates have it. */
const past = (making: Making, column: Ref): Tree | undefined =>
  dated.has(column.role) ? noted(making, 'when past', 'past') : undefined

function entry(making: Making, columns: readonly Ref[], isTemplate: boolean): TreeMap {
  const column = pick(making, columns)
  const form = pick(making, isTemplate ? [...forms, past] : forms)
  return { [column.text]: form(making, column) ?? noted(making, 'when any', 'any') }
}

/** At most one level of `or`, and of two entries. */
export function condition(making: Making, columns: readonly Ref[], isTemplate = false): TreeMap {
  if (columns.length > 1 && chance(making, 0.12))
    return noted(making, 'when any of', { any: [pick(making, columns).text, pick(making, columns).text] })
  if (chance(making, 0.12)) {
    const branches = [entry(making, columns, isTemplate), entry(making, columns, isTemplate)]
    return noted(making, 'when or', { or: branches })
  }
  const entries = Array.from({ length: count(making, 1, chance(making, 0.3) ? 2 : 1) }, () =>
    entry(making, columns, isTemplate),
  )
  return Object.assign({}, ...entries) as TreeMap
}

/** The branches of a `case` over the column: some of its values. */
export function branchesOf(making: Making, column: Ref): readonly string[] {
  const own = values(column)
  return [...new Set([pick(making, own), pick(making, own)])].filter((each) => each !== 'else')
}
