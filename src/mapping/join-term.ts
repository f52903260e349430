/** The right side of a join's term -> the columns of the outer statement that it looks at, and its text for their values. */
import type { Column, JoinTerm, Raw } from './model.ts'
import { isNumeric } from './value.ts'

const isPiece = (piece: string | Column): piece is Column => typeof piece !== 'string'

/** In the order in which {@link spell} takes their values. */
export function outerColumns({ right }: Pick<JoinTerm, 'right'>): readonly Column[] {
  if ('constant' in right) return []
  return 'pieces' in right ? right.pieces.filter(isPiece) : [right]
}

/** What `left` has to equal, for values of {@link outerColumns}; null where one of them is. */
export function spell({ right }: Pick<JoinTerm, 'right'>, values: readonly Raw[]): Raw {
  if ('constant' in right) return right.constant
  if (!('pieces' in right)) return values[0] ?? null
  const rest = [...values]
  const texts = right.pieces.map((piece) => (isPiece(piece) ? (rest.shift()?.trimEnd() ?? null) : piece))
  return texts.includes(null) ? null : texts.join('')
}

const isKnown = ({ schema }: Column): boolean => schema.native !== 'unknown'

/** A number is held as a text on one side: the two are compared as texts, so that `010` is no 10. */
export const isNumberAsText = ({ left, than, right }: JoinTerm): boolean =>
  than === undefined &&
  'alias' in right &&
  isNumeric(left) !== isNumeric(right) &&
  [left, right].every((column) => isKnown(column))
