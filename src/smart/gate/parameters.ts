/** A query or a form -> its parameters, of which each may stand once. https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */

export type Parameters = ReadonlyMap<string, string>

/** Longer requests are read by nobody. */
const longest = 32_768

/** Undefined when a parameter stands twice, there are too many of them, or the text is too long: nothing of it may be used then. */
export function readParameters(text: string): Parameters | undefined {
  if (text.length > longest) return undefined
  const pairs = [...new URLSearchParams(text)]
  const parameters = new Map(pairs)
  return parameters.size === pairs.length && pairs.length <= 50 ? parameters : undefined
}

/** What was read is what is sent: the provider never sees a spelling that was not understood here. */
export const printParameters = (parameters: Parameters | Readonly<Record<string, string | undefined>>): string => {
  const entries = parameters instanceof Map ? [...parameters] : Object.entries(parameters)
  return new URLSearchParams(entries.filter((pair): pair is [string, string] => pair[1] !== undefined)).toString()
}

/** Words between blanks. */
export const wordsOf = (text: string | undefined): readonly string[] =>
  (text ?? '').split(' ').filter((word) => word !== '')
