/** The live database -> claims of the mapping that do not hold, dates that look like "none" and are not said to be. */
import type { Column } from '../../mapping/model.ts'
import type { Database } from '../../rows/database.ts'
import { readAllRows } from '../../search/read-rows.ts'
import { columnName, type UsedColumns } from './columns.ts'
import type { Finding } from './finding.ts'
import { tallyStatement, violationsStatement, type Claim } from './statements.ts'

const mostValues = 2_000

async function tally(column: Column, database: Database): Promise<readonly (readonly [string, number])[]> {
  const rows = await readAllRows(database, tallyStatement(column, mostValues, database.dialect))
  return rows.map(([value, count]) => [value ?? '', Number(count)])
}

const claimsOf = ({ stored, chars, schema }: Column): readonly Claim[] => [
  ...(stored === undefined ? [] : [stored]),
  ...(chars === undefined ? [] : [chars]),
  ...(schema.padded ? [] : (['unpadded'] as const)),
]

const isText = ({ schema }: Column): boolean => ['char', 'varchar', 'nvarchar', 'text'].includes(schema.type)

async function violations(column: Column, claim: Claim, database: Database): Promise<number> {
  const [row] = await readAllRows(database, violationsStatement(column, claim, database.dialect))
  return Number(row?.[0] ?? 0)
}

const words: Readonly<Record<Claim, string>> = {
  upper: 'stored: upper',
  lower: 'stored: lower',
  ascii: 'chars: ascii',
  digits: 'chars: digits',
  unpadded: 'no blank behind a value',
}

function claimFinding(column: Column, claim: Claim, rows: number, { dialect }: Database): Finding {
  const isHarmless = claim === 'unpadded' && (dialect === 'mariadb' || dialect === 'mssql')
  const hint =
    claim === 'unpadded' ? 'Say padded: yes of the column in system.yaml.' : 'Take the claim out of system.yaml.'
  return {
    about: 'claims',
    severity: isHarmless ? 'note' : 'error',
    what: columnName(column),
    message: `${words[claim]}: this does not hold, and searches may miss these rows`,
    hint,
    at: 'system.yaml',
    rows,
  }
}

/** SQL relies on these claims: a row that breaks one may not be found. */
export async function checkClaims({ columns }: UsedColumns, database: Database): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const column of [...columns.values()].filter(isText)) {
    for (const claim of claimsOf(column)) {
      const rows = await violations(column, claim, database)
      if (rows === 0) continue
      findings.push(claimFinding(column, claim, rows, database))
    }
  }
  return findings
}

/** Dates that old systems use for "none". */
const suspects = [
  '00000000',
  '99999999',
  '99991231',
  '20781231',
  '20790606',
  '19000101',
  '18000101',
  '17530101',
  '11111111',
]

const looksLikeDate = ({ schema, name }: Column): boolean =>
  isText({ schema } as Column) && schema.length === 8 && /D(A?T|OB)/.test(name)

/** Stored dates that every other shop means as "none", where the mapping takes them for dates. */
export async function checkSentinels({ columns }: UsedColumns, database: Database): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const column of [...columns.values()].filter(looksLikeDate)) {
    const found = (await tally(column, database)).filter(
      ([value]) => suspects.includes(value) && !column.nulls.includes(value),
    )
    for (const [value, rows] of found) {
      const hint = `If it means "none", add it to nulls for this column.`
      findings.push({
        about: 'values',
        severity: 'note',
        what: columnName(column),
        message: `${value} is taken for a date`,
        hint,
        rows,
      })
    }
  }
  return findings
}
