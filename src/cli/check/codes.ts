/** The live database -> codes in use that the list they are looked up in does not have. */
import type { Facts, Mapping } from '../../mapping/model.ts'
import { textOf } from '../../mapping/equality/absent.ts'
import type { Database } from '../../rows/database.ts'
import { readAllRows } from '../../search/read-rows.ts'
import { digits } from '../terminal.ts'
import { codedColumns, type CodedColumn, type Fallback } from './coded.ts'
import { columnName, printPlace } from './columns.ts'
import type { Finding } from './finding.ts'
import { codedTally } from './tally.ts'

const mostValues = 2_000
const mostShown = 6

type Tally = readonly (readonly [value: string, rows: number])[]

async function tallyCodes(coded: CodedColumn, database: Database, [facts]: readonly Facts[]): Promise<Tally> {
  const query = facts && codedTally(coded, mostValues, database.dialect, facts)
  const rows = query === undefined ? [] : await readAllRows(database, query)
  return rows.map(([value, count]) => [value ?? '', Number(count)])
}

/** A list may have rows for one organization only: a code is known when it is to any. */
function factsOf({ tenants }: Mapping): readonly Facts[] {
  return [...tenants.values()].map((tenant) => ({ tenant, now: Date.now() }))
}

const piecesOf = ({ separator }: CodedColumn, value: string): readonly string[] =>
  separator === undefined
    ? [value.trim()]
    : value
        .split(separator)
        .map((piece) => piece.trim())
        .filter((piece) => piece !== '')

function unmapped(coded: CodedColumn, values: Tally, facts: readonly Facts[]): Tally {
  const counts = new Map<string, number>()
  for (const [value, rows] of values) {
    if (textOf(coded.column, value) === undefined) continue
    for (const piece of piecesOf(coded, value)) {
      if (!facts.some((each) => coded.codes.knows(piece, each))) counts.set(piece, (counts.get(piece) ?? 0) + rows)
    }
  }
  return [...counts]
}

const fates: Readonly<Record<string, string>> = {
  bad: 'these rows are reported as bad',
  text: 'served as text only',
  local: 'served with the local code only',
}

const dropped: Readonly<Record<Fallback, string>> = {
  next: 'the next alternative is served',
  beside: 'what stands beside it is served',
  nothing: 'nothing is served',
}

const fateOf = ({ codes: { otherwise }, fallback }: CodedColumn): string =>
  otherwise === 'drop' ? dropped[fallback] : (fates[otherwise] ?? `served as ${otherwise}`)

/** A value that nobody sees is lost. */
const isLost = ({ codes: { otherwise }, fallback }: CodedColumn): boolean =>
  otherwise === 'bad' || (otherwise === 'drop' && fallback === 'nothing')

function codesFinding(coded: CodedColumn, left: Tally): Finding {
  const shown = left.slice(0, mostShown).map(([value, rows]) => `${value} (${digits(rows)})`)
  const more = left.length > mostShown ? ` and ${left.length - mostShown} more` : ''
  return {
    about: 'codes',
    severity: isLost(coded) ? 'warning' : 'note',
    what: columnName(coded.column),
    message: `not in ${coded.codes.list}: ${shown.join(', ')}${more}; ${fateOf(coded)}`,
    at: printPlace(coded.at),
    rows: left.reduce((sum, [, rows]) => sum + rows, 0),
  }
}

/** Codes, not patients' data, are shown, with the rows that hold them and are served. */
export async function checkCodes(mapping: Mapping, database: Database): Promise<readonly Finding[]> {
  const facts = factsOf(mapping)
  const findings: Finding[] = []
  for (const each of codedColumns(mapping)) {
    const left = unmapped(each, await tallyCodes(each, database, facts), facts)
    if (left.length > 0) findings.push(codesFinding(each, left))
  }
  return findings
}
