/** A text that holds several -> its pieces. */
import type { Each, Raw } from '../mapping/model.ts'
import { wholeOf } from '../mapping/lenses/pipeline.ts'
import { textOf } from '../mapping/equality/absent.ts'

/** Trimmed, without blanks; none where the column has no value. */
export function pieces(each: Extract<Each, { kind: 'split' }>, value: Raw): readonly string[] {
  const text = textOf(wholeOf(each.it) ?? each.column, value)
  if (text === undefined) return []
  return text
    .split(each.separator)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}
