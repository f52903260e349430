/** Outcomes -> lines for a tester, with colour where there is some, or JSON. */
import { colorsOf, type ExitCode, type Terminal } from '../terminal.ts'
import type { Group, Outcome, SmartVersion } from './model.ts'
import { isFailure, type Result } from './run.ts'

type Kind = Outcome['kind'] | 'warn'

const kindOf = (result: Result): Kind =>
  result.outcome.kind === 'fail' && result.step.optional ? 'warn' : result.outcome.kind

const wordsOf = ({ step, outcome }: Result): readonly string[] => {
  if (outcome.kind === 'pass') return outcome.notes
  return [step.optional && outcome.kind === 'fail' ? `${outcome.why} (optional)` : outcome.why]
}

const paint = (terminal: Terminal): Readonly<Record<Kind, (text: string) => string>> => {
  const { green, red, yellow, dim } = colorsOf(terminal)
  return { pass: green, fail: red, skip: yellow, warn: yellow, omit: dim }
}

export const printGroup = ({ id, title }: Group, terminal: Terminal): void =>
  terminal.print(`\n${colorsOf(terminal).bold(`${id} ${title}`)}`)

/** `  pass  1.2.01  the SMART configuration is there`, and what there is to say below it. */
export const printResult = (result: Result, terminal: Terminal): void => {
  const kind = kindOf(result)
  const { dim } = colorsOf(terminal)
  terminal.print(`  ${paint(terminal)[kind](kind.padEnd(4))}  ${result.step.id.padEnd(14)}  ${result.step.title}`)
  for (const words of wordsOf(result)) terminal.print(dim(`        ${' '.repeat(14)}  ${words}`))
}

const count = (results: readonly Result[], kind: Kind): number =>
  results.filter((result) => kindOf(result) === kind).length

const unservedOf = (results: readonly Result[]): readonly string[] => [
  ...new Set(results.flatMap(({ outcome }) => (outcome.kind === 'fail' ? outcome.unserved : []))),
]

export const printSummary = (results: readonly Result[], terminal: Terminal): void => {
  const failed = results.filter(isFailure)
  const forTypes = failed.filter(({ outcome }) => outcome.kind === 'fail' && outcome.unserved.length > 0).length
  const counts = (['pass', 'fail', 'warn', 'skip', 'omit'] as const).map((kind) => `${count(results, kind)} ${kind}`)
  terminal.print(`\n${counts.join(', ')}`)
  if (forTypes > 0)
    terminal.print(`${forTypes} fail only for types that are not served: ${unservedOf(results).join(', ')}`)
  if (count(results, 'skip') > 0) terminal.print('A step that is skipped does not count as passed in Inferno.')
}

/** What `--json` prints. */
export const reportOf = (results: readonly Result[], version: SmartVersion): object => ({
  smart: version,
  passed: !results.some(isFailure),
  unserved: unservedOf(results),
  steps: results.map(({ group, step, outcome, milliseconds }) => ({
    group: group.id,
    id: step.id,
    title: step.title,
    optional: step.optional,
    ...outcome,
    milliseconds,
  })),
})

export const exitCodeOf = (results: readonly Result[]): ExitCode => (results.some(isFailure) ? 1 : 0)
