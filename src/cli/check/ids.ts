/** The keys of live rows -> those that make no logical id: what such a row gives is left out of every answer. Of `id: hash`, how far the way back from an id is. */
import { always } from '../../mapping/cond.ts'
import { encodeId, encodeKey, printKey } from '../../mapping/id.ts'
import type { Mapping, Raw, Source } from '../../mapping/model.ts'
import { makesIds } from '../../plan/page/whole.ts'
import { compileTable } from '../../query/table.ts'
import type { Database } from '../../rows/database.ts'
import { printPlace } from './columns.ts'
import type { Finding } from './finding.ts'

/** Of a table with more rows, these are looked at. */
const mostRows = 200_000

/** So many rows are looked through for one read without a word. */
const fewRows = 100

type Lack = 'null' | 'long' | 'other'

const words: Readonly<Record<Lack, string>> = {
  null: 'a part of the key has no value',
  long: 'the key is too long for an id of 64 characters',
  other: 'no id can be made of the key',
}

const hints: Readonly<Record<Lack, string>> = {
  null: 'Name other columns as the key.',
  long: 'Write id: hash in the source, or name other columns as the key.',
  other: 'Name other columns as the key.',
}

function lackOf(source: Source, values: readonly Raw[]): Lack | undefined {
  if (values.includes(null)) return 'null'
  const key = printKey(source, values)
  if (key === undefined) return 'other'
  return source.kinds.every((kind) => encodeId(source, kind, key) !== undefined) ? undefined : 'long'
}

const isDoubtful = (source: Source): boolean =>
  source.key.every(({ column }) => column.alias === source.from.alias) &&
  (source.isHashed === true || !makesIds(source) || source.key.some(({ nullable }) => nullable))

interface Counts {
  readonly lacks: Map<Lack, number>
  /** What stands before the hash -> how many keys begin so. */
  readonly heads: Map<string, number>
}

const add = <Key>(counts: Map<Key, number>, key: Key): unknown => counts.set(key, (counts.get(key) ?? 0) + 1)

function countRow(source: Source, row: readonly Raw[], { lacks, heads }: Counts): void {
  const lack = lackOf(source, row)
  if (lack !== undefined) add(lacks, lack)
  else if (source.isHashed === true) add(heads, encodeKey(source, printKey(source, row)!).replace(/\w+$/, ''))
}

async function countsOf(source: Source, database: Database): Promise<Counts> {
  const columns = source.key.map(({ column }) => column)
  const query = compileTable({ table: source.from, columns, where: always }, database.dialect)
  const counts: Counts = { lacks: new Map(), heads: new Map() }
  let looked = 0
  for await (const rows of database.read(query)) {
    for (const row of rows) countRow(source, row, counts)
    looked += rows.length
    if (looked >= mostRows) break
  }
  return counts
}

const about = ({ from, key, at }: Source): Pick<Finding, 'about' | 'severity' | 'what' | 'at'> => ({
  about: 'keys',
  severity: 'warning',
  what: `${from.name} (${key.map(({ column }) => column.name).join(', ')})`,
  at: printPlace(at),
})

const toFinding = (source: Source, lack: Lack, rows: number): Finding => ({
  ...about(source),
  message: `${words[lack]}: such rows are served by no search and no read`,
  hint: hints[lack],
  rows,
})

const instead = 'Let a text that tells more apart come first in the key, or name another unique column as the key.'

/** Rows whose keys begin alike, as far as an id holds them, are looked at one after the other. */
function hashFinding(source: Source, { heads }: Counts, { tables }: Mapping): readonly Finding[] {
  const [part] = source.key
  const indexes = tables.get(source.from.name)?.indexes ?? []
  const isIndexed = indexes.some(([first]) => first === part?.column.name)
  const most = [...heads.values()].reduce((one, other) => Math.max(one, other), 0)
  const rows = isIndexed ? most : [...heads.values()].reduce((sum, each) => sum + each, 0)
  if (rows <= fewRows) return []
  const message = isIndexed
    ? 'so many rows have keys that begin alike, as far as an id holds them: one read looks through them all'
    : 'no index leads from the beginning of a key to its row: one read looks through the table'
  return [{ ...about(source), message, hint: instead, rows }]
}

/** Keys that always make an id that names them are not looked at. */
export async function checkIds(mapping: Mapping, database: Database): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const source of mapping.sources.filter(isDoubtful)) {
    const counts = await countsOf(source, database)
    for (const [lack, rows] of counts.lacks) findings.push(toFinding(source, lack, rows))
    if (source.isHashed === true) findings.push(...hashFinding(source, counts, mapping))
  }
  return findings
}
