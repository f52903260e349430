/** What was left out of a consent, in its cookie: of one person, one app and this gate. */
import { expect } from 'chai'
import type { Request, Response } from 'express'
import { newInteraction } from '../../../src/smart/gate/interaction.ts'
import { findLeftOut, saveLeftOut } from '../../../src/smart/gate/left-out.ts'
import type { Known } from '../../../src/smart/gate/steps.ts'
import { choicesOf } from '../../../src/smart/scopes/choices.ts'
import { offer, registered } from '../scopes/sample.ts'
import { person, startFakeDoor, type FakeDoor } from './fake-door.ts'

const choices = choicesOf(['patient/Patient.rs', 'patient/Encounter.rs', 'offline_access'], registered, offer)
const request = { client: 'app', redirectUri: 'https://app.example/cb', scopes: [], onward: {}, isSilent: false }

describe('what was left out of a consent', () => {
  let fake: FakeDoor
  before(async () => {
    fake = await startFakeDoor()
  })
  after(() => fake.stop())

  const knownFor = (subject = 'sub-1', client = 'app', realm = 'portal'): Known => ({
    ...newInteraction(realm, { ...request, client }),
    person: { ...person, subject },
  })

  /** The header that the browser keeps. */
  const save = async (...ticked: readonly string[]): Promise<string> => {
    const headers: string[] = []
    const response = { append: (_: string, value: string) => headers.push(value) } as unknown as Response
    await saveLeftOut(fake.door, knownFor(), choices, new Set(ticked), response)
    return headers.join()
  }
  const find = async (cookie: string, known = knownFor()): Promise<readonly string[]> => [
    ...(await findLeftOut(fake.door, known, { headers: { cookie: cookie.split(';')[0] } } as Request)),
  ]

  it('comes back to the person who left it out, for the app that they left it out for', async () => {
    const cookie = await save('patient/Patient')
    expect(cookie).to.match(/Path=\/realms\/portal\/gate; HttpOnly; SameSite=Lax/)
    expect(cookie).not.to.match(/sub-1|Encounter/)
    expect(await find(cookie)).to.deep.equal(['patient/Encounter', 'offline_access'])
    expect(await find(cookie, knownFor('sub-2')), 'another person').to.deep.equal([])
    expect(await find(cookie, knownFor('sub-1', 'other')), 'another app').to.deep.equal([])
    const other = cookie.replace(/=[^;]*/, '=eyJhbGciOiJkaXIifQ.x.y')
    expect(await find(other), 'made elsewhere').to.deep.equal([])
    expect(await find(''), 'none').to.deep.equal([])
  })

  it('is passed over where it was edited, or comes under the name of another app, in another realm, or of another seal', async () => {
    const cookie = await save('patient/Patient')
    const value = /=([^;]*)/.exec(cookie)![1]!
    const known = knownFor('sub-1', 'other')
    const theirs: string[] = []
    const response = { append: (_: string, header: string) => theirs.push(header) } as unknown as Response
    await saveLeftOut(fake.door, known, choices, new Set(), response)
    const renamed = theirs[0]!.replace(/=[^;]*/, `=${value}`)
    expect(await find(theirs[0]!, known), 'its own').to.have.length(3)
    expect(await find(renamed, known), 'of another app').to.deep.equal([])
    expect(await find(cookie, knownFor('sub-1', 'app', 'sevocity')), 'of another realm').to.deep.equal([])
    for (const at of [0, Math.floor(value.length / 2), value.length - 3]) {
      const letter = value[at] === 'A' ? 'B' : 'A'
      const edited = cookie.replace(value, value.slice(0, at) + letter + value.slice(at + 1))
      expect(await find(edited), `edited at ${at}`).to.deep.equal([])
    }
    for (const content of [{ p: 'x' }, { p: 'AAAA' }, 'p', { q: 1 }])
      expect(
        await find(cookie.replace(value, await fake.door.seal.seal('left-out', content as object, 60))),
      ).to.deep.equal([])
    const foreign = await fake.door.seal.seal('interaction', { p: 'x' }, 60)
    expect(await find(cookie.replace(value, foreign)), 'of another purpose').to.deep.equal([])
  })

  it('is forgotten once nothing is left out', async () => {
    expect(await save('patient/Patient', 'patient/Encounter', 'offline_access')).to.match(/=; Max-Age=0/)
  })
})
