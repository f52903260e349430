/** Turns the outcomes of `portico verify` into rows, a table to read, and JSON. */
import { createColors } from 'picocolors'

/** What one case came to. `skipped`: the server refused it by name, or the oracle has no rule for it. */
export interface VerifyResult {
  readonly source: string
  readonly parameter: string
  readonly modifier: string
  readonly prefix: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Why it was skipped. */
  readonly reason?: string
  readonly difference?: Difference
}

/** How the server's answer differs from the right one; ids only. */
export interface Difference {
  /** As one would write it behind the type: `family:exact=O'Brien`. */
  readonly query: string
  readonly missing: readonly string[]
  readonly unexpected: readonly string[]
  /** When the answer differs otherwise than by its set: an error, an order. */
  readonly note?: string
}

export interface VerifyRow {
  readonly source: string
  readonly parameter: string
  readonly modifier: string
  readonly prefix: string
  readonly cases: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly firstDifference?: Difference
  /** Why some were skipped: the first of each kind. */
  readonly reasons?: readonly string[]
}

/** How a run ended. */
export interface VerifyEnd {
  readonly because: 'done' | 'budget' | 'stopped'
  readonly asked: number
  readonly planned: number
  readonly reached: number
  readonly lanes: number
}

export interface VerifyTotals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** One row for each source, parameter, modifier and prefix, a source's together, in the order in which they first came. */
export function rowsOf(results: readonly VerifyResult[]): readonly VerifyRow[] {
  const sources = new Map<string, Map<string, VerifyRow>>()
  for (const result of results) {
    const { source, parameter, modifier, prefix } = result
    const rows = sources.get(source) ?? new Map<string, VerifyRow>()
    const key = JSON.stringify([parameter, modifier, prefix])
    const empty = { source, parameter, modifier, prefix, cases: 0, passed: 0, failed: 0, skipped: 0 }
    sources.set(source, rows.set(key, addTo(rows.get(key) ?? empty, result)))
  }
  return [...sources.values()].flatMap((rows) => [...rows.values()])
}

const mostReasons = 3

function reasonsWith({ reasons = [] }: VerifyRow, reason: string | undefined): readonly string[] {
  const isKept = reason !== undefined && !reasons.includes(reason) && reasons.length < mostReasons
  return isKept ? [...reasons, reason] : reasons
}

function addTo(row: VerifyRow, { outcome, difference, reason }: VerifyResult): VerifyRow {
  const firstDifference = row.firstDifference ?? difference
  const reasons = reasonsWith(row, reason)
  return {
    ...row,
    cases: row.cases + 1,
    [outcome]: row[outcome] + 1,
    ...(firstDifference && { firstDifference }),
    ...(reasons.length > 0 && { reasons }),
  }
}

export function totalsOf(rows: readonly VerifyRow[]): VerifyTotals {
  const sum = (count: (row: VerifyRow) => number) => rows.reduce((total, row) => total + count(row), 0)
  return { passed: sum((row) => row.passed), failed: sum((row) => row.failed), skipped: sum((row) => row.skipped) }
}

/** 1 as soon as anything failed, for the process to end with. */
export function exitCodeOf(rows: readonly VerifyRow[]): 0 | 1 {
  return totalsOf(rows).failed > 0 ? 1 : 0
}

/** What `--json` prints. */
export function reportAsJson(rows: readonly VerifyRow[], end: VerifyEnd): string {
  return JSON.stringify({ ...totalsOf(rows), ...end, rows }, null, 2)
}

const heads = ['source', 'parameter', 'modifier', 'prefix', 'cases', 'passed', 'failed', 'skipped']

/** A table, the first difference of each row that failed, how much was asked of how much, and `N passed, N failed` as the last line. */
export function reportAsTable(
  rows: readonly VerifyRow[],
  end: VerifyEnd,
  options: { readonly color: boolean },
): string {
  const colors = createColors(options.color)
  const cells = rows.map(cellsOf)
  const widths = heads.map((head, at) => Math.max(head.length, ...cells.map((line) => line[at]?.length ?? 0)))
  const paint = (row: VerifyRow) => (row.failed > 0 ? colors.red : row.passed > 0 ? String : colors.dim)
  const lines = rows.flatMap((row, at) => [
    paint(row)(lineOf(cells[at] ?? [], widths)),
    ...(row.firstDifference ? differenceLines(row.firstDifference).map(colors.yellow) : []),
    // What only costs too much alone was asked of one patient; what nobody asked at all is told.
    ...(row.passed + row.failed === 0 ? (row.reasons ?? []).map((reason) => colors.dim(`    skipped: ${reason}`)) : []),
  ])
  const { passed, failed, skipped } = totalsOf(rows)
  const left = skipped > 0 ? [colors.dim(`${skipped} skipped: refused by name, or not in the oracle's knowledge`)] : []
  const total = (failed > 0 ? colors.red : colors.green)(`${passed} passed, ${failed} failed`)
  return [colors.bold(lineOf(heads, widths)), ...lines, '', ...left, ...endLines(end).map(colors.dim), total].join('\n')
}

const ends = { budget: 'The budget is over', stopped: 'Stopped' }

function endLines({ because, asked, planned, reached, lanes }: VerifyEnd): readonly string[] {
  if (because === 'done') return []
  const unreached = reached < lanes ? `; ${lanes - reached} of ${lanes} sources and types were not reached` : ''
  return [`${ends[because]}: ${asked} of ${planned} planned cases were asked${unreached}`]
}

function cellsOf(row: VerifyRow): readonly string[] {
  const modifier = row.modifier === '' ? '' : `:${row.modifier}`
  return [row.source, row.parameter, modifier, row.prefix, row.cases, row.passed, row.failed, row.skipped].map(String)
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, at) => (at < 4 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
  return padded.join('  ').trimEnd()
}

function differenceLines({ query, missing, unexpected, note }: Difference): readonly string[] {
  const idLine = (what: string, ids: readonly string[]) => (ids.length === 0 ? [] : [`      ${what}: ${someOf(ids)}`])
  const notes = note === undefined ? [] : [`      ${note}`]
  return [`    ${query}`, ...idLine('missing', missing), ...idLine('unexpected', unexpected), ...notes]
}

function someOf(ids: readonly string[]): string {
  return ids.length <= 5 ? ids.join(' ') : `${ids.slice(0, 5).join(' ')} and ${ids.length - 5} more`
}
