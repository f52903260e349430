/** `portico explain`: a FHIR URL -> what it asks of the database and why, without asking it. */
import { Problem } from '../../fhir/problem.ts'
import { withPlace } from '../open.ts'
import type { Place } from '../place.ts'
import { colorsOf, printDiagnostics, printJson, type ExitCode, type Terminal } from '../terminal.ts'
import { contextFor, readTarget, type ExplainOptions } from './asked.ts'
import { explain } from './explain.ts'
import { printExplained } from './print.ts'

export interface ExplainCommand extends ExplainOptions {
  readonly url: string
  readonly json?: boolean
}

/** A refusal is an answer too: the problem's code, its words and its hint. */
function printProblem({ code, message, details }: Problem, terminal: Terminal, json: boolean): void {
  const { hint, operator } = details
  if (json) return printJson(terminal, { refused: { code, message, hint, operator } })
  const { red } = colorsOf(terminal)
  terminal.print(
    [
      red(`refused: ${code}`),
      ...[message, hint, operator].flatMap((each) => (each === undefined ? [] : [`  ${each}`])),
    ].join('\n'),
  )
}

/** Exits with 1 when the request would be refused. */
export function runExplain(place: Place, command: ExplainCommand, terminal: Terminal): Promise<ExitCode> {
  return withPlace(place, async ({ mapping, database, diagnostics }) => {
    if (mapping === undefined) {
      printDiagnostics(terminal, diagnostics)
      return 1
    }
    try {
      const target = readTarget(command.url, place)
      const explained = await explain(target.asked, contextFor(target, command, mapping, place), database)
      if (command.json === true) printJson(terminal, explained)
      else printExplained(explained, terminal)
      return 0
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      printProblem(error, terminal, command.json === true)
      return 1
    }
  })
}
