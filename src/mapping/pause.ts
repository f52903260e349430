/** Work that keeps the processor for a while -> pieces with a turn of the event loop between, whoever works, so that who needs little is answered meanwhile. */

/** Milliseconds of one turn of the loop in which such work may go on. */
const most = 10

const waiting: (() => void)[] = []
let began: number | undefined
let isLooking = false

function begin(): void {
  began = performance.now()
  look()
}

function look(): void {
  if (isLooking) return
  isLooking = true
  setImmediate(next)
}

/** Of all who wait one goes on in each turn. */
function next(): void {
  isLooking = false
  began = undefined
  const first = waiting.shift()
  if (first === undefined) return
  begin()
  first()
}

/** To be awaited between pieces of some milliseconds. Undefined while this turn has time: then nothing is waited for. */
export function pause(): Promise<void> | undefined {
  if (began === undefined) begin()
  if (performance.now() - began! < most) return undefined
  look()
  return new Promise((resolve) => waiting.push(resolve))
}

/** What each gives, in order, with pauses between; who has but one waits for nobody. */
export async function inPieces<T, R>(all: readonly T[], work: (each: T, index: number) => R): Promise<readonly R[]> {
  const given: R[] = []
  for (const [index, each] of all.entries()) {
    if (index > 0) await pause()
    given.push(work(each, index))
  }
  return given
}
