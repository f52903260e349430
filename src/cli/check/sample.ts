/** The live rows of each source, some of them -> how many are served, what is left out and why, and what took longest. */
import type { Mapping, Source } from '../../mapping/model.ts'
import type { Limits } from '../../plan/model.ts'
import type { Database } from '../../rows/database.ts'
import { readAll, type Produced } from '../../search/resources.ts'
import { defaultAmount } from '../../verify/runner/model.ts'
import { createWorld } from '../../verify/runner/world.ts'
import { digits } from '../terminal.ts'
import { printPlace } from './columns.ts'
import type { Finding } from './finding.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'

/** How much is looked at. */
export interface SampleSize {
  /** Resources of each source in each organization. */
  readonly rows: number
  /** Milliseconds for each of these. */
  readonly time: number
}

const usual: SampleSize = { rows: 1_000, time: 5_000 }

/** What the time is, in milliseconds, and when so many of them are over. */
export interface Clock {
  now(): number
  after(milliseconds: number): AbortSignal
}

const machine: Clock = { now: () => performance.now(), after: (milliseconds) => AbortSignal.timeout(milliseconds) }

/** What the rows of one source gave, over all organizations. */
interface Tally {
  readonly source: Source
  served: number
  leftOut: number
  isCut: boolean
  fault?: string
  /** How many values were bad, by what is said of them. */
  readonly bad: Map<string, BadOnes>
}

interface BadOnes {
  readonly element: string
  readonly said: string
  /** The whole resource is left out for it. */
  readonly isGrave: boolean
  rows: number
}

const fates = { part: 'what is sound of it is served', another: 'what the mapping names next is served' }

/** A resource that is left out is so for what was told last. */
function noteBad({ bad }: Tally, { json, bad: told }: Produced): void {
  for (const [index, { element, reason, became }] of told.entries()) {
    const isGrave = json === '' && index === told.length - 1
    const fate = isGrave ? 'the resource is left out' : became === undefined ? 'it is left out' : fates[became]
    const said = `${reason}: ${fate}`
    const known = bad.get(element + said)
    if (known) known.rows++
    else bad.set(element + said, { element, said, isGrave, rows: 1 })
  }
}

function noteOne(tally: Tally, produced: Produced): void {
  if (produced.json === '') tally.leftOut++
  else tally.served++
  noteBad(tally, produced)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'an error that is none')

type Look = (signal: AbortSignal) => AsyncIterable<Produced>

/** A source that cannot be read is a finding like any other. */
async function look(tally: Tally, read: Look, { rows, time }: SampleSize, clock: Clock): Promise<void> {
  const signal = clock.after(time)
  const until = clock.now() + time
  let looked = 0
  try {
    for await (const each of read(signal)) {
      if (looked++ === rows || clock.now() > until) {
        tally.isCut = true
        return
      }
      noteOne(tally, each)
    }
  } catch (error) {
    tally.fault = signal.aborted ? `gave no more rows within ${time / 1000} s` : messageOf(error)
  }
}

const nameOf = ({ resource, name }: Source): string => `${resource} (${name})`

function countFinding({ source, served, leftOut, isCut }: Tally): Finding {
  const cut = isCut ? ' of more' : ''
  const out = leftOut > 0 ? `, ${digits(leftOut)} left out` : ''
  return {
    about: 'sample',
    severity: 'note',
    group: 'Looked at, from the first on; --json has them one by one',
    what: `${nameOf(source)} ${digits(served)} served${out}${cut}`,
    message: `${digits(served + leftOut)} rows were looked at${cut}`,
    at: printPlace(source.at),
    rows: served + leftOut,
  }
}

const badFindings = ({ source, bad }: Tally): readonly Finding[] =>
  [...bad.values()].map(({ element, said, isGrave, rows }) => ({
    about: 'sample',
    severity: isGrave ? 'warning' : 'note',
    group: said,
    what: `${element} of ${source.name} (${digits(rows)})`,
    message: said,
    at: printPlace(source.at),
    rows,
  }))

const faultFinding = ({ source, fault }: Tally): readonly Finding[] =>
  fault === undefined
    ? []
    : [{ about: 'sample', severity: 'error', what: nameOf(source), message: fault, at: printPlace(source.at) }]

/** Milliseconds; the first rows of what is quicker are nobody's trouble. */
const slow = 100

function slowestFinding({ slowest }: Stopwatch, sources: readonly Tally[]): readonly Finding[] {
  const found = slowest()
  const at = sources.find(({ source }) => source.name === found?.source)?.source.at
  if (found === undefined || found.milliseconds < slow) return []
  const message = `its first rows came after ${digits(Math.round(found.milliseconds))} ms, later than all others`
  return [
    {
      about: 'sample',
      severity: 'note',
      what: found.source,
      message,
      hint: found.sql,
      ...(at && { at: printPlace(at) }),
    },
  ]
}

/** No value of a row is told, only elements and reasons. */
export async function checkSample(
  mapping: Mapping,
  database: Database,
  limits: Limits,
  size: SampleSize = usual,
  clock: Clock = machine,
): Promise<readonly Finding[]> {
  const stopwatch = createStopwatch(database, () => clock.now())
  const tallies: readonly Tally[] = mapping.sources.map((source) => ({
    source,
    served: 0,
    leftOut: 0,
    isCut: false,
    bad: new Map(),
  }))
  for (const tenant of mapping.tenants.values()) {
    const { staff } = createWorld({ mapping, database, limits }, tenant, defaultAmount, Date.now())
    for (const tally of tallies) {
      const { source } = tally
      await look(tally, (signal) => readAll(source, staff, stopwatch.of(source.name), signal), size, clock)
    }
  }
  return [
    ...tallies.flatMap(faultFinding),
    ...tallies.flatMap(badFindings),
    ...tallies.map(countFinding),
    ...slowestFinding(stopwatch, tallies),
  ]
}
