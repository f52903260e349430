/** `portico coverage`: a mapping and the live database -> what of US Core's must-support is there, as a list. */
import { withPlace } from '../open.ts'
import type { Place } from '../place.ts'
import { colorsOf, digits, printDiagnostics, printJson, type ExitCode, type Terminal } from '../terminal.ts'
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
  for (const { path, state } of covered.elements) {
    if (state !== 'filled') terminal.print((state === 'missing' ? red : yellow)(`  ${state.padEnd(10)}  ${path}`))
  }
}

/** Exits with 1 where an element that must be supported is not mapped. */
export function runCoverage(
  place: Place,
  { json }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  return withPlace(place, async ({ mapping, database, diagnostics }) => {
    if (mapping === undefined) {
      printDiagnostics(terminal, diagnostics)
      return 1
    }
    const covered = await coverageOf({ mapping, database, limits: place.limits })
    if (json === true) printJson(terminal, covered)
    else for (const each of covered) printProfile(each, terminal)
    return covered.some((each) => countOf(each, 'missing') > 0) ? 1 : 0
  })
}
