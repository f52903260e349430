/** Findings -> lines for a terminal: one line each, or one for many that are alike. */
import { colorsOf, digits, wrap, type Terminal } from '../terminal.ts'
import type { Finding, Severity } from './finding.ts'

const heads: Readonly<Record<Finding['about'], string>> = {
  schema: 'The database is not as schema.json says',
  claims: 'Claims of the mapping that do not hold',
  codes: 'Codes in use that their list does not have, with the rows that are served',
  branches: 'Values in use that no branch of a case, a when or an is names, with the rows that are served',
  values: 'Values that look like "none"',
  indexes: 'Searches with no index behind them (--json names the indexes)',
  keys: 'Keys that several rows share',
  sample: 'A sample of the live rows of each source',
}

function printOne(each: Finding, terminal: Terminal): void {
  const { red, yellow, dim } = colorsOf(terminal)
  const { severity, what, message, hint, at, rows } = each
  const paint = { error: red, warning: yellow, note: String }[severity]
  const count = rows === undefined || ['codes', 'branches'].includes(each.about) ? '' : ` [${digits(rows)} rows]`
  const place = at === undefined ? '' : dim(` (${at})`)
  terminal.print(`  ${paint(`${severity} ${what}`)}: ${message}${count}${place}`)
  if (hint !== undefined) terminal.print(dim(`      ${hint}`))
}

function printMany(group: string, findings: readonly Finding[], terminal: Terminal): void {
  const { dim } = colorsOf(terminal)
  terminal.print(`  ${group}`)
  const names = findings.map(({ what }) => what.replace(/^\w+\?/, ''))
  for (const line of wrap(names, ', ', 112)) terminal.print(dim(`      ${line}`))
}

function printSection(findings: readonly Finding[], terminal: Terminal): void {
  const groups = new Set(findings.flatMap(({ group }) => group ?? []))
  for (const each of findings) if (each.group === undefined) printOne(each, terminal)
  for (const group of groups) {
    printMany(
      group,
      findings.filter((each) => each.group === group),
      terminal,
    )
  }
}

/** In their own order, under heads. */
export function printFindings(findings: readonly Finding[], terminal: Terminal): void {
  for (const [about, head] of Object.entries(heads)) {
    const own = findings.filter((each) => each.about === about)
    if (own.length === 0) continue
    terminal.print(`\n${colorsOf(terminal).bold(head)}`)
    printSection(own, terminal)
  }
}

/** `0 errors, 2 warnings, 1 note` */
export function summarize(all: readonly { readonly severity: Severity }[], terminal: Terminal): void {
  const { green, red } = colorsOf(terminal)
  const count = (name: Severity): number => all.filter(({ severity }) => severity === name).length
  const severities = ['error', 'warning', 'note'] as const
  const texts = severities.map((name) => `${digits(count(name))} ${name}${count(name) === 1 ? '' : 's'}`)
  terminal.print(`\n${(count('error') === 0 ? green : red)(texts.join(', '))}`)
}
