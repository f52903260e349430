/** The pages of an authorization in a real browser -> filled in as a person would. */
import type { Page } from 'playwright-core'
import type { AuthorizationRequest, Choice } from '../model.ts'
import type { Account } from './persons.ts'
import { chooseTicks } from './ticks.ts'

const consent = async (page: Page, grant: Choice): Promise<boolean> => {
  const form = page.locator('form[data-form="consent"]')
  if ((await form.count()) === 0) return false
  const boxes = await form.locator('input[name="scope"]').all()
  const values = await Promise.all(boxes.map((box) => box.inputValue()))
  const ticks = chooseTicks(values, grant)
  // In the page's order: a type's own box, which ticks and unticks its parts, stands before them.
  for (const [at, box] of boxes.entries()) await box.setChecked(ticks.includes(values[at] ?? ''))
  await form.locator('button[name="action"][value="allow"]').click()
  return true
}

const picker = async (page: Page, { patient }: Account): Promise<boolean> => {
  const form = page.locator('form[data-form="picker"]')
  const radios = form.locator('input[name="patient"]')
  if ((await radios.count()) === 0) return false
  await (patient === undefined ? radios.first() : form.locator(`input[name="patient"][value="${patient}"]`)).check()
  await form.locator('button[name="action"][value="choose"]').click()
  return true
}

const login = async (page: Page, account: Account): Promise<boolean> => {
  const password = page.locator('form input[type="password"]')
  if ((await password.count()) === 0) return false
  const name = page.locator('input[name="username"]')
  if (await name.isVisible()) await name.fill(account.name)
  await password.first().fill(account.password)
  await password.first().press('Enter')
  return true
}

/** The provider's own consent page, which knows yes and no. */
const accept = async (page: Page): Promise<boolean> => {
  const button = page.locator('form [name="accept"]')
  if ((await button.count()) === 0) return false
  await button.first().click()
  return true
}

/** False for a page that is none of those of an authorization. */
export const fillPage = async (
  page: Page,
  { grant }: Pick<AuthorizationRequest, 'grant'>,
  account: Account,
): Promise<boolean> =>
  (await consent(page, grant)) || (await picker(page, account)) || (await login(page, account)) || (await accept(page))

export const wordsOfPage = async (page: Page): Promise<string> => {
  const words = await page.locator('h1, [role=alert], #kc-error-message').allInnerTexts()
  return words.join(' - ').replace(/\s+/g, ' ') || (await page.title())
}
