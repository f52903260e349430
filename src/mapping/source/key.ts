/** `key: p.PAT_ID`, or a list, and `id:` -> the parts of a key, and how they stand in an id. */
import { hasRoomForHash } from '../id.ts'
import type { Column, IdForm, KeyPart, Place, Source } from '../model.ts'
import { asKey, requireColumn, tableOf, type Scope } from '../scope.ts'
import { isTextColumn } from '../uuid.ts'
import { isNumeric } from '../value.ts'
import { entryOf, itemsOf, startOf, type Entry, type MapNode, type Yaml } from '../yaml.ts'

/** The column may stand behind an equals sign. */
export function startOfColumn(node: Yaml): Place {
  if (node.kind !== 'text') return node.at
  const start = startOf(node)
  return node.text.startsWith('=') ? { ...start, column: start.column + 1 } : start
}

/** `=` passes over blanks at the end there. */
const blindToBlanks: ReadonlySet<string> = new Set(['mariadb', 'mssql'])

function isNullable({ database }: Scope, { table, name, schema }: Column): boolean {
  const isPrimary = tableOf(database, table)?.primaryKey.includes(name) === true
  return schema.nullable && !isPrimary
}

function keyPart(scope: Scope, node: Yaml): KeyPart | undefined {
  const text = node.kind === 'text' ? node.text.replace(/^=/, '') : ''
  const [name = '', codec] = text.split('|').map((each) => each.trim())
  const found = requireColumn(scope, name, startOfColumn(node))
  if (found === undefined) return undefined
  const column = asKey(found)
  if (codec !== undefined && codec !== 'uuid')
    scope.diagnostics.error(node.at, `"${codec}" is no codec of a key`, 'known: uuid')
  return {
    column,
    codec: codec === 'uuid' || column.schema.type === 'uuid' ? 'uuid' : isNumeric(column) ? 'integer' : 'text',
    trims: isTextColumn(column) && blindToBlanks.has(scope.database.schema.dialect),
    nullable: isNullable(scope, column),
  }
}

/** Of the source itself, or of its `group:`. */
export function parseKey(scope: Scope, node: MapNode): readonly KeyPart[] {
  const entry = entryOf(node, 'key')
  if (entry !== undefined) return itemsOf(entry.value).flatMap((item) => keyPart(scope, item) ?? [])
  scope.diagnostics.error(node.at, 'a source needs a key', 'write key: alias.COLUMN')
  return []
}

const between = /^[.-][A-Za-z0-9.-]*$/
const before = /^[A-Za-z0-9.-]*$/

const hint =
  'write id: plain, id: hash, or id: "P{p.PAT_ID}" with each column of the key in braces, and dots or hyphens between'

/** Where a part ends is seen by a dot or a hyphen, so that an id has one reading. */
const isReadable = (pieces: IdForm): boolean =>
  pieces.every((piece, index) => typeof piece === 'number' || (index === 0 ? before : between).test(piece)) &&
  pieces.every((piece, index) => typeof piece === 'string' || typeof pieces[index + 1] !== 'number')

/** Texts, and behind each of them but the last a column in braces. */
function readPieces(text: string, key: readonly KeyPart[]): IdForm {
  const nameOf = ({ column: { alias, name } }: KeyPart): string => `${alias}.${name}`
  const pieces = text.split(/\{([^{}]*)\}/)
  const read = pieces.map((piece, index) =>
    index % 2 === 0 ? piece : key.findIndex((part) => nameOf(part) === piece.trim()),
  )
  return read.filter((piece) => piece !== '')
}

const isWhole = (pieces: IdForm, key: readonly KeyPart[]): boolean => {
  const parts = pieces.filter((piece) => typeof piece === 'number')
  return parts.length === key.length && key.every((_, index) => parts.includes(index))
}

const plainForm = (key: readonly KeyPart[]): IdForm => key.flatMap((_, index) => (index === 0 ? [index] : ['.', index]))

const hasText = (entry: Entry | undefined, text: string): boolean =>
  entry?.value.kind === 'text' && entry.value.text === text

/** `id: hash`. */
export const isHashed = (node: MapNode): boolean => hasText(entryOf(node, 'id'), 'hash')

/** A hash stands beside the source's name and what tells its kinds. */
export function checkHashRoom({ diagnostics }: Scope, node: MapNode, source: Pick<Source, 'name' | 'kinds'>): void {
  const entry = entryOf(node, 'id')
  if (entry === undefined || !isHashed(node) || hasRoomForHash(source)) return
  const message = `beside the name ${source.name} and its kinds there is no room for a hash in an id of 64 characters`
  diagnostics.error(entry.value.at, message, 'choose a shorter name')
}

/** Undefined where the clause is not there, or says `hash`: then the source's name stands before the key. */
export function parseIdForm(scope: Scope, node: MapNode, key: readonly KeyPart[]): IdForm | undefined {
  const entry = entryOf(node, 'id')
  if (entry === undefined || key.length === 0 || isHashed(node)) return undefined
  if (hasText(entry, 'plain')) return plainForm(key)
  const pieces = entry.value.kind === 'text' ? readPieces(entry.value.text, key) : []
  if (isWhole(pieces, key) && isReadable(pieces)) return pieces
  return void scope.diagnostics.error(entry.value.at, 'this makes no id of the key', hint)
}
