/** `portico check`: a mapping and the live database -> everything in which they do not fit together. */
import type { Diagnostic } from '../../mapping/diagnostics.ts'
import { introspect } from '../../rows/introspect/introspect.ts'
import { readSchema, withPlace, type Opened } from '../open.ts'
import type { Place } from '../place.ts'
import { colorsOf, digits, printDiagnostics, printJson, type ExitCode, type Terminal } from '../terminal.ts'
import { usedColumns } from './columns.ts'
import type { Finding } from './finding.ts'
import { checkIndexes } from './indexes.ts'
import { checkClaims, checkCodes, checkSentinels } from './live.ts'
import { checkSchema } from './schema.ts'

async function findAll(place: Place, { mapping, database, schema }: Opened): Promise<readonly Finding[]> {
  if (mapping === undefined) return []
  const used = usedColumns(mapping)
  const live = await introspect(place.database)
  const drift = checkSchema(used, readSchema(place) ?? schema, live)
  // A table that is gone would fail every statement below.
  if (drift.some(({ message }) => message === 'is not in the database')) return drift
  return [
    ...drift,
    ...(await checkCodes(used, mapping, database)),
    ...(await checkClaims(used, database)),
    ...(await checkSentinels(used, database)),
    ...checkIndexes(mapping, place.limits.scanRows),
  ]
}

const heads: Readonly<Record<Finding['about'], string>> = {
  schema: 'The database is not as schema.json says',
  codes: 'Codes in use that no list has (rows)',
  claims: 'Claims that do not hold',
  values: 'Values that look like "none"',
  indexes: 'Searches with no index behind them',
}

function printGroup(about: Finding['about'], findings: readonly Finding[], terminal: Terminal): void {
  const { bold, red, yellow, dim } = colorsOf(terminal)
  const paint = { error: red, warning: yellow, note: String }
  terminal.print(`\n${bold(heads[about])}`)
  for (const { severity, what, message, hint, at, rows } of findings) {
    const count = rows === undefined || about === 'indexes' ? '' : ` [${digits(rows)} rows]`
    terminal.print(
      `  ${paint[severity](`${severity} ${what}`)}: ${message}${count}${at === undefined ? '' : dim(` (${at})`)}`,
    )
    if (hint !== undefined) terminal.print(dim(`      ${hint}`))
  }
}

function count(
  findings: readonly Finding[],
  diagnostics: readonly Diagnostic[],
  severity: Finding['severity'],
): number {
  return [...findings, ...diagnostics].filter((each) => each.severity === severity).length
}

function summarize(findings: readonly Finding[], diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  const { green, red } = colorsOf(terminal)
  const severities = ['error', 'warning', 'note'] as const
  const counts = severities.map((each) => [each, count(findings, diagnostics, each)] as const)
  const text = counts.map(([name, number]) => `${digits(number)} ${name}${number === 1 ? '' : 's'}`).join(', ')
  terminal.print(`\n${(counts[0]?.[1] === 0 ? green : red)(text)}`)
}

/** Exits with 1 on errors and warnings; notes are for reading. */
export function runCheck(place: Place, { json }: { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  return withPlace(place, async (opened) => {
    const { diagnostics } = opened
    const findings = await findAll(place, opened)
    if (json === true) printJson(terminal, { diagnostics, findings })
    else {
      printDiagnostics(terminal, diagnostics)
      for (const about of new Set(findings.map((each) => each.about))) {
        printGroup(
          about,
          findings.filter((each) => each.about === about),
          terminal,
        )
      }
      summarize(findings, diagnostics, terminal)
    }
    return [...findings, ...diagnostics].some(({ severity }) => severity !== 'note') ? 1 : 0
  })
}
