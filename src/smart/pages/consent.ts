/** The choices of a request -> the page on which a person makes them. https://hl7.org/fhir/smart-app-launch/app-launch.html#obtain-authorization-code */
import { granularScopes } from '../granular.ts'
import type { CategoryChoice, Choices, PersonContext, TypeChoice } from '../scopes/choices.ts'
import type { Letters } from '../scopes/word.ts'
import { boxOf } from './box.ts'
import { aboutList, formOf, type AppModel } from './form.ts'
import { renderFrame, type FormModel, type Page } from './frame.ts'
import { html, safeUrl, type Html } from './html.ts'
import { consentScript } from './script.ts'
import { texts } from './texts/languages.ts'
import type { Texts } from './texts/texts.ts'
import { wordOf, type Word } from './texts/words.ts'

export interface ConsentModel extends FormModel {
  readonly app: AppModel
  /** The name of who is signed in. */
  readonly person: string
  /** Whose records `patient/` scopes are about. */
  readonly patient?: { readonly name: string; readonly isSelf: boolean }
  readonly choices: Choices
  /** Keys of choices that the person left out the last time. */
  readonly leftOut: ReadonlySet<string>
  /** Days after which access without the person ends when it is not used. */
  readonly offlineDays: number
  /** Where the person can withdraw. */
  readonly accountUrl: string
}

interface Tick {
  readonly id: string
  readonly key: string
  readonly word: Word
  readonly notes?: readonly string[]
  /** The id of the box of the type, of which this is a part. */
  readonly partOf?: string
  readonly isTicked: boolean
}

function tickOf({ id, key, word, notes = [], partOf, isTicked }: Tick): Html {
  const about = [word.about, ...notes].filter((text) => text !== '').join(' ')
  const marks = html`${isTicked && html`checked `}data-record ${partOf !== undefined && html`data-part-of="${partOf}"`}`
  return boxOf({ type: 'checkbox', name: 'scope', value: key, id, text: word.name, about, marks })
}

const accessNotes = (letters: Letters | undefined, { consent }: Texts): readonly string[] =>
  letters === 'r' ? [consent.readAlone] : letters === 's' ? [consent.searchAlone] : []

/** A part that has no name is told by its own words. */
function categoryWord({ query }: CategoryChoice, words: Texts): Word {
  const known = granularScopes.find((each) => `${each.parameter}=${each.value}` === query)
  const code = known?.key
  return code === undefined ? { name: words.consent.limited(query), about: '' } : wordOf(code, words.categories)
}

type LeftOut = ConsentModel['leftOut']

const partsOf = (choice: TypeChoice, id: string, type: Word, words: Texts, leftOut: LeftOut): Html | false =>
  choice.categories.length > 0 &&
  html`<fieldset class="parts">
    <legend>${words.consent.parts(type.name)}</legend>
    ${choice.categories.map((category, index) =>
      tickOf({
        id: `${id}-${index}`,
        key: category.key,
        word: categoryWord(category, words),
        notes: category.letters === choice.whole ? [] : accessNotes(category.letters, words),
        partOf: id,
        isTicked: !leftOut.has(category.key),
      }),
    )}
    ${choice.whole !== undefined && html`<p class="about">${words.consent.partsHint}</p>`}
  </fieldset>`

/** What can only be given with everything else is told by name. */
function typeWord({ type, rest = [] }: TypeChoice, words: Texts): Word {
  if (type !== '*') return wordOf(type, words.types)
  if (rest.length === 0) return words.consent.everything
  return words.consent.others(rest.map((each) => wordOf(each, words.types).name))
}

/** The person's own details first, the others as a person of this language would look for them. */
const sorted = (choices: readonly TypeChoice[], model: ConsentModel): readonly TypeChoice[] => {
  const name = (choice: TypeChoice): string => typeWord(choice, texts[model.locale]).name
  const isFirst = ({ type }: TypeChoice): number => (type === 'Patient' ? 0 : type === '*' ? 2 : 1)
  return choices.toSorted((a, b) => isFirst(a) - isFirst(b) || name(a).localeCompare(name(b), model.locale))
}

function typeItem(choice: TypeChoice, id: string, words: Texts, leftOut: LeftOut): Html {
  const word = typeWord(choice, words)
  const isTicked = !leftOut.has(choice.key)
  const tick = tickOf({ id, key: choice.key, word, notes: accessNotes(choice.whole, words), isTicked })
  return html`<li>${tick}${partsOf(choice, id, word, words, leftOut)}</li>`
}

const tools = ({ consent }: Texts): Html =>
  html`<div class="tools">
    <button type="button" data-tick="all" hidden>${consent.tickAll}</button>
    <button type="button" data-tick="none" hidden>${consent.tickNone}</button>
  </div>`

function groupOf(context: PersonContext, choices: readonly TypeChoice[], model: ConsentModel, words: Texts): Html {
  const isHinted = context === 'user' || model.patient !== undefined
  return html`<fieldset data-group="${context}">
    <legend>${words.consent.records[context](model.app.name)}</legend>
    ${isHinted && html`<p class="muted">${words.consent.recordsHint[context]}</p>`}
    <ul class="choices">
      ${sorted(choices, model).map((choice, index) => typeItem(choice, `${context}-${index}`, words, model.leftOut))}
    </ul>
  </fieldset>`
}

const offlineBox = ({ app, offlineDays, leftOut }: ConsentModel, { consent }: Texts): Html =>
  boxOf({
    type: 'checkbox',
    name: 'scope',
    value: 'offline_access',
    id: 'offline',
    text: consent.offlineName,
    about: consent.offlineAbout(app.name, offlineDays),
    marks: leftOut.has('offline_access') ? undefined : html`checked`,
  })

const offlineOf = (model: ConsentModel, words: Texts): Html =>
  model.choices.offline
    ? html`<fieldset data-group="offline">
        <legend>${words.consent.offline}</legend>
        ${offlineBox(model, words)}
      </fieldset>`
    : html`<h2>${words.consent.offline}</h2>
        <p>${words.consent.onlineOnly}</p>`

const factsOf = ({ facts }: Choices, { consent }: Texts): Html | false =>
  facts.length > 0 &&
  html`<h2>${consent.facts}</h2>
    <ul class="facts">
      ${facts.map((fact) => html`<li>${consent.fact[fact]}</li>`)}
    </ul>`

const recordsOf = (model: ConsentModel, words: Texts): readonly Html[] =>
  model.choices.groups.length === 0
    ? [html`<p>${words.consent.none}</p>`]
    : [tools(words), ...model.choices.groups.map(({ context, choices }) => groupOf(context, choices, model, words))]

const withdrawNote = ({ accountUrl }: ConsentModel, { consent }: Texts): Html =>
  html`<h2>${consent.withdrawTitle}</h2>
    <p>${consent.withdraw} <a href="${safeUrl(accountUrl) ?? '?'}" target="_blank">${consent.account}</a>.</p>`

/** Else a person would wonder who took the ticks away. */
const leftNote = ({ leftOut }: ConsentModel, { consent }: Texts): Html | false =>
  leftOut.size > 0 && html`<p class="status">${consent.leftOut}</p>`

/** Before the buttons: what they share. The script says it of what is ticked at the moment; without it, of what is to be ticked. */
function summaryOf(model: ConsentModel, { consent }: Texts): Html {
  const { app, choices } = model
  const { summary } = consent
  const kept = choices.offline ? summary.kept(app.name, model.offlineDays) : summary.session
  const plain = choices.groups.length === 0 ? summary.identity(app.name) : summary.plain(app.name)
  return html`<p
    class="summary"
    id="summary"
    role="status"
    data-some="${summary.some(app.name)}"
    data-all="${summary.all(app.name)}"
    data-more="${summary.more}"
    data-none="${summary.nothing(app.name)}"
    data-kept="${kept}"
    data-session="${summary.session}"
  >
    ${plain}
  </p>`
}

/** All is ticked at first, but for what was left out the last time. Posts `scope` (keys of `choices`) and `action`: `allow` or `deny`; see `readConsent`. */
export function renderConsent(model: ConsentModel): Page {
  const words = texts[model.locale]
  const { consent } = words
  const buttons = [
    { action: 'allow', text: consent.allow, isPrimary: true },
    { action: 'deny', text: consent.deny },
  ]
  // All of it stands in the form, so that the bar with the buttons is in sight from its first line to its last.
  const fields = [
    html`<p class="lead">${consent.lead(model.app.name, model.brand.name)} ${consent.readOnly}</p>`,
    aboutList(words, model.app, model.person, model.patient),
    leftNote(model, words),
    recordsOf(model, words),
    offlineOf(model, words),
    factsOf(model.choices, words),
    withdrawNote(model, words),
  ].flat()
  const body = formOf(model, 'consent', fields, buttons, summaryOf(model, words))
  return renderFrame(model, { title: consent.title(model.app.name), body, script: consentScript }, model.formActions)
}
