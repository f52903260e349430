/** JSON text without blanks, in pieces that end between two tokens -> the same with lines and indents, piece by piece. */

const step = '  '

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^{}[\],:"]+/gs

/** Remembers between two pieces where the text is. */
class Indenter {
  #depth = 0
  /** Just behind an opening bracket: what follows decides whether it is on a line of its own. */
  #isOpen = false

  write(text: string): string {
    return text.replace(token, (each) => this.#write(each))
  }

  #line(): string {
    return `\n${step.repeat(this.#depth)}`
  }

  #write(each: string): string {
    if (each === '}' || each === ']') return this.#close(each)
    const before = this.#isOpen ? this.#line() : ''
    this.#isOpen = each === '{' || each === '['
    if (this.#isOpen) this.#depth++
    if (each === ',') return each + this.#line()
    return each === ':' ? ': ' : before + each
  }

  #close(each: string): string {
    this.#depth--
    const before = this.#isOpen ? '' : this.#line()
    this.#isOpen = false
    return before + each
  }
}

/** To be called with one piece after the other. */
export function createIndenter(): (text: string) => string {
  const indenter = new Indenter()
  return (text) => indenter.write(text)
}
