/** `codes:` of system.yaml: code lists of CSV files and of tables of the database. */
import { parse as parseCsv } from 'csv-parse/sync'
import { always, type Cond } from './cond.ts'
import { CodeList, type CodeEntry, type CodeListDefinition, type Otherwise, type SystemRule } from './codes.ts'
import { parseCondition } from './conditions.ts'
import { formOf } from '../fhir/primitive.ts'
import { suggest, type Diagnostics } from './diagnostics.ts'
import { columnsOfCond, holds } from './forward.ts'
import type { Column, Facts, Place, Raw, Table } from './model.ts'
import type { Text } from './lenses/pipeline.ts'
import { parseListText, readListText, textsIn, type TableTexts } from './list-text.ts'
import { liveTexts, warnOfSize } from './live-lists.ts'
import { parseTable, type Database, type Scope } from './scope.ts'
import { checkKeys, entryOf, textIn, type Entry, type MapNode, type Yaml } from './yaml.ts'

/** What a clause of system.yaml needs to read a table later: rows come as texts in the order of `columns`. */
export interface TableQuery {
  readonly table: Table
  readonly columns: readonly Column[]
  readonly where: Cond
}

interface Lists {
  readonly database: Database
  readonly systems: ReadonlyMap<string, string>
  readonly readFile: (name: string) => string | undefined
  readonly diagnostics: Diagnostics
}

const words = ['drop', 'text', 'local', 'bad']

function otherwiseOf(node: MapNode, lists: Lists): Otherwise {
  const text = textIn(node, 'else')
  if (text === undefined)
    lists.diagnostics.error(
      node.at,
      'a code list says what becomes of other codes',
      'write else: drop, text, local, bad, or a code',
    )
  return words.includes(text ?? 'drop') ? { kind: (text ?? 'drop') as 'drop' } : { kind: 'code', code: text ?? '' }
}

const present = (text: string | undefined | null): string | undefined =>
  text === undefined || text === null || text.trim() === '' ? undefined : text.trim()

/** Drops members without a value, as exact optional members want it. */
function entry(local: string, parts: { [key in keyof CodeEntry]?: string | undefined }, preferred = false): CodeEntry {
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
  return { ...given, local, preferred }
}

const csv = {
  skip_empty_lines: true,
  trim: true,
  bom: true,
  comment: '#',
  comment_no_infix: true,
  relax_column_count: true,
  info: true,
} as const

/** A row, and where it stands. */
interface Line {
  readonly record: readonly string[]
  readonly at: Place
}

/** The rows of a CSV file without its header; undefined, and told, where it is none. */
function fileRows(lists: Lists, name: string, at: Place): readonly Line[] | undefined {
  const text = lists.readFile(name)
  if (text === undefined) return void lists.diagnostics.error(at, `there is no file ${name}`)
  try {
    const lines = parseCsv(text, csv) as unknown as readonly { record: string[]; info: { lines: number } }[]
    const [header, ...rows] = lines.map(({ record, info }) => ({
      record,
      at: { file: name, line: info.lines, column: 1 },
    }))
    if (header?.record.join() === 'local,system,code,display') return rows
    lists.diagnostics.error(at, `${name} has no header local,system,code,display`)
  } catch {
    lists.diagnostics.error(at, `${name} is no CSV file`, 'quote texts with commas')
  }
  return undefined
}

/** https://hl7.org/fhir/R4/datatypes.html#code */
function checkCode(lists: Lists, code: string | undefined, at: Place): void {
  const isCode = present(code) === undefined || formOf('code')?.test(code!) !== false
  if (!isCode)
    lists.diagnostics.error(at, `"${code}" is no code`, 'a code has single blanks inside, and none around it')
}

function fileEntries(lists: Lists, name: string, at: Place): readonly CodeEntry[] {
  return (fileRows(lists, name, at) ?? []).map(({ record: [local = '', system, code, display], at: line }) => {
    checkCode(lists, code, line)
    return entry(local, {
      system: present(system) === undefined ? undefined : systemUrl(lists, system!, line, 'the row names the system'),
      code: present(code),
      display: present(display),
    })
  })
}

/** A URL or URN as it is, or a short name of `systems:`. */
function systemUrl(lists: Lists, name: string, at: Place, words: string): string | undefined {
  const url = name.includes(':') ? name : lists.systems.get(name)
  if (url === undefined) lists.diagnostics.error(at, `${words} "${name}"`, suggest(name, lists.systems.keys()))
  return url
}

/** `system:` of a table list: one for all rows, or by a column's value. */
function systemRule(lists: Lists, scope: Scope, node: MapNode): SystemRule {
  const value = entryOf(node, 'system')?.value ?? entryOf(node, 'in')?.value
  const url = (name: string, at: Place) => systemUrl(lists, name, at, 'the list names the system')
  if (value?.kind === 'text') return { fixed: url(value.text, value.at) }
  const told = value?.kind === 'map' ? entryOf(value, 'case')?.value : undefined
  const text = told?.kind === 'text' ? parseListText(scope, told) : undefined
  if (value?.kind === 'map' && told?.kind !== 'text')
    scope.diagnostics.error(
      value.at,
      'the systems of a list are told by a column',
      'write { case: c.STD_SYS, SCT: sct }',
    )
  if (value?.kind !== 'map' || text === undefined) return { fixed: undefined }
  const cases = value.entries
    .filter(({ key }) => key !== 'case')
    .flatMap(({ key, value: each }) => (each.kind === 'text' ? [[key, url(each.text, each.at) ?? ''] as const] : []))
  return { text, cases: new Map(cases) }
}

const withoutFacts: Facts = { tenant: { key: '', zone: 'UTC', facts: {} }, now: 0 }

/** Days without end or start are open. */
const openDay = (text: string | undefined): string | undefined =>
  text === undefined || /^(0{8}|9999|2078)/.test(text) ? undefined : text

function tableSource(
  lists: Lists,
  node: MapNode,
  tableText: string,
  at: Place,
): CodeListDefinition['source'] | undefined {
  const table = parseTable(lists.database, tableText, at, lists.diagnostics)
  if (table === undefined) return undefined
  const scope: Scope = {
    database: lists.database,
    tables: new Map([[table.alias, table]]),
    diagnostics: lists.diagnostics,
  }
  const texts = textsIn(scope, node)
  const rule = systemRule(lists, scope, node)
  const where = entryOf(node, 'where')
  const cond = where === undefined ? always : parseCondition(scope, where.value)
  const prefer = entryOf(node, 'prefer')
  const preferred = prefer && parseCondition(scope, prefer.value)
  if (texts === undefined) return undefined
  const needed = [
    ...Object.values(texts).map(({ column }: Text) => column),
    ...('text' in rule ? [rule.text.column] : []),
    ...(preferred === undefined ? [] : columnsOfCond(preferred)),
  ]
  const isLive = ['true', 'yes'].includes(textIn(node, 'live') ?? '')
  const live = isLive ? liveTexts(scope, table, node, { texts, rule }, cond) : undefined
  if (live === undefined) warnOfSize(scope, table, node)
  return {
    kind: 'table',
    ...(live && { live }),
    table,
    where: cond,
    columns: needed,
    toEntry: (row) => toEntry(row, needed, texts, rule, preferred),
  }
}

function toEntry(
  row: readonly Raw[],
  order: readonly Column[],
  texts: TableTexts,
  rule: SystemRule,
  preferred: Cond | undefined,
): CodeEntry | undefined {
  const get = (text: Text | undefined): string | undefined =>
    text && readListText(text, row[order.indexOf(text.column)])
  const local = get(texts.local)
  if (local === undefined) return undefined
  const system = 'text' in rule ? rule.cases.get(get(rule.text) ?? '') : rule.fixed
  const reader = { get: (column: Column): Raw => row[order.indexOf(column)] ?? null, rows: () => [] }
  const code = get(texts.code)
  const parts = {
    tenant: get(texts.tenant),
    system: code === undefined ? undefined : system,
    code,
    display: get(texts.display),
    from: openDay(get(texts.from)),
    to: openDay(get(texts.to)),
  }
  return entry(local, parts, preferred !== undefined && holds(preferred, reader, withoutFacts))
}

const clauses = 'file table where local tenant fallback system in code display own prefer valid else like live'.split(
  ' ',
)

function readList(lists: Lists, name: string, node: Yaml): CodeList | undefined {
  if (node.kind !== 'map') {
    lists.diagnostics.error(node.at, `the code list ${name} is a map`, 'write { file: codes/x.csv, else: drop }')
    return undefined
  }
  checkKeys(node, clauses, 'clause of a code list', lists.diagnostics)
  const file = textIn(node, 'file')
  const unsourced = file === undefined && textIn(node, 'table') === undefined
  if (unsourced) lists.diagnostics.error(node.at, `the code list ${name} comes from nowhere`, 'write file: or table:')
  const table = textIn(node, 'table')
  const source =
    table === undefined
      ? {
          kind: 'rows' as const,
          entries: unsourced ? [] : fileEntries(lists, file ?? '', entryOf(node, 'file')!.value.at),
        }
      : tableSource(lists, node, table, entryOf(node, 'table')!.value.at)
  if (source === undefined) return undefined
  const ownNode = entryOf(node, 'own')?.value
  const own =
    ownNode?.kind === 'text' ? systemUrl(lists, ownNode.text, ownNode.at, 'the list names the system') : undefined
  const fallback = textIn(node, 'fallback')
  return new CodeList({
    name,
    at: node.at,
    otherwise: otherwiseOf(node, lists),
    dated: entryOf(node, 'valid') !== undefined,
    source,
    ...(own === undefined ? {} : { own }),
    ...(fallback === undefined ? {} : { fallback }),
  })
}

/** `like: local` takes over the clauses of another list that this one does not state itself. */
function completed(lists: Lists, entries: readonly Entry[], node: Yaml): Yaml {
  const like = node.kind === 'map' ? textIn(node, 'like') : undefined
  if (node.kind !== 'map' || like === undefined) return node
  const base = entries.find(({ key }) => key === like)?.value
  const names = entries.map(({ key }) => key)
  if (base?.kind !== 'map') lists.diagnostics.error(node.at, `"${like}" is no code list`, suggest(like, names))
  const own = node.entries.filter(({ key }) => key !== 'like')
  const taken = base?.kind === 'map' ? base.entries.filter(({ key }) => !own.some((each) => each.key === key)) : []
  return { ...node, entries: [...own, ...taken] }
}

export function readLists(lists: Lists, system: MapNode): ReadonlyMap<string, CodeList> {
  const node = entryOf(system, 'codes')?.value
  const entries = node?.kind === 'map' ? node.entries : []
  return new Map(
    entries.flatMap(({ key, value }) => {
      const list = readList(lists, key, completed(lists, entries, value))
      return list === undefined ? [] : [[key, list] as const]
    }),
  )
}
