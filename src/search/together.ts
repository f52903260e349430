/** A question that can be asked for many keys at once -> one that requests ask together while an earlier one is under way. Nothing is remembered. */

type Ask<A> = (keys: readonly string[]) => Promise<A>

interface Gathered<A> {
  readonly keys: Set<string>
  readonly answer: Promise<A>
}

/**
 * Keys that come while the question is being asked wait for its end, and are then asked as one: what each of them is answered was
 * read after it came. The answer is that of all who asked together; when it fails, it fails for each of them.
 */
export function together<A>(ask: Ask<A>): Ask<A> {
  let running: Promise<void> | undefined
  let next: Gathered<A> | undefined
  const settle = (): void => {
    if (!next) running = undefined
  }
  const begin = (keys: ReadonlySet<string>): Promise<A> => {
    next = undefined
    const answer = ask([...keys])
    running = answer.then(settle, settle)
    return answer
  }
  const gather = (after: Promise<void>): Gathered<A> => {
    const keys = new Set<string>()
    return { keys, answer: after.then(() => begin(keys)) }
  }
  return (keys) => {
    if (!running) return begin(new Set(keys))
    next ??= gather(running)
    for (const key of keys) next.keys.add(key)
    return next.answer
  }
}
