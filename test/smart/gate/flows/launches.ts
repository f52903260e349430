/** Two launches of one app by one person in one browser session, in any order: each keeps its own patient. */
import { expect } from 'chai'
import type { Browser } from '../../../../scripts/demo/identity-provider/browser.ts'
import { idsOf, newRequest, redeem, refresh, type AppRequest, type RealmName, type Subject } from '../app.ts'
import { ehrToken, newLaunch } from '../ehr.ts'
import { authorize, codeIn, newBrowser, type Person } from '../walk.ts'

type Act = 'launch' | 'redeem' | 'refresh'
type Which = 0 | 1

/** All orders in which two launches can be launched, redeemed and refreshed: 20, of which half are the others by another name. */
function orders(left: readonly [number, number] = [3, 3]): readonly (readonly Which[])[] {
  if (left[0] === 0 && left[1] === 0) return [[]]
  return ([0, 1] as const).flatMap((which) => {
    if (left[which] === 0) return []
    const rest: readonly [number, number] = which === 0 ? [left[0] - 1, left[1]] : [left[0], left[1] - 1]
    return orders(rest).map((order) => [which, ...order])
  })
}

const acts: readonly Act[] = ['launch', 'redeem', 'refresh']

interface Variant {
  readonly title: string
  readonly realm: RealmName
  readonly user: string
  readonly scope: string
  readonly patients: readonly [string, string]
}

/** One launch in one lane. */
interface Grant {
  readonly patient: string
  request?: AppRequest
  code?: string
  token?: unknown
  done: number
}

interface Lane {
  readonly variant: Variant
  readonly order: readonly Which[]
  readonly browser: Browser
  readonly grants: readonly [Grant, Grant]
}

const staff = { realm: 'sevocity', user: 'drlee', patients: ['pat-24', 'pat-25'] } as const
const mother = { realm: 'portal', user: 'maria', patients: ['pat-24', 'pat-25'] } as const

/** Staff and mother by turns. */
const variants: readonly Variant[] = [
  { ...staff, title: 'EHR, online', scope: 'launch openid fhirUser patient/Patient.rs' },
  { ...mother, title: 'portal, online', scope: 'launch/patient openid patient/Patient.rs' },
  { ...staff, title: 'EHR, offline', scope: 'launch openid patient/Patient.rs offline_access' },
  { ...mother, title: 'portal, offline', scope: 'launch/patient openid fhirUser patient/Patient.rs offline_access' },
]

interface Places {
  /** Of the gates and their gateways, which take turns. */
  readonly doors: readonly string[]
  readonly gateways: readonly string[]
}

async function launch(subject: Subject, { variant, browser }: Lane, grant: Grant, ehr: string): Promise<void> {
  const { realm, user, scope } = variant
  const { patient } = grant
  const person: Person = { name: user, patient }
  const more = realm === 'sevocity' ? { launch: await newLaunch(subject(), ehr, { patient }) } : {}
  grant.request = newRequest(subject(), { realm, scope, more })
  const back = await authorize(browser, grant.request, person)
  expect(back.searchParams.get('state')).to.equal(grant.request.state)
  grant.code = codeIn(back)
}

async function check(lane: Lane, grant: Grant, answer: Awaited<ReturnType<typeof redeem>>, base: string) {
  const { status, json, text } = answer
  const title = `${lane.variant.title} ${lane.order.join('')}`
  expect(status, `${title}: ${text}`).to.equal(200)
  expect(json['patient'], title).to.equal(grant.patient)
  expect(await idsOf(base, 'Patient', json['access_token']), title).to.deep.equal([grant.patient])
  grant.token = json['refresh_token']
}

async function step(subject: Subject, lane: Lane, at: number, places: Places, ehr: string): Promise<void> {
  const grant = lane.grants[lane.order[at]!]
  const act = acts[grant.done]
  const turn = (at + lane.order.indexOf(1)) % places.doors.length
  const [url, gateway] = [places.doors[turn]!, places.gateways[(turn + 1) % places.gateways.length]!]
  const base = `${gateway}/api/${lane.variant.realm === 'portal' ? 'patients' : 'sevocity'}/v1/1`
  if (act === 'launch') await launch(subject, lane, grant, ehr)
  if (act === 'redeem') await check(lane, grant, await redeem(url, grant.request!, grant.code!), base)
  if (act === 'refresh') await check(lane, grant, await refresh(url, lane.variant.realm, grant.token), base)
  grant.done += 1
}

export const launchFlows = (subject: Subject): void => {
  describe('two launches of one app in one browser session', function () {
    this.timeout(120_000)

    it('keep each their own patient in every order, over restarts and on two replicas', async () => {
      const door = subject()
      const replica = await door.replica()
      const places = { doors: [door.doorUrl, replica.doorUrl], gateways: [door.gatewayUrl, replica.gatewayUrl] }
      const ehr = await ehrToken(door)
      // A person signs in at one browser at a time: Keycloak takes many at once for an attack on the password.
      const lanes: readonly Lane[] = orders()
        .filter(([first]) => first === 0)
        .flatMap((order) =>
          variants.map((variant) => {
            const [first, second] = variant.patients
            const grants = [
              { patient: first, done: 0 },
              { patient: second, done: 0 },
            ] as const
            return { variant, order, browser: newBrowser(door), grants }
          }),
        )
      expect(lanes).to.have.length(40)
      for (let at = 0; at < 6; at += 1) {
        for (let from = 0; from < lanes.length; from += 2)
          await Promise.all(lanes.slice(from, from + 2).map((lane) => step(subject, lane, at, places, ehr)))
        if (at < 5) await door.restart()
      }
      await replica.stop()
    })

    it('give a code to the first who redeems it, on whichever replica', async () => {
      const door = subject()
      const replica = await door.replica()
      const request = newRequest(door, { scope: 'launch/patient patient/*.rs' })
      const code = codeIn(await authorize(newBrowser(door), request, { name: 'amy' }))
      const answers = await Promise.all(
        [door.doorUrl, replica.doorUrl, door.doorUrl, replica.doorUrl].map((url) => redeem(url, request, code)),
      )
      expect(answers.filter(({ status }) => status === 200).length, 'tokens').to.be.at.most(1)
      expect(answers.filter(({ json }) => json['error'] === 'invalid_grant').length).to.be.at.least(3)
      await replica.stop()
    })
  })
}
