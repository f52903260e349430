/** A body and the length that was promised of it -> the body, which fails where it is another: nobody may wait for the rest, or take less for the whole. */
import type { Answer } from './answer.ts'

export function lengthOf({ headers }: Answer): number | undefined {
  const length = headers['Content-Length']
  return length === undefined ? undefined : Number(length)
}

const another = (): Error => new Error('a body has another length than was promised')

/** What would be too much is not given. */
async function* exactly(body: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array, void> {
  let left = length
  for await (const part of body) {
    left -= part.length
    if (left < 0) throw another()
    yield part
  }
  if (left > 0) throw another()
}

export const ofLength = (body: AsyncIterable<Uint8Array>, length: number | undefined): AsyncIterable<Uint8Array> =>
  length === undefined ? body : exactly(body, length)
