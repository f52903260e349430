/** A way to load the mapping -> the mapping in force, which only a good one replaces; its tables are read anew before they grow old. */
import { printDiagnostic } from '../mapping/diagnostics.ts'
import type { Loaded as Compiled } from '../mapping/load.ts'
import type { Mapping } from '../mapping/model.ts'
import type { Emit } from './events.ts'

interface Good {
  readonly mapping: Mapping
  /** As a person reads them. */
  readonly warnings?: readonly string[]
  /** Reads code tables and organizations anew, and nothing else. */
  readonly again?: () => Promise<Loaded>
}

/** `problems`, as a person reads them, where there is no mapping. */
export type Loaded = Good | { readonly problems: readonly string[] }

/** What the compiler says, for people. */
export function toLoaded({ mapping, diagnostics, again }: Compiled): Loaded {
  const texts = diagnostics.map(printDiagnostic)
  if (mapping === undefined) return { problems: texts }
  return { mapping, warnings: texts, ...(again && { again: async () => toLoaded(await again()) }) }
}

export interface LiveMapping {
  readonly current: () => Mapping
  /** Epoch milliseconds. */
  readonly loadedAt: () => number
  /** Whether it came into force. Never rejects: what went wrong is told as an event, and the mapping stays what it was. */
  reload(): Promise<boolean>
  /** The same files with the rows of their tables as they are now. Never rejects. */
  refresh(): Promise<boolean>
}

/** A mapping that did not load at the start of the gateway. */
export class MappingError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['The mapping cannot be used:', ...problems].join('\n'))
    this.name = 'MappingError'
    this.problems = problems
  }
}

const goodOf = (loaded: Loaded): Good => {
  if ('problems' in loaded) throw new MappingError(loaded.problems)
  return loaded
}

/** A table that is being filled anew at night looks as if there were no codes. */
function checkEmptied(before: Mapping, now: Mapping): void {
  const emptied = [...before.codeRows].filter(([list, rows]) => rows > 0 && now.codeRows.get(list) === 0)
  const problems = emptied.map(([list, rows]) => `The table of the code list ${list} is empty: it had ${rows} rows.`)
  if (problems.length > 0) throw new MappingError(problems)
}

const problemsOf = (error: unknown): readonly string[] =>
  error instanceof MappingError ? error.problems : [`It could not be read: ${nameOf(error)}.`]

/** Loads for the first time. Rejects with a {@link MappingError}, or with what `load` rejects with. */
export async function startMapping(load: () => Promise<Loaded>, emit: Emit): Promise<LiveMapping> {
  let good: Good
  let loadedAt: number
  const take = (next: Good): void => {
    if (next.mapping !== good?.mapping) for (const text of next.warnings ?? []) emit({ kind: 'warning', text })
    if (next.mapping !== good?.mapping) loadedAt = Date.now()
    good = next
  }
  const loadGood = async (): Promise<void> => {
    const started = performance.now()
    const next = goodOf(await load())
    if (good !== undefined) checkEmptied(good.mapping, next.mapping)
    take(next)
    const { hash, sources } = next.mapping
    emit({ kind: 'mapping-loaded', hash, sources: sources.length, ms: performance.now() - started })
  }
  const readAgain = async (): Promise<void> => {
    if (good.again === undefined) return
    const started = performance.now()
    const next = goodOf(await good.again())
    const isChanged = next.mapping !== good.mapping
    checkEmptied(good.mapping, next.mapping)
    take(next)
    emit({ kind: 'tables-read', isChanged, ms: performance.now() - started })
  }
  await loadGood()
  // One after the other, so that the last to be asked for is the last to come into force.
  let queue = Promise.resolve(true)
  const inTurn = (work: () => Promise<void>, kind: 'mapping-refused' | 'tables-refused'): Promise<boolean> => {
    const refuse = (error: unknown): false => (emit({ kind, problems: problemsOf(error) }), false)
    queue = queue.then(work).then(() => true, refuse)
    return queue
  }
  return {
    current: () => good.mapping,
    loadedAt: () => loadedAt,
    reload: () => inTurn(loadGood, 'mapping-refused'),
    refresh: () => inTurn(readAgain, 'tables-refused'),
  }
}

/** Refreshes at every age of so many milliseconds; never for 0. Gives what ends it. */
export function keepFresh({ refresh }: { refresh(): Promise<unknown> }, ms: number): () => void {
  if (ms === 0) return () => {}
  const timer = setInterval(() => void refresh(), ms).unref()
  return () => clearInterval(timer)
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name
}
