/** A stream of texts -> the same stream, once its first text is there: until then an error can still have a status of its own. */

function resume(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncIterableIterator<string> {
  let ahead: IteratorResult<string> | undefined = first
  return {
    next: async () => {
      const result = ahead ?? (await rest.next())
      ahead = undefined
      return result
    },
    // Reaches the source even when nothing was taken yet, which leaving a generator that never began would not do.
    return: async () => (await rest.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** Rejects with what the source rejects with before its first text. The stream can be walked once. */
export async function awaitFirst(chunks: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const iterator = chunks[Symbol.asyncIterator]()
  return resume(await iterator.next(), iterator)
}
