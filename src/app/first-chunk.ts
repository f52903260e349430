/** A stream of texts -> all of it where it is short, else the same stream once its beginning is there: until then an error can still have a status of its own. */
import { resumed } from '../search/resumed.ts'

/** Characters from which a text is sent in pieces. A page of the usual size is shorter: it costs one write, and can state its length. */
const longest = 131_072

/** Rejects with what the source rejects with up to then. The stream can be walked once. */
export async function awaitFirst(chunks: AsyncIterable<string>): Promise<string | AsyncIterable<string>> {
  const iterator = chunks[Symbol.asyncIterator]()
  let text = ''
  for (let turn = await iterator.next(); turn.done !== true; turn = await iterator.next()) {
    text += turn.value
    if (text.length > longest) return resumed({ done: false, value: text }, iterator)
  }
  return text
}
