/** Rows -> a table for a terminal. */
import pc from 'picocolors'
import type { Row } from './row.ts'

const number = (value: number | undefined): string => {
  if (value === undefined) return ''
  if (value >= 1000) return Math.round(value).toLocaleString('en-US')
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}

/** What has no target has reached it. */
export const hasReached = ({ ratio, target, isLess }: Row): boolean =>
  target === undefined || (isLess === true ? ratio <= target : ratio >= target)

const heads = ['', 'engine', 'floor', 'ordinary', 'ours', '', 'reached', 'target']

const cells = (row: Row): readonly string[] => [
  row.id,
  row.engine,
  number(row.floor),
  number(row.ordinary),
  number(row.ours),
  row.unit,
  number(row.ratio),
  row.target === undefined ? '' : `${row.isLess === true ? '<=' : '>='} ${row.target}`,
]

const align = (texts: readonly string[], widths: readonly number[]): string =>
  texts
    .map((text, index) => (index < 2 || index === 5 ? text.padEnd(widths[index]!) : text.padStart(widths[index]!)))
    .join('  ')

export function printTable(rows: readonly Row[]): string {
  const texts = rows.map(cells)
  const widths = heads.map((head, index) => Math.max(head.length, ...texts.map((each) => each[index]!.length)))
  const lines = rows.map((row, index) => {
    const paint = hasReached(row) ? pc.green : pc.yellow
    return `${paint(align(texts[index]!, widths))}  ${row.what}`
  })
  return [pc.bold(align(heads, widths)), ...lines].join('\n')
}
