/** The patients that a person may open -> the page on which they choose one. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#requesting-context-with-scopes */
import type { PatientEntry } from '../model.ts'
import { boxOf } from './box.ts'
import { aboutList, formOf, problemNote, type Button } from './form.ts'
import { renderFrame, type Page } from './frame.ts'
import { html, type Html, type Piece } from './html.ts'
import type { Locale } from './locale.ts'
import type { PickerModel } from './picker-model.ts'
import { searchForm } from './search-fields.ts'
import { texts } from './texts/languages.ts'
import type { PickerTexts } from './texts/texts.ts'

/** `1980-02` and `1980` stay as they are: a day that is not known must not be told. */
function formatDate(date: string, locale: Locale): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return date
  const day = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(day.valueOf())) return date
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day)
}

function describe({ birthDate, gender, chart, foundBy }: PatientEntry, picker: PickerTexts, locale: Locale): string {
  const genders: Readonly<Record<string, string | undefined>> = picker.genders
  const known = gender !== undefined && Object.hasOwn(picker.genders, gender) ? genders[gender] : undefined
  const other = foundBy && (foundBy.isFormer ? picker.formerly : picker.alsoCalled)(foundBy.name)
  const parts = [other, birthDate && picker.born(formatDate(birthDate, locale)), known, chart && picker.chart(chart)]
  return parts.filter((part) => part !== undefined && part !== '').join(' · ')
}

/** None is chosen beforehand: the wrong chart is worse than one more click. */
function patientItem(entry: PatientEntry, index: number, { locale }: PickerModel, picker: PickerTexts): Html {
  const text = entry.isSelf ? `${entry.name} (${picker.self})` : entry.name
  const about = describe(entry, picker, locale)
  const marks = html`required`
  return html`<li>
    ${boxOf({ type: 'radio', name: 'patient', value: entry.id, id: `patient-${index}`, text, about, marks })}
  </li>`
}

const patientList = (model: PickerModel, picker: PickerTexts): Html | false =>
  model.patients.length > 0 &&
  html`<fieldset ${isChoiceProblem(model) && html`aria-describedby="problem"`}>
    <legend>${model.search === undefined ? picker.patients : picker.results}</legend>
    <ul class="choices">
      ${model.patients.map((entry, index) => patientItem(entry, index, model, picker))}
    </ul>
  </fieldset>`

const isChoiceProblem = ({ problem }: PickerModel): boolean => problem === 'choose-one' || problem === 'patient-refused'

function pickerForm(model: PickerModel, before: Piece, picker: PickerTexts): Html {
  const choose: readonly Button[] = [{ action: 'choose', text: picker.choose, isPrimary: true }]
  const buttons = [...(model.patients.length > 0 ? choose : []), { action: 'cancel', text: picker.cancel }]
  return formOf(model, 'picker', [before, patientList(model, picker)], buttons)
}

function statusText({ patients, search, problem }: PickerModel, picker: PickerTexts): string | undefined {
  if (search === undefined) return patients.length === 0 ? picker.noneOwn : undefined
  if (!search.isAnswered || (problem !== undefined && patients.length === 0)) return undefined
  if (patients.length === 0) return picker.none
  return search.more === true ? picker.more(patients.length) : picker.found(patients.length)
}

const statusNote = (text: string | undefined): Html | false =>
  text !== undefined && html`<p class="status" role="status" aria-live="polite">${text}</p>`

/** Posts `patient` and `action`: `choose` or `cancel` (see `readPicker`), or the fields of the search (see `readSearch`). */
export function renderPicker(model: PickerModel): Page {
  const words = texts[model.locale]
  const { picker } = words
  const { search, problem } = model
  const lead = html`<p class="lead">
      ${search === undefined ? picker.lead(model.app.name) : picker.staffLead(model.app.name)}
    </p>
    ${aboutList(words, model.app, model.person)} ${problemNote(problem && picker.problems[problem])}`
  const status = statusNote(statusText(model, picker))
  const body =
    search === undefined
      ? pickerForm(model, [lead, status], picker)
      : [lead, searchForm(model, search.asked, picker), status, pickerForm(model, undefined, picker)]
  return renderFrame(model, { title: picker.title, body, hasProblem: problem !== undefined }, model.formActions)
}
