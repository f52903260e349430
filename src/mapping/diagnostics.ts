/** Collects what is wrong with a mapping, all of it in one run, each with its place and a hint. */
import type { Place } from './model.ts'

export interface Diagnostic {
  readonly at: Place
  readonly severity: 'error' | 'warning'
  /** What was found and what was expected. */
  readonly message: string
  /** What to write instead. */
  readonly hint?: string
}

export class Diagnostics {
  readonly #list: Diagnostic[] = []

  error(at: Place, message: string, hint?: string): void {
    this.#list.push({ at, severity: 'error', message, ...(hint === undefined ? {} : { hint }) })
  }

  warn(at: Place, message: string, hint?: string): void {
    this.#list.push({ at, severity: 'warning', message, ...(hint === undefined ? {} : { hint }) })
  }

  get failed(): boolean {
    return this.#list.some((each) => each.severity === 'error')
  }

  /** In the order of files and lines, without repetitions. */
  all(): readonly Diagnostic[] {
    const seen = new Map(this.#list.map((each) => [printDiagnostic(each), each]))
    return [...seen.values()].sort(
      (a, b) => a.at.file.localeCompare(b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column,
    )
  }
}

/** `patient.yaml:14:9 error: ... (did you mean LAST_NM?)`, one line. */
export function printDiagnostic({ at, severity, message, hint }: Diagnostic): string {
  return `${at.file}:${at.line}:${at.column} ${severity}: ${message}${hint === undefined ? '' : ` (${hint})`}`
}

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      current[j] = Math.min(current[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + cost)
    }
    previous = current
  }
  return previous[b.length]!
}

/** The known name nearest to a wrong one, if any is near enough to be meant. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const far = distance(name.toLowerCase(), candidate.toLowerCase())
    if (far < least) [best, least] = [candidate, far]
  }
  return best
}

/** Characters of a list that a person reads through. */
const mostListed = 640

/** `did you mean X?`, or the known names when none is near and they are few. */
export function suggest(name: string, known: Iterable<string>): string | undefined {
  const names = [...known]
  const near = nearest(name, names)
  if (near !== undefined) return `did you mean ${near}?`
  const list = names.join(', ')
  return names.length > 0 && list.length <= mostListed ? `known: ${list}` : undefined
}
