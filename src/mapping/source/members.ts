/** `groups: { each: lists, is: =l.LIST_CD }`: which groups of patients a patient is in, from the database's own rows; a client may be bound to groups. */
import { always } from '../cond.ts'
import { parseCondition } from '../conditions.ts'
import { columnsOfCond } from '../forward.ts'
import { outerColumns } from '../join-term.ts'
import { parseExpression } from '../expression.ts'
import type { Column, Member, Rows, Table } from '../model.ts'
import { resolveColumn, withTable, type Scope } from '../scope.ts'
import type { DeclaredRows } from '../template/context.ts'
import { suggest } from '../diagnostics.ts'
import { checkKeys, entryOf, itemsOf, type Entry, type MapNode, type Yaml } from '../yaml.ts'

const hint = 'write { each: lists, is: =l.LIST_CD }'

interface Ground {
  readonly scope: Scope
  readonly from: Table
  readonly rows: ReadonlyMap<string, DeclaredRows>
}

type Tell = { readonly at: Yaml['at'] }

const fault = ({ scope }: Pick<Ground, 'scope'>, { at }: Tell, message: string, advice = hint): undefined =>
  void scope.diagnostics.error(at, message, advice)

/** A name as the database holds it: nothing but a column can be compared with it in every statement. */
function nameColumn(ground: Ground, node: Yaml | undefined, at: Tell): Column | undefined {
  const text = node?.kind === 'text' && node.text.startsWith('=') ? node : undefined
  const [first, ...others] = text === undefined ? [] : (parseExpression(text, ground.scope.diagnostics) ?? [])
  const pipe = first?.kind === 'pipe' && others.length === 0 ? first.pipe : undefined
  const [column, ...more] = pipe?.columns ?? []
  if (column === undefined || more.length > 0 || pipe?.calls.length !== 0)
    return fault(ground, node ?? at, 'a group is named by a column')
  return resolveColumn(ground.scope, column.name, column.at)
}

const inRows = ({ table, joins }: Rows): readonly string[] => [table, ...joins].map(({ alias }) => alias)

const ofRows = ({ on, joins, where }: Rows): readonly Column[] => [
  ...[{ on }, ...joins].flatMap((each) => each.on.flatMap(outerColumns)),
  ...columnsOfCond(where),
]

/** What is joined to the patient's own row stands in no other source's statement. */
function checkNear(ground: Ground, { column, when, rows }: Member, at: Tell): void {
  const inside = new Set([ground.from.alias, ...(rows ? inRows(rows) : [])])
  const asked = [column, ...columnsOfCond(when), ...(rows ? ofRows(rows) : [])]
  const far = asked.find(({ alias }) => !inside.has(alias))
  if (far === undefined) return
  const message = `${far.table}.${far.name} is not known where other sources refer to the patient`
  fault(ground, at, message, `name columns of ${ground.from.name} and of the rows`)
}

function rowsNamed(ground: Ground, { value }: Entry): DeclaredRows | undefined {
  const name = value.kind === 'text' ? value.text : ''
  const declared = ground.rows.get(name)
  return (
    declared ?? fault(ground, value, `"${name}" is no rows: of this source`, suggest(name, [...ground.rows.keys()]))
  )
}

const clauses = ['each', 'when', 'is'] as const

/** A column of the patient's own row may stand alone. */
const clausesOf = (item: Yaml) => clauses.map((name) => (item.kind === 'map' ? entryOf(item, name) : undefined))

function makeMember(ground: Ground, item: Yaml): Member | undefined {
  const [each, when, is] = clausesOf(item)
  const declared = each && rowsNamed(ground, each)
  if (each !== undefined && declared === undefined) return undefined
  const inside = { ...ground, scope: withTable(ground.scope, ...(declared?.tables ?? [])) }
  const column = nameColumn(inside, item.kind === 'map' ? is?.value : item, item)
  const cond = when === undefined ? always : parseCondition(inside.scope, when.value)
  return column && { column, when: cond, ...(declared && { rows: declared.rows }) }
}

function parseItem(ground: Ground, item: Yaml): readonly Member[] {
  if (item.kind === 'map') checkKeys(item, clauses, 'clause of groups', ground.scope.diagnostics)
  const made = makeMember(ground, item)
  if (made === undefined) return []
  checkNear(ground, made, item)
  return [made]
}

/** Undefined where the source does not say; faults are told. `isPatient`: the rows are those of the Patient source. */
export function parseMembers(ground: Ground, node: MapNode, isPatient: boolean): readonly Member[] | undefined {
  const entry = entryOf(node, 'groups')
  if (entry === undefined) return undefined
  if (!isPatient)
    return fault(
      ground,
      { at: entry.keyAt },
      '"groups" says which groups a patient is in',
      'write it in the Patient source',
    )
  return itemsOf(entry.value).flatMap((item) => parseItem(ground, item))
}
