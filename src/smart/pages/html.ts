/** Values in a template -> HTML in which every text is escaped. https://html.spec.whatwg.org/multipage/syntax.html#syntax */

/** A piece of HTML that `html` or `trusted` made; nothing else passes for one. */
export interface Html {
  readonly markup: string
}

/** What a template takes: texts are escaped, nothing stands for nothing. */
export type Piece = Html | string | number | false | undefined | readonly Piece[]

const made = new WeakSet<object>()

/** For texts of this project alone, such as a style sheet; never for one that came in. */
export function trusted(markup: string): Html {
  const piece = Object.freeze({ markup })
  made.add(piece)
  return piece
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Right between tags and within quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const isList = (piece: Piece): piece is readonly Piece[] => Array.isArray(piece)

function print(piece: Piece): string {
  if (piece === undefined || piece === false) return ''
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece))
  if (isList(piece)) return piece.map(print).join('')
  if (!made.has(piece)) throw new TypeError('This piece of HTML was not made by a template.')
  return piece.markup
}

/** Attributes have to be written in quotes, and values must not stand in scripts or style sheets. */
export const html = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  trusted(texts.map((text, index) => text + print(pieces[index])).join(''))

/** An address that may stand in a link: of the web, or one on this server. Undefined for all others, such as those that are scripts. */
export function safeUrl(address: string | undefined): string | undefined {
  if (address === undefined || /[\s\\\p{Cc}]/u.test(address)) return undefined
  if (/^(?:\/(?!\/)|\?)/.test(address)) return address
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : undefined
}
