/** What the forms of all pages share -> HTML. */
import type { FormModel } from './frame.ts'
import { html, safeUrl, type Html, type Piece } from './html.ts'
import { redirectPlace } from './redirect-place.ts'
import type { Texts } from './texts/texts.ts'

/** The app as the provider has it registered. */
export interface AppModel {
  readonly name: string
  readonly policyUri?: string
  /** That of the request, checked against the registration. */
  readonly redirectUri: string
}

export interface Button {
  readonly action: string
  readonly text: string
  readonly isPrimary?: boolean
}

const buttonOf = ({ action, text, isPrimary = false }: Button): Html =>
  html`<button
    type="submit"
    name="action"
    value="${action}"
    class="${isPrimary ? 'primary' : 'plain'}"
    ${action === 'cancel' && html` formnovalidate`}
  >
    ${text}
  </button>`

/** A form that is posted back here, with what proves that this page sent it. `last` stands beside the buttons, which stay in sight. */
export const formOf = (model: FormModel, name: string, fields: Piece, buttons: readonly Button[], last?: Html): Html =>
  html`<form method="post" action="${safeUrl(model.action) ?? '?'}" data-form="${name}" autocomplete="off">
    <input type="hidden" name="csrf" value="${model.csrf}" />
    ${model.interaction !== undefined && html`<input type="hidden" name="interaction" value="${model.interaction}" />`}
    ${fields}
    <div class="${name === 'search' ? 'end' : 'bar'}">
      ${last}
      <div class="buttons">${buttons.map(buttonOf)}</div>
    </div>
  </form>`

const entry = (term: string, value: Piece): Html =>
  html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`

/** Who asks, who is signed in, whose records they are and where they go. */
export function aboutList(
  { about }: Texts,
  app: AppModel,
  person: string,
  patient?: { readonly name: string; readonly isSelf: boolean },
): Html {
  const policy = safeUrl(app.policyUri)
  const patientName = patient && (patient.isSelf ? about.self(patient.name) : patient.name)
  return html`<dl>
    ${entry(about.app, [app.name, policy !== undefined && html`<br /><a href="${policy}" rel="noreferrer" target="_blank">${about.policy(app.name)}</a>`])}
    ${entry(about.destination, about.place(redirectPlace(app.redirectUri)))}
    ${patientName !== undefined && entry(about.patient, patientName)} ${entry(about.person, person)}
  </dl>`
}

/** Read out as soon as it is there. */
export const problemNote = (text: string | undefined): Html | false =>
  text !== undefined && html`<p class="problem" id="problem" role="alert">${text}</p>`
