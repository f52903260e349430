/** The posted forms of the pages -> what the person answered. Nothing is taken of a form that is not as it was sent. https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-2 */
import { answeredOf, readFields, type Answered } from './fields.ts'

export interface ConsentAnswer extends Answered {
  readonly action: 'allow' | 'deny'
  /** Keys of choices; they may be any texts, to be held against those that were shown. */
  readonly ticked: ReadonlySet<string>
}

export interface PickerAnswer extends Answered {
  readonly action: 'choose' | 'cancel'
  /** A logical id, where one was chosen; it may be any patient's. */
  readonly patient?: string
}

export interface OrganizationsAnswer extends Answered {
  readonly action: 'choose' | 'cancel'
  /** May be any text in the form of a key. */
  readonly organization?: string
}

const [mostTicks, longestTick] = [500, 400]

/** Undefined for anything but the form that `renderConsent` makes. */
export function readConsent(body: URLSearchParams): ConsentAnswer | undefined {
  const fields = readFields(body, [], 'scope')
  const ticks = body.getAll('scope')
  if (fields === undefined || ticks.length > mostTicks || ticks.some((tick) => tick.length > longestTick))
    return undefined
  const { action } = fields
  if (action !== 'allow' && action !== 'deny') return undefined
  return { ...answeredOf(fields), action, ticked: new Set(ticks) }
}

interface Choice {
  readonly answered: Answered
  readonly action: 'choose' | 'cancel'
  readonly chosen: string | undefined
}

function readChoice(body: URLSearchParams, name: 'patient' | 'organization', form: RegExp): Choice | undefined {
  const fields = readFields(body, [name])
  const action = fields?.action
  if (fields === undefined || (action !== 'choose' && action !== 'cancel')) return undefined
  const chosen = fields[name]
  return chosen === undefined || form.test(chosen) ? { answered: answeredOf(fields), action, chosen } : undefined
}

/** Undefined for anything but the form of the same name that `renderPicker` makes. */
export function readPicker(body: URLSearchParams): PickerAnswer | undefined {
  const choice = readChoice(body, 'patient', /^[A-Za-z0-9.-]{1,64}$/)
  if (choice === undefined) return undefined
  const { answered, action, chosen } = choice
  return { ...answered, action, ...(chosen === undefined ? {} : { patient: chosen }) }
}

/** Undefined for anything but the form that `renderOrganizations` makes. */
export function readOrganizations(body: URLSearchParams): OrganizationsAnswer | undefined {
  const choice = readChoice(body, 'organization', /^[\w.:-]{1,128}$/)
  if (choice === undefined) return undefined
  const { answered, action, chosen } = choice
  return { ...answered, action, ...(chosen === undefined ? {} : { organization: chosen }) }
}

/** What a search lacks: see the texts of the same names. */
export type SearchProblem = 'nothing-asked' | 'name-too-short' | 'birth-date-invalid'

export interface SearchFields {
  readonly name?: string
  /** `1980-02-28` */
  readonly birthDate?: string
  readonly chart?: string
}

export interface SearchAnswer extends Answered {
  readonly asked: SearchFields
  /** To be told to the person instead of searching. */
  readonly problem?: SearchProblem
}

function isDate(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return date !== undefined && !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text)
}

function judge({ name, birthDate, chart }: SearchFields): SearchProblem | undefined {
  if (name === undefined && birthDate === undefined && chart === undefined) return 'nothing-asked'
  if (name !== undefined && [...name].length < 2) return 'name-too-short'
  return birthDate === undefined || isDate(birthDate) ? undefined : 'birth-date-invalid'
}

/** Undefined for anything but the form of the same name that `renderPicker` makes. What was typed is trimmed; empty fields are left out. */
export function readSearch(body: URLSearchParams): SearchAnswer | undefined {
  const fields = readFields(body, ['name', 'birthDate', 'chart'])
  if (fields?.action !== 'search') return undefined
  const typed = (['name', 'birthDate', 'chart'] as const).map((name) => [name, fields[name]?.trim() ?? ''] as const)
  if (typed.some(([, value]) => /\p{Cc}/u.test(value))) return undefined
  const asked: SearchFields = Object.fromEntries(typed.filter(([, value]) => value !== ''))
  const problem = judge(asked)
  return { ...answeredOf(fields), asked, ...(problem === undefined ? {} : { problem }) }
}
