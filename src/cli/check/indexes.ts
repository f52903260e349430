/** A mapping -> its search parameters that no index serves: alone they read a table through, or are refused where it is large. */
import { wholeOf } from '../../mapping/lenses/pipeline.ts'
import type { Column, Hit, Mapping, Node, Parameter, Rows, Source } from '../../mapping/model.ts'
import { stepsOf } from '../../mapping/turns.ts'
import { filedBy, isServed } from '../../plan/ways/indexes.ts'
import { digits } from '../terminal.ts'
import { printPlace } from './columns.ts'
import type { Finding } from './finding.ts'

interface Reach {
  readonly column: Column
  readonly rows?: Rows
}

function columnsOf(node: Node): readonly Column[] {
  if (node.kind === 'hole')
    return node.lens.columns.filter(({ missing }) => !missing).map((column) => wholeOf(column) ?? column)
  if (node.kind === 'first') return node.of.flatMap((each) => columnsOf(each.node))
  return node.kind === 'element'
    ? node.children.flatMap((child) => child.occurrences.flatMap((each) => columnsOf(each.node)))
    : []
}

function reachOf({ leaf, path }: Hit): readonly Reach[] {
  const rows = stepsOf(path).findLast((step) => step.kind === 'rows' || step.kind === 'joined')?.rows
  return columnsOf(leaf).map((column) => (rows === undefined ? { column } : { column, rows }))
}

/** The rows of a child table lead back to their parents by its key. */
function isReachServed({ column, rows }: Reach, source: Source, mapping: Mapping, scanRows: number): boolean {
  if (rows === undefined) return isServed({ mapping, source, scanRows }, column)
  return mapping.tables.get(column.table)?.indexes.some(([first]) => first === column.name) ?? false
}

const indexFor = ({ column: reached, rows }: Reach, source: Source): string => {
  const [column, { tenant }] = [filedBy(source, reached), source]
  const leading = rows === undefined && tenant !== undefined && tenant.table === column.table ? `${tenant.name}, ` : ''
  return `${column.table} (${leading}${column.name})`
}

/** Read through faster than any index would find a row. */
const small = 1_000

const groupOf = (source: Source, rows: number, scanRows: number): string => {
  const fate = rows > scanRows ? 'refused alone, for they would read all' : 'each reads, alone, all'
  return `${source.resource} (${source.name}): ${fate} ${digits(rows)} rows of ${source.from.name}`
}

/** Parameters that find their rows by way of the patient are asked with one anyway. */
function checkParameter(parameter: Parameter, source: Source, mapping: Mapping, scanRows: number): readonly Finding[] {
  const rows = mapping.tables.get(source.from.name)?.rows ?? 0
  const hits = parameter.hits.get(source) ?? []
  const reached = hits.flatMap(reachOf)
  if (rows <= small || reached.length === 0) return []
  if (reached.some((each) => isReachServed(each, source, mapping, scanRows))) return []
  const indexes = [...new Set(reached.map((each) => indexFor(each, source)))]
  const more = indexes.length > 3 ? ` and ${indexes.length - 3} more` : ''
  return [
    {
      about: 'indexes',
      severity: 'note',
      group: groupOf(source, rows, scanRows),
      what: `${source.resource}?${parameter.name}`,
      message: 'no index serves it',
      hint: `An index on ${indexes.slice(0, 3).join(', ')}${more} would.`,
      at: printPlace(hits[0]?.at ?? source.at),
      rows,
    },
  ]
}

/** The charts that were merged into a patient are asked for by each page of what is the patient's. */
function checkMerged({ from, at, merge, resource, name }: Source, { tables }: Mapping): readonly Finding[] {
  const { rows, indexes } = tables.get(from.name) ?? { rows: 0, indexes: [] }
  if (merge?.results !== 'survivor' || rows <= small || indexes.some(([first]) => first === merge.into.name)) return []
  return [
    {
      about: 'indexes',
      severity: 'note',
      group: `${resource} (${name}): each page of a patient's data reads all ${digits(rows)} rows of ${from.name}`,
      what: `${from.name}.${merge.into.name}`,
      message: 'no index leads from a patient to the charts that were merged into theirs',
      hint: `An index on ${from.name} (${merge.into.name}) would.`,
      at: printPlace(at),
      rows,
    },
  ]
}

/** Each statement for a client that is bound to groups asks for the patient's rows among the lists. */
function checkGroups({ members = [], resource, name, at }: Source, { tables }: Mapping): readonly Finding[] {
  return members.flatMap(({ rows: lists }): readonly Finding[] => {
    const { rows, indexes } = tables.get(lists?.table.name ?? '') ?? { rows: 0, indexes: [] }
    const keys = lists?.on.map(({ left }) => left.name) ?? []
    if (lists === undefined || rows <= small || indexes.some(([first]) => first !== undefined && keys.includes(first)))
      return []
    return [
      {
        about: 'indexes',
        severity: 'note',
        group: `${resource} (${name}): each page for a client with portico.groups reads all ${digits(rows)} rows of ${lists.table.name}`,
        what: `${lists.table.name}.${keys.join(', ')}`,
        message: 'no index leads from a patient to the groups they are in',
        hint: `An index on ${lists.table.name} (${keys.join(', ')}) would.`,
        at: printPlace(at),
        rows,
      },
    ]
  })
}

/** Tables of up to a thousand rows are left out. */
export function checkIndexes(mapping: Mapping, scanRows: number): readonly Finding[] {
  const offered = [...mapping.parameters.values()].flatMap((parameters) => [...parameters.values()])
  // The front door asks for a person's charts at every launch.
  const asked = mapping.proxy === undefined ? offered : [...offered, mapping.proxy]
  const searched = asked.flatMap((parameter) =>
    [...parameter.hits.keys()].flatMap((source) => checkParameter(parameter, source, mapping, scanRows)),
  )
  return [
    ...searched,
    ...mapping.sources.flatMap((source) => [...checkMerged(source, mapping), ...checkGroups(source, mapping)]),
  ]
}
