/** `rtf`: Rich Text Format -> its plain text; a text that is none stays as it is. In one walk, with no more output than input. */
import type { Bad } from '../reader.ts'
import { bad } from '../value.ts'
import { decoderOfPage } from './pages.ts'

/** Groups that hold no text of the document: tables of fonts and styles, pictures, what stands at the edges of each page. */
const hidden = new Set(
  (
    'fonttbl colortbl stylesheet info pict objdata fldinst header headerl headerr headerf footer footerl footerr footerf ' +
    'filetbl listtable listoverridetable revtbl rsidtbl themedata datastore latentstyles xmlnstbl generator template'
  ).split(' '),
)

const signs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...Object.fromEntries('par line row sect page softline'.split(' ').map((word) => [word, '\n'])),
    ...{ tab: '\t', cell: '\t', nestcell: '\t', emdash: '\u2014', endash: '\u2013', bullet: '\u2022' },
    ...{ lquote: '\u2018', rquote: '\u2019', ldblquote: '\u201c', rdblquote: '\u201d' },
    ...{ emspace: '\u2003', enspace: '\u2002', '~': '\u00a0', _: '\u2011' },
    ...{ '\\': '\\', '{': '{', '}': '}', '\n': '\n', '\r': '\n' },
  }),
)

/** What a group hands on to those inside of it. */
interface Group {
  readonly isHidden: boolean
  /** Characters behind a Unicode one that stand in for it. */
  readonly standIns: number
}

/** A word with its number, the byte of `\'e9`, a sign, a brace, text, or line ends, which mean nothing. */
const token = (): RegExp =>
  /\\(?:([a-z]{1,32})(-?\d{1,10})?(?: |\r\n?|\n)?|'([0-9a-f]{2})|([^a-z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/giy

/** Deeper groups than any editor writes are read as if they were one. */
const deepest = 500

class Reading {
  readonly #groups: Group[] = []
  #group: Group = { isHidden: false, standIns: 1 }
  #beyond = 0
  #decode = decoderOfPage('1252')
  #bytes: number[] = []
  #left = 0
  #text = ''

  get text(): string {
    this.#flush()
    return this.#text
  }

  brace(brace: string): void {
    this.#flush()
    this.#left = 0
    if (brace === '{') return this.#open()
    if (this.#beyond > 0) this.#beyond--
    else this.#group = this.#groups.pop() ?? this.#group
  }

  #open(): void {
    if (this.#groups.length >= deepest) this.#beyond++
    else this.#groups.push(this.#group)
  }

  /** One byte of the document's code page; those of one character may be several. */
  byte(value: number): void {
    if (this.#left > 0) this.#left--
    else if (!this.#group.isHidden) this.#bytes.push(value)
  }

  write(text: string): void {
    const rest = text.slice(this.#left)
    this.#left = Math.max(0, this.#left - text.length)
    if (rest === '' || this.#group.isHidden) return
    this.#flush()
    this.#text += rest
  }

  word(word: string, value: string | undefined): void {
    if (hidden.has(word)) this.#group = { ...this.#group, isHidden: true }
    else if (word === 'u' && value !== undefined) this.#unicode(Number(value))
    else if (word === 'uc') this.#group = { ...this.#group, standIns: Math.min(Math.abs(Number(value ?? 1)), 16) }
    else if (word === 'ansicpg') this.#turnTo(String(Number(value)))
    else if (word === 'mac') this.#turnTo('10000')
    else this.sign(word)
  }

  /** The bytes before it are of the page that was named before. */
  #turnTo(page: string): void {
    this.#flush()
    this.#decode = decoderOfPage(page)
  }

  /** The rest of a group behind `\*` is for who knows it. */
  sign(sign: string): void {
    if (sign === '*') this.#group = { ...this.#group, isHidden: true }
    const text = signs.get(sign)
    if (text !== undefined) this.write(text)
  }

  #unicode(value: number): void {
    this.write(String.fromCharCode(value & 0xffff))
    this.#left = this.#group.standIns
  }

  #flush(): void {
    if (this.#bytes.length === 0) return
    this.#text += this.#decode(Uint8Array.from(this.#bytes), true)
    this.#bytes = []
  }
}

function take(reading: Reading, found: RegExpExecArray): void {
  const [, word, value, byte, sign, brace, text] = found
  if (word !== undefined) reading.word(word.toLowerCase(), value)
  else if (byte !== undefined) reading.byte(Number.parseInt(byte, 16))
  else if (sign !== undefined) reading.sign(sign)
  else if (brace !== undefined) reading.brace(brace)
  else if (text !== undefined) reading.write(text)
}

/** Bytes that follow as they are, and are no text. */
const binaryLength = ([, word, value]: RegExpExecArray): number =>
  word === 'bin' ? Math.max(0, Number(value ?? 0)) : 0

export const isRtf = (text: string): boolean => /^\s*\{\\rtf/.test(text.slice(0, 64))

/** Marks (words, signs, braces, runs of text) that are read in some milliseconds. */
const fewMarks = 8_192

/** Marks of a text that is read at once, which takes a tenth of a second at most: some two megabytes of what word processors write. */
const mostMarks = 262_144

/** In pieces of some milliseconds each, between which others may be let in. */
export function* readRtf(text: string): Generator<void, string> {
  if (!isRtf(text)) return text
  const [reading, tokens] = [new Reading(), token()]
  let marks = 0
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    take(reading, found)
    tokens.lastIndex += binaryLength(found)
    if (++marks % fewMarks === 0) yield
  }
  return reading.text
}

/** Bad where it has more marks than are read at once. */
export function plainOfRtf(text: string): string | Bad {
  const pieces = readRtf(text)
  for (let left = mostMarks / fewMarks; left > 0; left--) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
  }
  return bad(`has more than ${mostMarks} marks of RTF`)
}
