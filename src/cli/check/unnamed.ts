/** The live database -> values in use that no branch of a `case`, `when` or `is` names: what `else` takes, or nothing does. */
import { isNull } from '../../mapping/equality/absent.ts'
import { withoutBlanks } from '../../mapping/equality/blanks.ts'
import { isListed, type List } from '../../mapping/equality/list.ts'
import type { Column, Facts, Mapping } from '../../mapping/model.ts'
import type { Database } from '../../rows/database.ts'
import { readAllRows } from '../../search/read-rows.ts'
import { digits } from '../terminal.ts'
import { askedColumns, type AskedColumn } from './asked.ts'
import { codeLike } from './code-like.ts'
import { codedColumns } from './coded.ts'
import { columnName, printPlace } from './columns.ts'
import type { Finding } from './finding.ts'
import { codedTally } from './tally.ts'

/** A column of codes has no more of them, and no longer ones: what has is passed over, since it may be of patients. */
const mostValues = 60
const longest = 16
const mostShown = 6

type Counts = ReadonlyMap<string, number>

async function countValues(asked: AskedColumn, database: Database, facts: Facts): Promise<Counts | undefined> {
  const query = codedTally(asked, mostValues + 1, database.dialect, facts)
  const rows = query === undefined ? [] : await readAllRows(database, query)
  return rows.length > mostValues ? undefined : countPieces(asked, rows)
}

function countPieces({ column, separator }: AskedColumn, rows: readonly (readonly (string | null)[])[]): Counts {
  const counts = new Map<string, number>()
  for (const [value, count] of rows) {
    const whole = withoutBlanks(value ?? '')
    for (const piece of separator === undefined ? [whole] : whole.split(separator).map(withoutBlanks))
      if (piece !== '' && !isNull(column, piece)) counts.set(piece, (counts.get(piece) ?? 0) + Number(count))
  }
  return counts
}

/** What is said anywhere of the same column counts where no `else` takes the rest: several sources may share a table. */
function listsFor(asked: AskedColumn, all: readonly AskedColumn[]): readonly List[] {
  if (asked.hasElse) return asked.lists
  const name = columnName(asked.column)
  return all.filter(({ column }) => columnName(column) === name).flatMap(({ lists }) => lists)
}

function unnamedOf(asked: AskedColumn, counts: Counts, lists: readonly List[]): Counts {
  return new Map([...counts].filter(([value]) => !lists.some((list) => isListed(asked.column, list, value))))
}

const sum = (counts: Counts): number => [...counts.values()].reduce((total, rows) => total + rows, 0)

function shown(counts: Counts): string {
  const values = [...counts].slice(0, mostShown).map(([value, rows]) => `${value} (${digits(rows)})`)
  return values.join(', ') + (counts.size > mostShown ? ` and ${counts.size - mostShown} more` : '')
}

function unnamedFinding({ column, at, hasElse }: AskedColumn, counts: Counts): Finding {
  const fate = hasElse ? '"else" takes them' : 'they are none of those that are asked for'
  return {
    about: 'branches',
    severity: 'note',
    what: columnName(column),
    message: `no branch names ${shown(counts)}; ${fate}`,
    at: printPlace(at),
    rows: sum(counts),
  }
}

const passedOver = ({ column, at }: AskedColumn, why: string): Finding => ({
  about: 'branches',
  severity: 'note',
  group: `Passed over, as these may hold more than codes: ${why}`,
  what: columnName(column),
  message: `its values are not looked at: ${why}`,
  at: printPlace(at),
})

async function lookAt(
  asked: AskedColumn,
  lists: readonly List[],
  database: Database,
  facts: Facts,
): Promise<readonly Finding[]> {
  const counts = await countValues(asked, database, facts)
  if (counts === undefined) return [passedOver(asked, `more than ${mostValues} values`)]
  if ([...counts.keys()].some((value) => value.length > longest)) return [passedOver(asked, 'long values')]
  const left = unnamedOf(asked, counts, lists)
  return left.size === 0 ? [] : [unnamedFinding(asked, left)]
}

const once = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(
    findings.map((each) => [JSON.stringify([each.what, each.message, each.group ? '' : each.at]), each]),
  ).values(),
]

/** Of one place where nothing but a list in the same column says what is meant, the list itself is looked at. */
function placesOf(mapping: Mapping): readonly AskedColumn[] {
  const listed = new Set(codedColumns(mapping).map(({ column }) => columnName(column)))
  return askedColumns(mapping).filter(({ column, hasElse }) => hasElse || !listed.has(columnName(column)))
}

const isSameColumn = (a: Column, b: Column): boolean => columnName(a) === columnName(b)

/** Where `else` stands, its own branches count; the rest of a column's places are one. */
export async function checkBranches(mapping: Mapping, database: Database): Promise<readonly Finding[]> {
  const [tenant] = mapping.tenants.values()
  if (tenant === undefined) return []
  const [isCode, all] = [codeLike(mapping), placesOf(mapping)]
  const findings: Finding[] = []
  for (const [index, asked] of all.entries()) {
    const isTold =
      !asked.hasElse &&
      all
        .slice(0, index)
        .some((each) => !each.hasElse && each.source === asked.source && isSameColumn(each.column, asked.column))
    if (isTold) continue
    if (!isCode(asked.column)) findings.push(passedOver(asked, 'served as they are'))
    else findings.push(...(await lookAt(asked, listsFor(asked, all), database, { tenant, now: Date.now() })))
  }
  return once(findings)
}
