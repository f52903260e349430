/** A way to load a mapping -> the mapping in force, which only a good one replaces. */
import type { Mapping } from '../mapping/model.ts'
import type { Emit } from './events.ts'

/** `problems`, as a person reads them, where there is no mapping. */
export type Loaded = { readonly mapping: Mapping } | { readonly problems: readonly string[] }

export interface LiveMapping {
  readonly current: () => Mapping
  /** Epoch milliseconds. */
  readonly loadedAt: () => number
  /** Never rejects: what went wrong is told as an event, and the mapping stays what it was. */
  reload(): Promise<void>
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

/** Loads for the first time. Rejects with a {@link MappingError}, or with what `load` rejects with. */
export async function startMapping(load: () => Promise<Loaded>, emit: Emit): Promise<LiveMapping> {
  const loadGood = async (): Promise<Mapping> => {
    const started = performance.now()
    const loaded = await load()
    if ('problems' in loaded) throw new MappingError(loaded.problems)
    const { mapping } = loaded
    emit({
      kind: 'mapping-loaded',
      hash: mapping.hash,
      sources: mapping.sources.length,
      ms: performance.now() - started,
    })
    return mapping
  }
  let mapping = await loadGood()
  let loadedAt = Date.now()
  const replace = async (): Promise<void> => {
    try {
      mapping = await loadGood()
      loadedAt = Date.now()
    } catch (error) {
      const problems = error instanceof MappingError ? error.problems : [`It could not be read: ${nameOf(error)}.`]
      emit({ kind: 'mapping-refused', problems })
    }
  }
  // One after the other, so that the last to be asked for is the last to come into force.
  let queue = Promise.resolve()
  return { current: () => mapping, loadedAt: () => loadedAt, reload: () => (queue = queue.then(replace)) }
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name
}
