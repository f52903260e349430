/** What was typed -> the form by which staff search for a patient. */
import { formOf } from './form.ts'
import type { SearchFields } from './forms.ts'
import { html, type Html } from './html.ts'
import type { PickerModel } from './picker-model.ts'
import type { PickerTexts } from './texts/texts.ts'

interface Field {
  readonly name: keyof SearchFields
  readonly label: string
  readonly type: 'text' | 'date'
  readonly hint?: string
  readonly problems: readonly PickerModel['problem'][]
}

const searchFields = (picker: PickerTexts): readonly Field[] => [
  {
    name: 'name',
    label: picker.name,
    type: 'text',
    hint: picker.nameHint,
    problems: ['nothing-asked', 'name-too-short', 'too-wide'],
  },
  { name: 'birthDate', label: picker.birthDate, type: 'date', problems: ['birth-date-invalid'] },
  { name: 'chart', label: picker.chartNumber, type: 'text', problems: [] },
]

function fieldOf(
  { name, label, type, hint, problems }: Field,
  asked: SearchFields,
  problem: PickerModel['problem'],
): Html {
  const isWrong = problem !== undefined && problems.includes(problem)
  const described = [hint !== undefined && `${name}-hint`, isWrong && 'problem']
    .filter((each) => each !== false)
    .join(' ')
  const marks = [
    described !== '' && html` aria-describedby="${described}"`,
    isWrong && html` aria-invalid="true" autofocus`,
    type === 'text' && html` maxlength="${name === 'name' ? 100 : 64}" spellcheck="false"`,
  ]
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint !== undefined && html`<p class="about" id="${name}-hint">${hint}</p>`}
    <input type="${type}" id="${name}" name="${name}" value="${asked[name] ?? ''}" ${marks} />
  </div>`
}

/** Posted, not asked by GET: what names a patient must not stand in an address. */
export function searchForm(model: PickerModel, asked: SearchFields, picker: PickerTexts): Html {
  const fields = html`<fieldset>
    <legend>${picker.search}</legend>
    <p class="muted">${picker.searchHint}</p>
    ${searchFields(picker).map((field) => fieldOf(field, asked, model.problem))}
  </fieldset>`
  return formOf(model, 'search', fields, [{ action: 'search', text: picker.searchButton, isPrimary: true }])
}
