/** `portico verify`: a mapping and a live database -> the proof that searches find what they should, as a table. */
import { exitCodeOf, reportAsJson, reportAsTable, rowsOf, type VerifyResult } from '../verify/report.ts'
import { defaultAmount, type Amount } from '../verify/runner/model.ts'
import { verify } from '../verify/runner/runner.ts'
import { withPlace } from './open.ts'
import { UsageError, type Place } from './place.ts'
import { digits, printDiagnostics, type ExitCode, type Terminal } from './terminal.ts'

export interface VerifyCommand {
  readonly samples: number
  readonly seed: number
  readonly types?: readonly string[]
  readonly org?: string
  readonly json?: boolean
}

const tellEvery = 500

const amountOf = ({ samples, seed, types, org }: VerifyCommand): Amount => ({
  ...defaultAmount,
  samples,
  seed,
  ...(types !== undefined && { types }),
  ...(org !== undefined && { organizations: [org] }),
})

function checkNames(
  { types = [], org }: VerifyCommand,
  known: ReadonlyMap<string, unknown>,
  tenants: ReadonlyMap<string, unknown>,
): void {
  const wrong = types.find((type) => !known.has(type))
  if (wrong !== undefined) throw new UsageError(`The mapping has no ${wrong}. It has ${[...known.keys()].join(', ')}.`)
  if (org !== undefined && !tenants.has(org))
    throw new UsageError(`There is no organization ${org}. There are ${[...tenants.keys()].join(', ')}.`)
}

/** Exits with 1 when a search finds anything but what it should. */
export function runVerify(place: Place, command: VerifyCommand, terminal: Terminal): Promise<ExitCode> {
  return withPlace(place, async ({ mapping, database, diagnostics }) => {
    if (mapping === undefined) {
      printDiagnostics(terminal, diagnostics)
      return 1
    }
    checkNames(command, mapping.byType, mapping.tenants)
    const results: VerifyResult[] = []
    for await (const result of verify({ mapping, database, limits: place.limits }, amountOf(command))) {
      results.push(result)
      if (results.length % tellEvery === 0)
        terminal.tell(`${digits(results.length)} searches: ${result.source} ${result.parameter}`)
    }
    const rows = rowsOf(results)
    terminal.print(command.json === true ? reportAsJson(rows) : reportAsTable(rows, terminal))
    return exitCodeOf(rows)
  })
}
