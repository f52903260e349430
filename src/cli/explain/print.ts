/** An explanation -> lines for a terminal. */
import { colorsOf, columns, wrap, type Terminal } from '../terminal.ts'
import type { Explained, SourceExplained } from './explain.ts'
import { sqlLines } from './sql-lines.ts'

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`)

function predicateLines({ predicates }: SourceExplained): readonly string[] {
  return columns(
    predicates.map(({ parameter, at }) => [parameter, at]),
    '    ',
  )
}

/** Lists are filled up with their last value: what stands several times behind itself is said once. */
function runsOf(bindings: readonly string[]): readonly string[] {
  const runs: { readonly text: string; count: number }[] = []
  for (const text of bindings) {
    const last = runs.at(-1)
    if (last?.text === text) last.count++
    else runs.push({ text, count: 1 })
  }
  return runs.map(({ text, count }) => (count === 1 ? text : `${text} (${count} times)`))
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
    ...indent(sqlLines(each.sql)).map(cyan),
    ...some('bindings', indent(wrap(runsOf(each.bindings), ', ', 110))),
    ...some(
      'child rows',
      each.children.map((child) => `    ${child}`),
    ),
    ...(each.count === undefined ? [] : [head('count'), ...indent(sqlLines(each.count)).map(cyan)]),
    head("the database's plan"),
    ...indent(each.plan.trimEnd().split('\n')),
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
