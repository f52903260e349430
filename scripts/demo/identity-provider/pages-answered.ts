/** The pages between an app's request and its answer -> that answer, by a person who says yes to everything. */
import type { HTMLElement } from 'node-html-parser'
import type { Browser, Page, Step } from './browser.ts'

export interface Visitor {
  readonly name: string
  readonly password: string
  /** The logical id of the patient to choose where one is asked; the first unless told. */
  readonly patient?: string
}

interface Answer {
  readonly form: HTMLElement
  readonly values?: Readonly<Record<string, string>>
  readonly button?: HTMLElement
}

const withButton = (form: HTMLElement, button: HTMLElement | null): Answer =>
  button === null ? { form } : { form, button }

/** The provider's sign-in page. Where buttons stand for users beside it, the first form is the one to type into. */
const signIn = (page: Page, { name, password }: Visitor): Answer | undefined => {
  const form = page.html.querySelectorAll('form').find((one) => one.querySelector('input[type=password]') !== null)
  return (
    form && { ...withButton(form, form.querySelector('[type=submit][name]')), values: { username: name, password } }
  )
}

/** The choice among several that has no default: of the patient, or of a clinic. */
const choose = (form: HTMLElement, { patient }: Visitor): Readonly<Record<string, string>> => {
  const radios = form.querySelectorAll('input[type=radio]')
  const name = radios[0]?.getAttribute('name')
  if (name === undefined || radios.some((radio) => radio.hasAttribute('checked'))) return {}
  const values = radios.map((radio) => radio.getAttribute('value') ?? '')
  const value = name === 'patient' && patient !== undefined ? patient : values[0]
  if (value === undefined || !values.includes(value)) throw new Error(`there is no patient ${value ?? ''} to choose`)
  return { [name]: value }
}

const isYes = (button: HTMLElement): boolean => !['cancel', 'deny'].includes(button.getAttribute('value') ?? '')

/** A page of the front door: its forms say what they are. */
const frontDoor = (page: Page, visitor: Visitor): Answer | undefined => {
  const form = page.html.querySelectorAll('form[data-form]').find((one) => one.getAttribute('data-form') !== 'search')
  if (form === undefined) return undefined
  const button = form.querySelectorAll('button[name=action]').find(isYes)
  if (button === undefined) throw new Error('the front door has nothing to choose from for this user')
  return { ...withButton(form, button), values: choose(form, visitor) }
}

/** The provider's own consent page. */
const consent = (page: Page): Answer | undefined => {
  const button = page.html.querySelector('form [name=accept]')
  const form = button?.closest('form')
  return button === null || form == null ? undefined : { form, button }
}

const titleOf = (page: Page): string => page.html.querySelector('title')?.text.trim() ?? page.url.pathname

const answerTo = (page: Page, visitor: Visitor, hasSignedIn: boolean): Answer => {
  const login = signIn(page, visitor)
  if (login !== undefined && hasSignedIn) throw new Error('the identity provider refused the name or the password')
  const answer = login ?? frontDoor(page, visitor) ?? consent(page)
  if (answer !== undefined) return answer
  throw new Error(`the sign-in ended on the page "${titleOf(page)}" with status ${page.status}`)
}

const isSignIn = (answer: Answer): boolean => answer.values?.['password'] !== undefined

/** Rejects when a page is none of those known, with the title of the page. */
export const answerPages = async (
  browser: Browser,
  step: Step,
  visitor: Visitor,
  hasSignedIn = false,
): Promise<URL> => {
  if ('back' in step) return step.back
  const answer = answerTo(step.page, visitor, hasSignedIn)
  const next = await browser.submit(step.page, answer.form, answer.values, answer.button)
  return answerPages(browser, next, visitor, hasSignedIn || isSignIn(answer))
}
