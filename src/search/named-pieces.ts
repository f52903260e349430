/**
 * Rows with texts -> the rows that the pieces of these texts name, those that are served: one statement for each source referred to and batch of rows. Kept in the facts
 * of the request, where the lenses of references ask. docs/decisions/0021-references-are-joined.md
 */
import { textOf } from '../mapping/equality/absent.ts'
import { repeat, resolveFacts } from '../mapping/forward.ts'
import { pieceName } from '../mapping/lenses/references.ts'
import { splitOf, wholeOf } from '../mapping/lenses/pipeline.ts'
import type { Column, Facts, PieceLookUp, Raw, Reader, Source } from '../mapping/model.ts'
import type { Layout, Row } from '../write/layout.ts'
import { columnName } from '../write/layout.ts'
import { readGroups, type Reading } from './children.ts'
import { joinKeyOf } from './child-keys.ts'

type Held = readonly string[]

/** The column of a table behind a piece, or a piece of a piece. */
function storedOf(column: Column): Column {
  const whole = wholeOf(column)
  return whole === undefined ? column : storedOf(whole)
}

const has = (columns: readonly Column[], column: Column): boolean =>
  columns.some((each) => columnName(each) === columnName(column))

/** Where the text stands in rows of a layout: in themselves, or in child rows; undefined where it is not read. */
function placeOf({ columns, children }: Layout, { held }: PieceLookUp) {
  const needed = held.map(storedOf)
  const isIn = (own: readonly Column[]): boolean => needed.every((column) => has(own, column) || has(columns, column))
  if (isIn([])) return { rows: undefined }
  return children.find((child) => isIn(child.columns))
}

/** Of a source, what the rows of this layout name. */
export const namedIn = ({ pieces }: Source, layout: Layout): readonly PieceLookUp[] =>
  pieces.filter((each) => placeOf(layout, each) !== undefined)

/** The readers of a row with each piece of this column in turn. */
function piecesOf(column: Column, reader: Reader): readonly Reader[] {
  const split = splitOf(column)
  if (split === undefined) return [reader]
  return piecesOf(split.column, reader).flatMap((each) => repeat(split, each))
}

function heldBy({ held }: PieceLookUp, reader: Reader): Held | undefined {
  const values = held.map((column) => reader.get(column))
  const isHeld = values.every((value, index) => value !== null && textOf(held[index]!, value) !== undefined)
  return isHeld ? (values as Held) : undefined
}

function* heldIn(layout: Layout, look: PieceLookUp, readers: readonly Reader[]): Generator<Held, void> {
  const rows = placeOf(layout, look)?.rows
  const it = look.held.find((column) => splitOf(column) !== undefined)
  for (const reader of readers)
    for (const place of rows === undefined ? [reader] : reader.rows(rows))
      for (const piece of it === undefined ? [] : piecesOf(it, place)) {
        const held = heldBy(look, piece)
        if (held !== undefined) yield held
      }
}

type Around = Pick<Reading, 'database' | 'facts'> & { readonly signal?: AbortSignal }

type Named = Map<string, readonly Raw[] | undefined>

function namedOf({ named }: Facts, look: PieceLookUp): Named {
  const known: Named = named?.get(look) ?? new Map<string, readonly Raw[] | undefined>()
  named?.set(look, known)
  return known
}

async function readNamed(
  look: PieceLookUp,
  keys: readonly Held[],
  around: Around,
): Promise<readonly (Row | undefined)[]> {
  const { columns } = look
  const rows = { ...look.rows, where: resolveFacts(look.rows.where, around.facts) }
  const joinKey = joinKeyOf(rows, around.database.dialect)
  const asked = new Map(keys.map((key) => [joinKey(key), key]))
  const reading = {
    child: { rows, columns },
    joinKey,
    database: around.database,
    facts: around.facts,
    signal: around.signal,
  }
  const groups = await readGroups(reading, [...asked.values()])
  return keys.map((key) => groups.get(joinKey(key))?.[0])
}

/** All that the rows of a batch name, and is not known yet. */
export async function lookUpPieces(
  source: Source,
  layout: Layout,
  readers: readonly Reader[],
  around: Around,
): Promise<void> {
  for (const look of namedIn(source, layout)) {
    const known = namedOf(around.facts, look)
    const held = [...heldIn(layout, look, readers)].map((each) => [pieceName(each), each] as const)
    const unknown = new Map(held.filter(([name]) => !known.has(name)))
    if (unknown.size === 0) continue
    const found = await readNamed(look, [...unknown.values()], around)
    for (const [index, name] of [...unknown.keys()].entries()) known.set(name, found[index])
  }
}
