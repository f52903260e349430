/** Why there is no going on -> a page that says what a person can do about it. */
import { renderFrame, type Page, type PageModel } from './frame.ts'
import { html, safeUrl } from './html.ts'
import { texts } from './texts/languages.ts'
import type { ErrorKind } from './texts/texts.ts'

export interface ErrorModel extends PageModel {
  readonly kind: ErrorKind
  /** For the maker of the app, in English: what was wrong with the request. Never a value of the database. */
  readonly detail?: string
  /** Finds the event in the log. */
  readonly reference?: string
  /** Where the person can start again. */
  readonly againUrl?: string
}

/** A page without a form: all that was asked is over. */
export function renderError(model: ErrorModel): Page {
  const { errors } = texts[model.locale]
  const { title, text } = errors.kinds[model.kind]
  const again = safeUrl(model.againUrl)
  const { detail, reference } = model
  const body = html`<p class="lead">${text}</p>
    ${again !== undefined && html`<p><a href="${again}">${errors.again}</a></p>`}
    ${reference !== undefined && html`<p class="muted">${errors.reference(reference)}</p>`}
    ${
      detail !== undefined &&
      html`<details>
        <summary>${errors.details}</summary>
        <p lang="en">${detail}</p>
      </details>`
    }`
  return renderFrame(model, { title, body })
}
