/** White space around a text is not part of the value: that of ASCII, and the blank of the old code pages that does not break a line. */
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 160

/** Most texts have none: they are handed back as they are. Walks from the ends, since a text may be very long. */
export function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}
