/** The steps of the certification -> mocha suites over a running deployment. */
import { expect } from 'chai'
import { groupsOf, isNamed } from '../../src/cli/certify/groups/all.ts'
import type { Edition, Outcome, Session, SmartVersion, Step, Target } from '../../src/cli/certify/model.ts'
import { unservedWords } from '../../src/cli/certify/scopes/received.ts'
import { compartmentTypes, unrestrictedTypes } from '../../src/cli/certify/scopes/words.ts'
import { noChromium } from '../../src/cli/certify/operators/chromium.ts'
import { createSession } from '../../src/cli/certify/session.ts'
import type { Settings } from '../../src/app/settings.ts'

interface Rehearsal {
  readonly title: string
  readonly version: SmartVersion
  /** Which groups: `1`, `9`, `9.15`. */
  readonly groups: readonly string[]
  open(): Promise<Target>
}

const limitedTypes = ['Patient', 'Condition', 'Observation']

/** What a step may leave out here: there is no TLS on this machine, and only a public client runs in a browser. */
const omissions = ['plain http on this machine: there is no TLS to look at', 'the client is not public']

/** Types that are not served can neither be granted nor searched: that, and exactly that, may be wrong. */
const expectUnserved = async (
  session: Session,
  { why, unserved }: Extract<Outcome, { kind: 'fail' }>,
): Promise<void> => {
  expect(why).to.equal(unservedWords(unserved))
  const served = await session.served(session.target.base)
  expect(unserved.filter((type) => served.has(type))).to.deep.equal([])
}

/** Gives what the title is to say besides. */
const expectPassed = async (session: Session, outcome: Outcome): Promise<string> => {
  if (outcome.kind === 'pass') return ''
  if (outcome.kind === 'fail' && outcome.unserved.length > 0) {
    await expectUnserved(session, outcome)
    return ` (but for ${outcome.unserved.join(', ')}, not served here)`
  }
  if (outcome.kind !== 'omit') throw new Error(`${outcome.kind}: ${outcome.why}`)
  expect(omissions).to.include(outcome.why)
  return ` (omitted: ${outcome.why})`
}

const missingTypes = async (session: Session): Promise<readonly string[]> => {
  const served = await session.served(session.target.base)
  const wanted = [...compartmentTypes, ...unrestrictedTypes.patient, ...unrestrictedTypes.patientOrUser]
  return [...new Set(wanted)].filter((type) => !served.has(type)).toSorted()
}

const defineStep = (step: Step, sessionOf: () => Session, unserved: Set<string>): void => {
  it(`${step.id} ${step.title}`, async function () {
    const outcome = await step.run(sessionOf())
    this.test!.title += await expectPassed(sessionOf(), outcome)
    if (outcome.kind === 'fail') for (const type of outcome.unserved) unserved.add(type)
  })
}

/** Each step is a test of Inferno's own id, and they stand on each other, in this order. */
const rehearse = ({ title, version, groups, open }: Rehearsal): void => {
  const edition: Edition = { version, limitedTypes }
  describe(title, function () {
    this.timeout(60_000)
    const unserved = new Set<string>()
    let session: Session | undefined
    const sessionOf = (): Session => session!

    before(async () => {
      session = createSession(await open())
    })
    after(() => session?.target.operator.close())

    for (const group of groupsOf(edition).filter((one) => isNamed(one, groups)))
      describe(`${group.id} ${group.title}`, () => {
        for (const step of group.steps) defineStep(step, sessionOf, unserved)
      })

    if (groups.includes('1'))
      // In a suite of its own: mocha runs the tests of a suite before the suites in it.
      describe('all in all', () => {
        it('names every type that the CapabilityStatement lacks, and no other', async () => {
          expect([...unserved].toSorted()).to.deep.equal(await missingTypes(sessionOf()))
        })
      })
  })
}

/** The demo's settings, for a front door that speaks that version. */
export const withVersion = (settings: Settings, smartVersion: SmartVersion): Settings => ({
  ...settings,
  ...(settings.frontDoor && { frontDoor: { ...settings.frontDoor, smartVersion } }),
})

export interface Deployment {
  /** By plain HTTP, or in a real browser. */
  target(inBrowser: boolean): Promise<Target>
  stop(): Promise<void>
}

/** What a person sees differs only in these. */
const launches = ['1', '2', '3', '9.15', '9.26']

/** Everything by plain HTTP, and the launches once more in a real browser where there is one. `start` is called once. */
export const rehearseDeployment = (version: SmartVersion, start: () => Promise<Deployment>): void => {
  describe(`SMART ${version}`, function () {
    this.timeout(120_000)
    let deployment: Deployment | undefined
    before(async () => {
      deployment = await start()
    })
    after(() => deployment?.stop())

    const open = (inBrowser: boolean) => () => deployment!.target(inBrowser)
    rehearse({ version, title: 'by plain HTTP', groups: ['1', '2', '3', '9'], open: open(false) })
    const reason = noChromium()
    if (reason !== undefined) it.skip(`in a real browser: ${reason}`)
    else rehearse({ version, title: 'in a real browser', groups: launches, open: open(true) })
  })
}
