/** The keys of live rows -> those that make no logical id: what such a row gives is left out of every answer. */
import { always } from '../../mapping/cond.ts'
import { encodeId, printKey } from '../../mapping/id.ts'
import type { Mapping, Raw, Source } from '../../mapping/model.ts'
import { makesIds } from '../../plan/page/whole.ts'
import { compileTable } from '../../query/table.ts'
import type { Database } from '../../rows/database.ts'
import { printPlace } from './columns.ts'
import type { Finding } from './finding.ts'

/** Of a table with more rows, these are looked at. */
const mostRows = 200_000

type Lack = 'null' | 'long' | 'other'

const words: Readonly<Record<Lack, string>> = {
  null: 'a part of the key has no value',
  long: 'the key is too long for an id of 64 characters',
  other: 'no id can be made of the key',
}

function lackOf(source: Source, values: readonly Raw[]): Lack | undefined {
  if (values.includes(null)) return 'null'
  const key = printKey(source, values)
  if (key === undefined) return 'other'
  return source.kinds.every((kind) => encodeId(source, kind, key) !== undefined) ? undefined : 'long'
}

const isDoubtful = (source: Source): boolean =>
  source.key.every(({ column }) => column.alias === source.from.alias) &&
  (!makesIds(source) || source.key.some(({ nullable }) => nullable))

async function lacks(source: Source, database: Database): Promise<ReadonlyMap<Lack, number>> {
  const columns = source.key.map(({ column }) => column)
  const query = compileTable({ table: source.from, columns, where: always }, database.dialect)
  const counts = new Map<Lack, number>()
  let looked = 0
  for await (const rows of database.read(query)) {
    for (const row of rows) {
      const lack = lackOf(source, row)
      if (lack !== undefined) counts.set(lack, (counts.get(lack) ?? 0) + 1)
    }
    looked += rows.length
    if (looked >= mostRows) break
  }
  return counts
}

const toFinding = ({ from, key, at }: Source, lack: Lack, rows: number): Finding => ({
  about: 'keys',
  severity: 'warning',
  what: `${from.name} (${key.map(({ column }) => column.name).join(', ')})`,
  message: `${words[lack]}: such rows are served by no search and no read`,
  hint: 'Name other columns as the key.',
  at: printPlace(at),
  rows,
})

/** Keys that always make an id are not looked at. */
export async function checkIds({ sources }: Mapping, database: Database): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const source of sources.filter(isDoubtful)) {
    for (const [lack, rows] of await lacks(source, database)) findings.push(toFinding(source, lack, rows))
  }
  return findings
}
