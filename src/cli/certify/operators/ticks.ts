/** The boxes of a consent page and what the person wants -> the boxes that stay ticked. */
import type { Choice } from '../model.ts'

/** `patient/Condition?category=...` -> `Condition`; undefined for what is about no type, as `offline_access`. */
const typeOf = (box: string): string | undefined => /^(?:patient|user|system)\/([^.?]+)/.exec(box)?.[1]

/** Of each type that can be chosen in parts, the last part is left out: with all of them it would be granted as a whole. */
const withoutLastParts = (boxes: readonly string[]): readonly string[] => {
  const parts = boxes.filter((box) => box.includes('?'))
  const last = new Map(parts.map((box) => [typeOf(box), box]))
  return boxes.filter((box) => last.get(typeOf(box)) !== box)
}

/** In the order of the page. */
export const chooseTicks = (boxes: readonly string[], choice: Choice): readonly string[] => {
  if (choice.kind === 'all') return boxes
  if (choice.kind === 'granular') return withoutLastParts(boxes)
  return boxes.filter((box) => {
    const type = typeOf(box)
    return type === undefined || choice.types.includes(type)
  })
}
