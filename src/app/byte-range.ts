/** `Range` and `If-Range` -> the bytes that are asked for. https://www.rfc-editor.org/rfc/rfc9110#section-14 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Headers } from './answer.ts'

/** Both ends are among the bytes. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Our tags are weak, and a weak one never says that the rest of what was begun is the same: only the date does. */
const isStill = (condition: string | undefined, headers: Headers): boolean =>
  condition === undefined || condition === headers['Last-Modified']

const oneRange = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i

/** All there is, of less than is asked for. An empty whole has no part that could be named. https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2 */
function lastBytes(count: number, size: number): ByteRange | 'unsatisfiable' | undefined {
  if (count === 0) return 'unsatisfiable'
  return size === 0 ? undefined : { start: Math.max(0, size - count), end: size - 1 }
}

function between(start: number, end: number, size: number): ByteRange | 'unsatisfiable' | undefined {
  if (end < start) return undefined
  return start < size ? { start, end: Math.min(end, size - 1) } : 'unsatisfiable'
}

/** Undefined where the whole is to be given: nothing is asked, it has changed, or it is asked in several pieces or in words that are none. */
export function rangeOf(
  asked: IncomingHttpHeaders,
  size: number,
  headers: Headers,
): ByteRange | 'unsatisfiable' | undefined {
  const condition = asked['if-range']
  if (asked.range === undefined || !isStill(condition === undefined ? undefined : String(condition), headers))
    return undefined
  const [, first = '', last = ''] = oneRange.exec(asked.range) ?? []
  if (first === '') return last === '' ? undefined : lastBytes(Number(last), size)
  return between(Number(first), last === '' ? Infinity : Number(last), size)
}
