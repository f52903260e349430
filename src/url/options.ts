/** The query of a database URL -> its options, each checked by a table: what is not known, or has not a known value, is refused by name. */

/** The text of an option -> its value; undefined where it is none that is allowed. */
export interface Option<T> {
  readonly read: (text: string) => T | undefined
  /** What is allowed, to stand behind "has to be". */
  readonly words: string
}

type Values<T> = { readonly [K in keyof T]?: T[K] extends Option<infer V> ? V : never }

/** Of several spellings, in whatever case. */
export function choice<T>(spellings: Readonly<Record<string, T>>): Option<T> {
  const known = new Map(Object.entries(spellings).map(([name, value]) => [name.toLowerCase(), value]))
  return { read: (text) => known.get(text.toLowerCase()), words: `one of ${Object.keys(spellings).join(', ')}` }
}

export const flag = choice({ true: true, yes: true, 1: true, false: false, no: false, 0: false })

export const word: Option<string> = { read: (text) => (text === '' ? undefined : text), words: 'a text' }

export const whole = (most: number): Option<number> => ({
  read: (text) => (/^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined),
  words: `a whole number of at most ${most}`,
})

const plain = (name: string): string => name.toLowerCase().replace(/[ _-]/g, '')

/** Names are known in any case, with or without blanks, as vendors write them. Throws a `TypeError` that never repeats a value: it may be secret. */
export function readOptions<T extends Readonly<Record<string, Option<unknown>>>>(
  url: URL,
  table: T,
  what: string,
): Values<T> {
  const values: Record<string, unknown> = {}
  for (const [given, text] of url.searchParams) {
    const name = Object.keys(table).find((each) => plain(each) === plain(given))
    if (name === undefined)
      throw new TypeError(`${what} has no parameter '${given}'. It has: ${Object.keys(table).join(', ')}.`)
    if (name in values) throw new TypeError(`${what} has the parameter '${name}' twice.`)
    const value = table[name]?.read(text)
    if (value === undefined) throw new TypeError(`${what}: '${name}' has to be ${table[name]?.words}.`)
    values[name] = value
  }
  return values as Values<T>
}

/** Node's own error would repeat the whole text, which may hold a password. */
export function parseUrl(text: string, what: string): URL {
  if (!URL.canParse(text)) throw new TypeError(`${what} cannot be read: percent-encode what its password holds.`)
  return new URL(text)
}
