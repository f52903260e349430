/** `portico verify`: a mapping and a live database -> the proof that searches find what they should, as a table. */
import { exitCodeOf, reportAsJson, reportAsTable, rowsOf, type VerifyEnd, type VerifyResult } from '../verify/report.ts'
import { defaultAmount, type Amount, type Subject } from '../verify/runner/model.ts'
import type { Extent } from '../verify/runner/rounds.ts'
import { verify } from '../verify/runner/runner.ts'
import { withPlace } from './open.ts'
import { UsageError, type Place } from './place.ts'
import { digits, printDiagnostics, type ExitCode, type Terminal } from './terminal.ts'

export interface VerifyCommand {
  readonly samples: number
  readonly seed: number
  /** Milliseconds. */
  readonly budget: number
  readonly types?: readonly string[]
  readonly org?: string
  readonly json?: boolean
}

const amountOf = ({ samples, seed, budget, types, org }: VerifyCommand): Amount => ({
  ...defaultAmount,
  samples,
  seed,
  budget,
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

interface Progress {
  show(extent: Extent, result: VerifyResult): void
  stop(): void
}

const tellEvery = 500

/** Clears what an earlier, longer line left. https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ */
const endOfLine = '\u001b[K'

function startProgress(terminal: Terminal): Progress {
  if (terminal.isLive !== true) {
    const show: Progress['show'] = ({ asked, planned }, { source, parameter }) => {
      if (asked % tellEvery === 0) terminal.tell(`${digits(asked)} of ${digits(planned)}: ${source} ${parameter}`)
    }
    return { show, stop: () => undefined }
  }
  let failed = 0
  return {
    show({ asked, planned }, { source, parameter, outcome }) {
      if (outcome === 'failed') failed++
      const line = `${digits(asked)} of ${digits(planned)}, ${failed} failed: ${source} ${parameter}`
      process.stderr.write(`\r${line.slice(0, (process.stderr.columns ?? 80) - 1)}${endOfLine}`)
    },
    stop: () => void process.stderr.write(`\r${endOfLine}`),
  }
}

/** Aborted by the first Ctrl-C; a second one ends the process as ever. */
function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  process.once('SIGINT', stop)
  return { signal: controller.signal, release: () => void process.off('SIGINT', stop) }
}

interface Proved {
  readonly results: readonly VerifyResult[]
  readonly end: VerifyEnd
}

async function prove(subject: Subject, amount: Amount, terminal: Terminal): Promise<Proved> {
  const results: VerifyResult[] = []
  const progress = startProgress(terminal)
  let extent: Extent = { asked: 0, planned: 0, reached: 0, lanes: 0, isOver: false }
  try {
    for await (const result of verify(subject, amount, (far) => (extent = far))) {
      results.push(result)
      progress.show(extent, result)
    }
  } finally {
    progress.stop()
  }
  const { isOver, ...far } = extent
  const because = subject.signal?.aborted === true ? 'stopped' : isOver ? 'done' : 'budget'
  return { results, end: { because, ...far } }
}

/** Exits with 1 when a search finds anything but what it should. What it has is printed when it is stopped, too. */
export function runVerify(place: Place, command: VerifyCommand, terminal: Terminal): Promise<ExitCode> {
  return withPlace(place, async ({ mapping, database, diagnostics }) => {
    if (mapping === undefined) {
      printDiagnostics(terminal, diagnostics)
      return 1
    }
    checkNames(command, mapping.byType, mapping.tenants)
    const { signal, release } = stopSignal()
    try {
      const subject = { mapping, database, limits: place.limits, signal }
      const { results, end } = await prove(subject, amountOf(command), terminal)
      const rows = rowsOf(results)
      terminal.print(command.json === true ? reportAsJson(rows, end) : reportAsTable(rows, end, terminal))
      return exitCodeOf(rows)
    } finally {
      release()
    }
  })
}
