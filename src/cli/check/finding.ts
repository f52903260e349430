/** What `check` found: one kind of value for all of its looks, so that they can be sorted, printed and counted. */

/** `error`: searches may be wrong, or fail. `warning`: values are lost. `note`: good to know. */
export type Severity = 'error' | 'warning' | 'note'

export interface Finding {
  readonly about: 'schema' | 'codes' | 'branches' | 'claims' | 'values' | 'indexes' | 'keys' | 'sample'
  readonly severity: Severity
  /** What is said once for many: findings with the same text are printed as one line. */
  readonly group?: string
  /** A table and column of the database, or a search. */
  readonly what: string
  readonly message: string
  readonly hint?: string
  /** Where the mapping speaks of it. */
  readonly at?: string
  /** Rows concerned. */
  readonly rows?: number
}

const severities: readonly Severity[] = ['error', 'warning', 'note']

/** The gravest first, then those of most rows. */
export const byImportance = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || (b.rows ?? 0) - (a.rows ?? 0)
