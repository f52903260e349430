/** The clinics of a person -> the page on which they choose one, where the app's base names none. */
import { boxOf } from './box.ts'
import { aboutList, formOf, problemNote, type AppModel } from './form.ts'
import { renderFrame, type FormModel, type Page } from './frame.ts'
import { html, type Html } from './html.ts'
import { texts } from './texts/languages.ts'

export interface OrganizationsModel extends FormModel {
  readonly app: AppModel
  readonly person: string
  /** `id` is the key of the mapping's tenants; `name` is what a person knows it by. */
  readonly organizations: readonly { readonly id: string; readonly name: string }[]
  /** Whether the form was posted without a choice. */
  readonly isUnchosen?: boolean
}

const organizationItem = ({ id, name }: OrganizationsModel['organizations'][number], index: number): Html =>
  html`<li>
    ${boxOf({
      type: 'radio',
      name: 'organization',
      value: id,
      id: `organization-${index}`,
      text: name,
      about: '',
      marks: html`required`,
    })}
  </li>`

/** Posts `organization` and `action`: `choose` or `cancel`; see `readOrganizations`. */
export function renderOrganizations(model: OrganizationsModel): Page {
  const words = texts[model.locale]
  const { organizations, picker } = words
  const { isUnchosen = false, app, person } = model
  const fields = html`<fieldset ${isUnchosen && html`aria-describedby="problem"`}>
    <legend>${organizations.legend}</legend>
    <ul class="choices">
      ${model.organizations.map(organizationItem)}
    </ul>
  </fieldset>`
  const body = html`<p class="lead">${organizations.lead(app.name)}</p>
    ${aboutList(words, app, person)} ${problemNote(isUnchosen ? organizations.problem : undefined)}
    ${formOf(model, 'organizations', fields, [
      { action: 'choose', text: picker.choose, isPrimary: true },
      { action: 'cancel', text: picker.cancel },
    ])}`
  return renderFrame(model, { title: organizations.title, body, hasProblem: isUnchosen }, model.formActions)
}
