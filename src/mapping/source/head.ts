/** The head of a source: everything but its map. All heads are read before any map, so that references find their targets. */
import { isResourceType, resourceTypes } from '../../fhir/definitions.ts'
import { always, and, not, type Cond } from '../cond.ts'
import { parseCondition, parseExclusion, type RowsReader } from '../conditions.ts'
import { suggest, type Diagnostics } from '../diagnostics.ts'
import { byOf, isReference, parseExpression } from '../expression.ts'
import type { Column, IdForm, Join, KeyPart, Member, Merge, Place, Table } from '../model.ts'
import { asKey, requireColumn, type Database, type Scope } from '../scope.ts'
import type { DeclaredRows } from '../template/context.ts'
import { checkKeys, entryOf, itemsOf, type Entry, type MapNode, type TextNode, type Yaml } from '../yaml.ts'
import { parseGroup } from './group.ts'
import { isHashed, parseIdForm, parseKey, startOfColumn } from './key.ts'
import { parseMembers } from './members.ts'
import { parseNewest } from './newest.ts'
import { parseTableNode } from './stated.ts'
import { parseExists, parseJoins, parseRows } from './tables.ts'
import { checkKey } from './unique.ts'
import { idOver, nameRow, type Over, type Under } from './over-names.ts'

/** What `patient:` says, before the Patient source is known. */
export type PatientClause =
  | { readonly kind: 'self' | 'shared' | 'never' | 'missing' }
  | {
      readonly kind: 'reference'
      readonly columns: readonly Column[]
      readonly source: string
      /** The column of the Patient source's table that they hold, where it is not its key. */
      readonly by?: string
      readonly text: TextNode
    }

export interface Head {
  readonly name: string
  readonly resource: string
  readonly at: Place
  readonly node: MapNode
  readonly scope: Scope
  readonly from: Table
  readonly joins: readonly Join[]
  readonly key: readonly KeyPart[]
  /** What stands before, between and behind the parts of the key in an id. */
  readonly id?: IdForm
  readonly isHashed: boolean
  readonly tenant?: Column
  readonly patient: PatientClause
  readonly merge?: Merge
  readonly keep: Cond
  readonly rows: ReadonlyMap<string, DeclaredRows>
  readonly isGroup: boolean
  /** Of a Patient source: the groups that a patient is in. */
  readonly members?: readonly Member[]
  /** The rows are those of this other source, and each is about what the row is served as there (`over:`). */
  readonly about?: string
}

const clauses = [
  'resource',
  'source',
  'from',
  'join',
  'key',
  'id',
  'group',
  'tenant',
  'patient',
  'updated',
  'where',
  'exclude',
  'newest',
  'merged',
  'rows',
  'proxy',
  'groups',
  'profile',
  'search',
  'map',
  'kinds',
]

const textAt = (node: MapNode, key: string): TextNode | undefined => {
  const value = entryOf(node, key)?.value
  return value?.kind === 'text' ? value : undefined
}

/** In the Patient source: the key again, as a reminder of what it is. */
function selfClause(scope: Scope, node: MapNode, text: TextNode): PatientClause {
  const keys = itemsOf(entryOf(node, 'key')?.value ?? text).map((item) => (item.kind === 'text' ? item.text : ''))
  if (!keys.includes(text.text))
    scope.diagnostics.error(text.at, 'in the Patient source "patient" is its key', `write patient: ${keys.join(' ')}`)
  return { kind: 'self' }
}

/** `isPatient`: the rows are those of the Patient source. */
function parsePatient(scope: Scope, node: MapNode, isPatient: boolean): PatientClause {
  const text = textAt(node, 'patient')
  if (text === undefined) return { kind: 'missing' }
  if (text.text === 'shared' || text.text === 'never') return { kind: text.text }
  if (isPatient) return selfClause(scope, node, text)
  const parsed = text.text.startsWith('=') ? parseExpression(text, scope.diagnostics) : undefined
  const pipe = parsed?.[0]?.kind === 'pipe' ? parsed[0].pipe : undefined
  const call = pipe?.calls.at(-1)
  if (pipe === undefined || call?.name !== 'ref' || !isReference(call)) {
    scope.diagnostics.error(
      text.at,
      '"patient" is a reference to the Patient source',
      'write: =r.PAT_ID | ref(pat), or shared, or never',
    )
    return { kind: 'never' }
  }
  const columns = pipe.columns.flatMap((each) => requireColumn(scope, each.name, each.at) ?? [])
  if (columns.length < pipe.columns.length) return { kind: 'never' }
  const by = byOf(call)
  return {
    kind: 'reference',
    columns: columns.map(asKey),
    source: call.arguments[0] ?? '',
    text,
    ...(by === undefined ? {} : { by }),
  }
}

function faultyMerge(scope: Scope, node: Yaml): undefined {
  scope.diagnostics.error(
    node.at,
    'merged needs when (one column), into and results',
    'write: { when: { p.REC_STAT: M }, into: p.MRG_TO_PAT_ID, results: survivor }',
  )
}

function parseMerge(scope: Scope, node: MapNode): Merge | undefined {
  const merged = entryOf(node, 'merged')?.value
  if (merged === undefined) return undefined
  if (merged.kind !== 'map') return faultyMerge(scope, merged)
  checkKeys(merged, ['when', 'into', 'results'], 'clause of merged', scope.diagnostics)
  const when = entryOf(merged, 'when')
  const into = textAt(merged, 'into')
  const results = textAt(merged, 'results')?.text
  const found = into && requireColumn(scope, into.text.replace(/^=/, '').split('|')[0]!.trim(), into.at)
  const column = found && asKey(found)
  const cond = when && parseCondition(scope, when.value)
  if (
    cond?.kind !== 'test' ||
    cond.test.is !== 'in' ||
    column === undefined ||
    (results !== 'survivor' && results !== 'hide')
  )
    return faultyMerge(scope, merged)
  return { when: cond, into: column, results }
}

/** `exists` asks about rows beside the base, which a member's row of a group is not. */
function parseKeep(scope: Scope, node: MapNode, reader?: RowsReader): Cond {
  const where = entryOf(node, 'where')
  const exclude = entryOf(node, 'exclude')
  return and(
    where === undefined ? always : parseCondition(scope, where.value, reader),
    exclude === undefined ? always : not(parseExclusion(scope, exclude.value, reader)),
  )
}

/** The entries of a clause that is a map. */
function entriesOf({ diagnostics }: Scope, node: MapNode, clause: string): readonly Entry[] {
  const value = entryOf(node, clause)?.value
  if (value === undefined || value.kind === 'map') return value?.entries ?? []
  diagnostics.error(value.at, `${clause} is a map`, `write ${clause}: { name: ... }`)
  return []
}

const faultyRows = ({ diagnostics }: Scope, { at }: Yaml): undefined =>
  void diagnostics.error(at, 'child rows are a map', 'write { from: TABLE n, on: n.KEY = p.KEY }')

function parseAllRows(scope: Scope, node: MapNode): ReadonlyMap<string, DeclaredRows> {
  return new Map(
    entriesOf(scope, node, 'rows').flatMap(({ key, value }) => {
      const declared = value.kind === 'map' ? parseRows(scope, key, value) : faultyRows(scope, value)
      return declared === undefined ? [] : [[key, declared] as const]
    }),
  )
}

function parseResource(node: MapNode, diagnostics: Diagnostics): string | undefined {
  const text = textAt(node, 'resource')
  if (text !== undefined && isResourceType(text.text)) return text.text
  diagnostics.error(
    text?.at ?? node.at,
    `"${text?.text ?? ''}" is no resource type`,
    suggest(text?.text ?? '', resourceTypes),
  )
  return undefined
}

function parseName(node: MapNode, diagnostics: Diagnostics, about?: Under): string | undefined {
  const text = textAt(node, 'source')
  const behind = about === undefined ? '' : `-${about.name}`
  if (text?.text.endsWith(behind) && /^[a-z][a-z0-9]*$/.test(text.text.slice(0, text.text.length - behind.length)))
    return text.text
  diagnostics.error(text?.at ?? node.at, 'a source needs a name of small letters and digits', 'write source: pat')
  return undefined
}

type Grounds = Pick<Head, 'from' | 'joins' | 'scope' | 'key' | 'keep' | 'rows' | 'isGroup'>

/** What the rows are: those of the table, each for itself. */
function rowGrounds(base: Scope, from: Table, node: MapNode): Grounds {
  const { joins, scope } = parseJoins(base, entryOf(node, 'join')?.value)
  const key = parseKey(scope, node)
  const newest = entryOf(node, 'newest')
  checkKey(scope, from, { key, at: entryOf(node, 'key')?.value.at ?? node.at, newest: newest?.value })
  return {
    from,
    joins,
    scope,
    key,
    keep: and(
      parseKeep(scope, node, parseExists),
      newest === undefined ? always : parseNewest(base, from, newest.value, []),
    ),
    rows: parseAllRows(scope, node),
    isGroup: false,
  }
}

/** Or many of them together. */
function groupGrounds(base: Scope, from: Table, node: MapNode, entry: Entry): Grounds | undefined {
  const group = parseGroup(base, from, entry, {
    rowKeep: (scope) => parseKeep(scope, node),
    joins: entryOf(node, 'join'),
  })
  const [key, newest] = [entryOf(node, 'key'), entryOf(node, 'newest')]
  if (key !== undefined) base.diagnostics.error(key.keyAt, 'a source has a key or a group', 'leave one of them out')
  if (newest !== undefined)
    base.diagnostics.error(newest.keyAt, 'all rows of a group count, not the newest', 'leave it out')
  if (group === undefined || entry.value.kind !== 'map') return undefined
  return {
    from: group.from,
    joins: [],
    scope: group.scope,
    key: parseKey(group.scope, entry.value),
    keep: group.keep,
    rows: new Map([...parseAllRows(group.scope, node), ['group', group.declared]]),
    isGroup: true,
  }
}

function parseFrom(database: Database, node: MapNode, diagnostics: Diagnostics): Table | undefined {
  const from = entryOf(node, 'from')
  if (from !== undefined) return parseTableNode(database, from.value, diagnostics)
  return void diagnostics.error(node.at, 'a source needs from:', 'write from: TABLE alias')
}

/** One YAML document as the head of a source; what keeps it from being one is told to the diagnostics. */
export function parseHead(database: Database, node: MapNode, diagnostics: Diagnostics, over?: Over): Head | undefined {
  checkKeys(node, clauses, 'clause of a source', diagnostics)
  const resource = parseResource(node, diagnostics)
  const name = parseName(node, diagnostics, over?.target)
  const from = parseFrom(database, node, diagnostics)
  if (resource === undefined || name === undefined || from === undefined) return undefined
  const base: Scope = nameRow({ database, tables: new Map([[from.alias, from]]), diagnostics }, from, over)
  const group = entryOf(node, 'group')
  const grounds = group === undefined ? rowGrounds(base, from, node) : groupGrounds(base, from, node, group)
  if (grounds === undefined) return undefined
  const scope = nameRow(grounds.scope, from, over)
  const tenantText = textAt(node, 'tenant')
  const found = tenantText && requireColumn(scope, tenantText.text.replace(/^=/, ''), startOfColumn(tenantText))
  const tenant = found && asKey(found)
  const merge = parseMerge(scope, node)
  const isPatient = (over?.target.resource ?? resource) === 'Patient'
  const members = parseMembers(grounds, node, isPatient)
  const id = over === undefined ? parseIdForm(scope, node, grounds.key) : idOver(name, over)
  return {
    ...grounds,
    scope,
    ...(over === undefined ? {} : { about: over.target.name }),
    name,
    resource,
    at: node.at,
    node,
    patient: parsePatient(scope, node, isPatient),
    ...(id === undefined ? {} : { id }),
    isHashed: over?.target.isHashed ?? isHashed(node),
    ...(tenant === undefined ? {} : { tenant }),
    ...(merge === undefined ? {} : { merge }),
    ...(members === undefined ? {} : { members }),
  }
}
