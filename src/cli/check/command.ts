/** `portico check`: a mapping and the live database -> everything in which they do not fit together. */
import { introspect } from '../../rows/introspect/introspect.ts'
import { readSchema, withPlace, type Opened } from '../open.ts'
import type { Place } from '../place.ts'
import { printDiagnostics, printJson, type ExitCode, type Terminal } from '../terminal.ts'
import { checkBranches } from './unnamed.ts'
import { checkCodes } from './codes.ts'
import { usedColumns } from './columns.ts'
import { byImportance, type Finding } from './finding.ts'
import { checkIndexes } from './indexes.ts'
import { checkIds } from './ids.ts'
import { checkKeys } from './keys.ts'
import { checkClaims, checkSentinels } from './live.ts'
import { printFindings, summarize } from './print.ts'
import { checkSample } from './sample.ts'
import { checkSchema } from './schema.ts'

export interface CheckCommand {
  readonly json?: boolean
  /** Warnings count as errors. */
  readonly strict?: boolean
}

async function findAll(place: Place, { mapping, database, schema }: Opened): Promise<readonly Finding[]> {
  if (mapping === undefined) return []
  const used = usedColumns(mapping)
  const live = await introspect(place.database)
  const drift = checkSchema(used, readSchema(place) ?? schema, live)
  // A table that is gone would fail every statement below.
  if (drift.some(({ message }) => message === 'is not in the database')) return drift
  return [
    ...drift,
    ...(await checkClaims(used, database)),
    ...(await checkCodes(mapping, database)),
    ...(await checkBranches(mapping, database)),
    ...(await checkSentinels(used, database)),
    ...(await checkKeys(mapping, schema, database)),
    ...(await checkIds(mapping, database)),
    ...(await checkSample(mapping, database, place.limits)),
    ...checkIndexes(mapping, place.limits.scanRows),
  ]
}

/** Exits with 1 on errors, and with `strict` on warnings too; notes are for reading. */
export function runCheck(place: Place, { json, strict }: CheckCommand, terminal: Terminal): Promise<ExitCode> {
  return withPlace(place, async (opened) => {
    const { diagnostics } = opened
    const findings = (await findAll(place, opened)).toSorted(byImportance)
    if (json === true) printJson(terminal, { diagnostics, findings })
    else {
      printDiagnostics(terminal, diagnostics)
      printFindings(findings, terminal)
      summarize([...findings, ...diagnostics], terminal)
    }
    const grave = strict === true ? ['error', 'warning'] : ['error']
    return [...findings, ...diagnostics].some(({ severity }) => grave.includes(severity)) ? 1 : 0
  })
}
