/** `portico coverage`: a mapping and the live database -> what of US Core's must-support is there, as a list. */
import { withPlace } from '../open.ts'
import type { Place } from '../place.ts'
import { colorsOf, digits, printDiagnostics, printJson, wrap, type ExitCode, type Terminal } from '../terminal.ts'
import { coverageOf, type ProfileCovered, type State } from './coverage.ts'

const states: readonly State[] = ['filled', 'not filled', 'missing']

const countOf = ({ elements }: ProfileCovered, state: State): number =>
  elements.filter((each) => each.state === state).length

/** What is filled is counted; the rest is named. */
function printProfile(covered: ProfileCovered, terminal: Terminal): void {
  const { bold, green, yellow, red, dim } = colorsOf(terminal)
  const counts = states.map((state) => `${countOf(covered, state)} ${state}`).join(', ')
  const isWhole = countOf(covered, 'filled') === covered.elements.length
  terminal.print(
    `${bold(covered.profile)} ${(isWhole ? green : String)(counts)} ${dim(`(${digits(covered.resources)} resources)`)}`,
  )
  for (const [state, paint] of [
    ['missing', red],
    ['not filled', yellow],
  ] as const) {
    const paths = covered.elements.filter((each) => each.state === state).map(({ path }) => path)
    const lines = wrap(paths, ', ', 100)
    for (const [index, line] of lines.entries()) terminal.print(paint(`  ${(index ? '' : state).padEnd(10)}  ${line}`))
  }
}

export interface CoverageCommand {
  readonly json?: boolean
  /** What is missing counts as an error. */
  readonly strict?: boolean
}

/** With `strict` exits with 1 where an element that must be supported is not mapped: not every shop has every element. */
export function runCoverage(place: Place, { json, strict }: CoverageCommand, terminal: Terminal): Promise<ExitCode> {
  return withPlace(place, async ({ mapping, database, diagnostics }) => {
    if (mapping === undefined) {
      printDiagnostics(terminal, diagnostics)
      return 1
    }
    const covered = await coverageOf({ mapping, database, limits: place.limits })
    if (json === true) printJson(terminal, covered)
    else for (const each of covered) printProfile(each, terminal)
    return strict === true && covered.some((each) => countOf(each, 'missing') > 0) ? 1 : 0
  })
}
