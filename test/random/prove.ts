/** Seeds -> their cases tried on an engine, counted, with the first failures as small as they get. */
import type { Engine } from './engines.ts'
import { exclusions } from './exclusions.ts'
import { generate } from './generate.ts'
import { printFailure } from './print.ts'
import { smallest, tryCase } from './run.ts'

export interface Tally {
  readonly cases: number
  readonly resources: number
  readonly held: number
  readonly skipped: number
  readonly refused: number
  /** Of what the compiler said, without names. */
  readonly refusals: ReadonlyMap<string, number>
  readonly forms: ReadonlyMap<string, number>
  readonly failures: readonly string[]
}

export const nothing: Tally = {
  cases: 0,
  resources: 0,
  held: 0,
  skipped: 0,
  refused: 0,
  refusals: new Map(),
  forms: new Map(),
  failures: [],
}

const plainRefusal = (line: string): string =>
  line
    .replace(/^\S+ /, '')
    .replace(/"[^"]*"/g, '...')
    .replace(/\b[A-Z]\w+(?:\.\w+)+/g, '...')

const added = (counts: ReadonlyMap<string, number>, names: readonly string[]): ReadonlyMap<string, number> => {
  const sum = new Map(counts)
  for (const name of names) sum.set(name, (sum.get(name) ?? 0) + 1)
  return sum
}

/** What one seed adds. `budget`: milliseconds for making a failure small. */
export async function proveSeed(tally: Tally, seed: number, engine: Engine, budget: number): Promise<Tally> {
  const made = generate(seed)
  const { held, skipped, resources, refused, failure } = await tryCase(made, engine)
  const least = failure && (budget > 0 ? await smallest(failure, engine, budget) : failure)
  return {
    cases: tally.cases + 1,
    resources: tally.resources + resources,
    held: tally.held + held,
    skipped: tally.skipped + skipped,
    refused: tally.refused + (refused === undefined ? 0 : 1),
    refusals: added(tally.refusals, [...new Set((refused ?? []).map(plainRefusal))]),
    forms: refused === undefined ? added(tally.forms, made.forms) : tally.forms,
    failures: least === undefined ? tally.failures : [...tally.failures, printFailure(least)],
  }
}

const inOrder = (counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...counts].sort(([a], [b]) => (a < b ? -1 : 1))

/** How far it went: what was tried, what was reached, what is left out. */
export function printTally(tally: Tally): string {
  const { cases, resources, held, skipped, refused, failures } = tally
  const lines = (counts: ReadonlyMap<string, number>): readonly string[] =>
    inOrder(counts).map(([name, times]) => `  ${String(times).padStart(6)}  ${name}`)
  return [
    `${cases} cases, ${resources} resources: ${held} proofs held, ${skipped} skipped, ${failures.length} failed; ${refused} cases refused`,
    ...(tally.refusals.size > 0 ? ['refused by the compiler:', ...lines(tally.refusals)] : []),
    `${tally.forms.size} forms of the language, by the cases in which they were tried:`,
    ...lines(tally.forms),
    ...(Object.keys(exclusions).length > 0
      ? ['left out for now:', ...Object.entries(exclusions).map(([name, reason]) => `  ${name}: ${reason}`)]
      : []),
  ].join('\n')
}
