/** An explanation -> lines for a terminal. */
import { colorsOf, columns, type Terminal } from '../terminal.ts'
import type { Explained, SourceExplained } from './explain.ts'

/** One clause a line, those in brackets left as they are. */
export function breakSql(sql: string): string {
  let depth = 0
  const parts = sql.split(/([()])/).map((part) => {
    if (part === '(') depth++
    if (part === ')') depth--
    return depth > 0 ? part : breakClauses(part)
  })
  return parts.join('')
}

const breakClauses = (sql: string): string =>
  sql.replace(/ (FROM|LEFT JOIN|INNER JOIN|WHERE|ORDER BY|LIMIT|OFFSET) /g, '\n$1 ').replace(/ AND /g, '\n  AND ')

const indent = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line) => by + line)
    .join('\n')

function predicateLines({ predicates }: SourceExplained): readonly string[] {
  return columns(
    predicates.map(({ parameter, at }) => [parameter, at]),
    '    ',
  )
}

function printSource(each: SourceExplained, terminal: Terminal): readonly string[] {
  const { bold, dim, cyan } = colorsOf(terminal)
  const head = (text: string): string => dim(`  ${text}`)
  const some = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [head(title), ...lines])
  return [
    `${bold(each.source)} ${dim(each.at)}`,
    `  driven by ${each.driver}`,
    ...(each.kinds.length > 0 ? [`  kinds ${each.kinds.join(', ')}`] : []),
    ...(each.checked ? ['  SQL bounds the answer; each row is decided by its values'] : []),
    ...some('predicates', predicateLines(each)),
    head('SQL'),
    cyan(indent(breakSql(each.sql), '    ')),
    ...some('bindings', [`    ${each.bindings.join(', ')}`]),
    ...some(
      'child rows',
      each.children.map((child) => `    ${child}`),
    ),
    ...(each.count === undefined ? [] : [head('count'), cyan(indent(breakSql(each.count), '    '))]),
    head("the database's plan"),
    indent(each.plan.trimEnd(), '    '),
    '',
  ]
}

export function printExplained(explained: Explained, terminal: Terminal): void {
  const { bold, dim, yellow } = colorsOf(terminal)
  const { sources, pruned, warnings } = explained
  const prunedLines = columns(
    pruned.map(({ source, at, reason }) => [source, at, reason]),
    '  ',
  )
  const lines = [
    `${explained.request} ${dim(`(organization ${explained.organization})`)}`,
    ...warnings.map((each) => yellow(each)),
    '',
    ...(sources.length === 0
      ? ['No source is asked: nothing can match.', '']
      : sources.flatMap((each) => printSource(each, terminal))),
    ...(pruned.length === 0 ? [] : [bold('not asked'), ...prunedLines]),
  ]
  terminal.print(lines.join('\n').trimEnd())
}
