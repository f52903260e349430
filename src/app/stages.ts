/** The stages of one request -> how long each took, for the Server-Timing header and the metrics. https://www.w3.org/TR/server-timing/ */

/** The folders a request walks through. `rows` is the wait for the first piece of an answer: its SQL, its rows and their writing. */
export type StageName = 'auth' | 'parse' | 'plan' | 'rows'

export interface Stage {
  readonly name: StageName
  readonly ms: number
}

/** Does the work and adds to `stages` how long it took, also when it fails. */
export function runStage<T>(stages: Stage[], name: StageName, work: () => T): T {
  const start = performance.now()
  let result: T
  try {
    result = work()
  } catch (error) {
    note(stages, name, start)
    throw error
  }
  if (!(result instanceof Promise)) note(stages, name, start)
  else
    void result.then(
      () => note(stages, name, start),
      () => note(stages, name, start),
    )
  return result
}

function note(stages: Stage[], name: StageName, start: number): void {
  stages.push({ name, ms: performance.now() - start })
}

export const serverTiming = (stages: readonly Stage[]): string =>
  stages.map(({ name, ms }) => `${name};dur=${ms.toFixed(2)}`).join(', ')
