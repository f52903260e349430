/** The text of a statement -> its words, and a reader that goes over them. https://learn.microsoft.com/sql/t-sql/language-elements/language-elements-transact-sql */
import { Refusal } from './model.ts'

export type Token = {
  readonly is: 'word' | 'name' | 'parameter' | 'text' | 'national' | 'number' | 'mark'
  /** Without brackets, quotes and their doubling. Words in capitals. */
  readonly text: string
}

const pattern =
  /\s+|\[((?:[^\]]|\]\])*)\]|(N?)'((?:[^']|'')*)'|@(\w+)|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<>|<=|>=|[-+*/%=<>(),.])/gy

function tokenOf(match: RegExpExecArray): Token | undefined {
  const [, name, national, text, parameter, number, word, mark] = match
  if (name !== undefined) return { is: 'name', text: name.replaceAll(']]', ']') }
  if (text !== undefined) return { is: national === 'N' ? 'national' : 'text', text: text.replaceAll("''", "'") }
  if (parameter !== undefined) return { is: 'parameter', text: parameter }
  if (number !== undefined) return { is: 'number', text: number }
  if (word !== undefined) return { is: 'word', text: word.toUpperCase() }
  return mark === undefined ? undefined : { is: 'mark', text: mark }
}

function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < sql.length) {
    const from = pattern.lastIndex
    const match = pattern.exec(sql)
    if (match === null) throw new Refusal(`Msg 102: nothing begins with ${sql.slice(from, from + 20)}`)
    const token = tokenOf(match)
    if (token !== undefined) tokens.push(token)
  }
  return tokens
}

export class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(sql: string) {
    this.#tokens = tokensOf(sql)
  }

  get rest(): string {
    return this.#tokens
      .slice(this.#at, this.#at + 8)
      .map(({ text }) => text)
      .join(' ')
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  next(): Token {
    const token = this.peek()
    if (token === undefined) throw new Refusal('Msg 102: the statement ends too soon')
    this.#at++
    return token
  }

  /** Whether these words or marks come next; they are then read. */
  take(...texts: readonly string[]): boolean {
    const isThere = texts.every((text, index) => {
      const token = this.peek(index)
      return (token?.is === 'word' || token?.is === 'mark') && token.text === text
    })
    if (isThere) this.#at += texts.length
    return isThere
  }

  need(...texts: readonly string[]): void {
    if (!this.take(...texts)) throw new Refusal(`Msg 102: ${texts.join(' ')} is wanted before ${this.rest}`)
  }

  /** In brackets, or a word that is none of the language's. */
  name(): string {
    const { is, text } = this.next()
    if (is !== 'name' && is !== 'word') throw new Refusal(`Msg 102: a name is wanted instead of ${text}`)
    return text
  }
}
