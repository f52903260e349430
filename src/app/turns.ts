/** Work that keeps the processor for a while -> one piece of it in each turn of the event loop, so that who needs little is answered between the pieces. https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick */

/** Undefined: at once; else until it is the caller's turn. First come, first served. */
export type Turns = () => Promise<void> | undefined

/** Of all who ask in one turn of the loop the first goes on at once, and one more in each turn that follows. */
export function createTurns(): Turns {
  const waiting: (() => void)[] = []
  let isTaken = false
  const next = (): void => {
    const first = waiting.shift()
    isTaken = first !== undefined
    if (first === undefined) return
    // Not in the same turn: what came in meanwhile is looked at first.
    setImmediate(next)
    first()
  }
  return () => {
    if (isTaken) return new Promise((resolve) => waiting.push(resolve))
    isTaken = true
    setImmediate(next)
    return undefined
  }
}

/** One for the process: planning of all surfaces. */
export const planTurn = createTurns()

/** Characters of a piece behind which others are let in. */
const longPiece = 16_384

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The same pieces; between long ones, which took a while to write, a turn of the event loop passes. */
export async function* withTurns(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const piece of pieces) {
    yield piece
    if (piece.length > longPiece) await turn()
  }
}
