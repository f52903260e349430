/** An iterator of which the first turn was taken, to see whether it fails -> the whole again. */

export function resumed<T>(first: IteratorResult<T, unknown>, rest: AsyncIterator<T>): AsyncIterableIterator<T> {
  let ahead: IteratorResult<T, unknown> | undefined = first
  return {
    next: async () => {
      const result = ahead ?? (await rest.next())
      ahead = undefined
      return result as IteratorResult<T>
    },
    // Reaches the source even when nothing was taken yet, which leaving a generator that never began would not do.
    return: async () => ((await rest.return?.()) ?? { done: true, value: undefined }) as IteratorResult<T>,
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
