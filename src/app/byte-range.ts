/** `Range` and `If-Range` -> the bytes that are asked for. https://www.rfc-editor.org/rfc/rfc9110#section-14 */
import type { IncomingHttpHeaders } from 'node:http'
import parseRange from 'range-parser'
import type { Headers } from './answer.ts'

/** Both ends are among the bytes. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Our tags are weak, and a weak one never says that the rest of what was begun is the same: only the date does. */
const isStill = (condition: string | undefined, headers: Headers): boolean =>
  condition === undefined || condition === headers['Last-Modified']

/** Undefined where the whole is to be given: nothing is asked, it has changed, or it is asked in several pieces or in words that are none. */
export function rangeOf(
  asked: IncomingHttpHeaders,
  size: number,
  headers: Headers,
): ByteRange | 'unsatisfiable' | undefined {
  const condition = asked['if-range']
  if (asked.range === undefined || !isStill(condition === undefined ? undefined : String(condition), headers))
    return undefined
  const ranges = parseRange(size, asked.range)
  if (ranges === -1) return 'unsatisfiable'
  const [only, ...others] = ranges === -2 || ranges.type !== 'bytes' ? [] : ranges
  return others.length > 0 ? undefined : only
}
