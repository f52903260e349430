/** Every flow of the front door, before the demo provider. */
import type { Browser } from '../../../scripts/demo/identity-provider/browser.ts'
import type { DoorUnderTest } from '../door.ts'
import { allFlows } from './flows/all.ts'
import { sharedDoor } from './subject.ts'
import { pageOf } from './walk.ts'

/** At the demo provider's account page. */
async function withdraw({ doorUrl }: DoorUnderTest, browser: Browser, client: string): Promise<void> {
  const page = pageOf(await browser.open(new URL(`${doorUrl}/realms/portal/account/`)))
  const input = page.html.querySelector(`input[name=client][value="${client}"]`)
  const form = input?.closest('form')
  if (form == null) throw new Error('the account page shows no such consent')
  await browser.submit(page, form)
}

describe('front door', function () {
  this.timeout(30_000)
  let door: DoorUnderTest | undefined
  before(async () => {
    door = await sharedDoor()
  })
  const subject = (): DoorUnderTest => door!

  allFlows(subject, { withdraw: (browser, _, client) => withdraw(subject(), browser, client), takesPasswords: true })
})
