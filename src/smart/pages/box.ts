/** One thing to choose -> a line with a checkbox or a radio button. https://www.w3.org/WAI/tutorials/forms/labels/ */
import { html, type Html, type Piece } from './html.ts'

export interface Box {
  readonly type: 'checkbox' | 'radio'
  readonly name: string
  readonly value: string
  readonly id: string
  readonly text: string
  readonly about: string
  /** Further attributes. */
  readonly marks?: Piece
}

/** Named and described by reference, so that the whole line can be clicked and still has a short name. */
export function boxOf({ type, name, value, id, text, about, marks }: Box): Html {
  const described = about !== '' && html`aria-describedby="${id}-about"`
  return html`<label class="choice">
    <input
      type="${type}"
      name="${name}"
      value="${value}"
      id="${id}"
      aria-labelledby="${id}-name"
      ${described}
      ${marks}
    />
    <span>
      <span class="name" id="${id}-name">${text}</span>
      ${about !== '' && html`<span class="about" id="${id}-about">${about}</span>`}
    </span>
  </label>`
}
