/** What is sealed, edited, moved, kept too long or stolen: it opens nothing, or nothing that was not its holder's. */
import { expect } from 'chai'
import { parseCookie } from 'cookie'
import { confidentialClient, confidentialSecret } from '../../../scripts/demo/identity-provider/clients.ts'
import { readKeys } from '../../../src/app/settings/keys.ts'
import { createSeal, type Seal } from '../../../src/smart/seal.ts'
import { openInteraction, sealInteraction, type Interaction } from '../../../src/smart/gate/interaction.ts'
import { sealPassage, type Passage } from '../../../src/smart/gate/state.ts'
import { newRequest, redeem, told, type RealmName, type Subject } from '../../smart/gate/app.ts'
import { asBasic } from '../../smart/gate/clients.ts'
import { authorize, codeIn, newBrowser } from '../../smart/gate/walk.ts'

const scope = 'launch/patient openid patient/Patient.rs'

interface Held {
  readonly id: string
  readonly name: string
  readonly value: string
}

export const envelopeAttacks = (subject: Subject): void => {
  const keys = () => readKeys(subject().settings.frontDoor?.key ?? [])
  const seal = (): Seal => createSeal(keys())

  /** An interaction with its cookie, as a person's own browser has it. */
  async function hold(): Promise<Held> {
    const answer = await fetch(newRequest(subject(), { scope }).url, { redirect: 'manual' })
    const [line = ''] = answer.headers.getSetCookie()
    const [[cookie, value] = ['', '']] = Object.entries(parseCookie(line))
    return { id: cookie.replace(/^.*portico_/, ''), name: cookie, value: value ?? '' }
  }

  const show = (realm: RealmName, id: string, cookie: string): Promise<Response> =>
    fetch(`${subject().doorUrl}/realms/${realm}/gate/ask?i=${id}`, { headers: { cookie }, redirect: 'manual' })

  const expectNothing = async (answer: Response, what?: string): Promise<void> => {
    expect(answer.status, what).to.equal(400)
    expect(answer.headers.get('location'), what).to.equal(null)
    expect(await answer.text(), what).to.include('<html')
  }

  /** Signed in as a page would have it: made with the key, which nobody else has. */
  const amy = {
    realm: 'portal',
    subject: '0d5b7e1a-5f0c-4c53-9b1e-000000000010',
    name: 'Amy Rivera',
    fhirUser: 'Patient/pat-1',
    patients: ['pat-1'],
    organizations: ['1'],
  }

  async function known(): Promise<{ held: Held; interaction: Interaction; cookie: string }> {
    const held = await hold()
    const opened = await openInteraction(seal(), held.value, 'portal', held.id)
    if (opened === undefined) throw new Error('the cookie does not open')
    const interaction = { ...opened, person: amy }
    return { held, interaction, cookie: `${held.name}=${await sealInteraction(seal(), interaction)}` }
  }

  describe("an interaction's cookie", () => {
    it('opens its own page, and is the only thing that does', async () => {
      const { held, cookie } = await known()
      const shown = await show('portal', held.id, cookie)
      expect([shown.status, (await shown.text()).includes('Amy Rivera')]).to.deep.equal([200, true])
      await expectNothing(await show('portal', held.id, ''), 'none')
      await expectNothing(await show('portal', held.id, `${held.name}=`), 'an empty one')
      await expectNothing(await show('portal', held.id, `${held.name}=x.y.z`), 'a made-up one')
    })

    it('that is edited anywhere is none', async () => {
      const { held, cookie } = await known()
      const value = cookie.slice(held.name.length + 1)
      for (const at of [0, 10, 40, 60, Math.floor(value.length / 2), value.length - 3]) {
        const other = value[at] === 'A' ? 'B' : 'A'
        const edited = value.slice(0, at) + other + value.slice(at + 1)
        await expectNothing(await show('portal', held.id, `${held.name}=${edited}`), `at ${at}`)
      }
      await expectNothing(await show('portal', held.id, `${held.name}=${value.slice(0, -8)}`), 'cut')
    })

    it('is none of another interaction, realm, purpose, key or time', async () => {
      const { held, interaction, cookie } = await known()
      const other = await hold()
      const value = cookie.slice(held.name.length + 1)
      await expectNothing(await show('portal', other.id, `${other.name}=${value}`), 'another interaction')
      await expectNothing(await show('sevocity', held.id, cookie), 'another realm')
      const asState = await sealPassage(seal(), { realm: 'portal', client: 'x', redirectUri: 'x' })
      await expectNothing(await show('portal', held.id, `${held.name}=${asState}`), 'another purpose')
      const strange = await sealInteraction(createSeal(Buffer.alloc(32, 1)), interaction)
      await expectNothing(await show('portal', held.id, `${held.name}=${strange}`), 'another key')
      const late = createSeal(keys(), () => Date.now() - 1_801_000)
      const old = await sealInteraction(late, interaction)
      await expectNothing(await show('portal', held.id, `${held.name}=${old}`), 'the past')
    })

    it('in other hands gives no code: the provider does not know who is there', async () => {
      const { held, interaction, cookie } = await known()
      const body = new URLSearchParams({ csrf: interaction.csrf, interaction: held.id, action: 'allow' })
      body.append('scope', 'patient/Patient')
      const url = `${subject().doorUrl}/realms/portal/gate/ask?i=${held.id}`
      const answer = await fetch(url, { method: 'POST', body, headers: { cookie }, redirect: 'manual' })
      expect(answer.status).to.be.oneOf([200, 302, 303])
      expect(answer.headers.get('location') ?? subject().doorUrl).to.match(new RegExp(`^${subject().doorUrl}`))
      expect(await answer.text()).not.to.include('http://localhost/callback?')
    })

    it('without a sign-in shows nothing', async () => {
      const held = await hold()
      await expectNothing(await show('portal', held.id, `${held.name}=${held.value}`))
    })

    it('says nothing of the request to who reads it, and is kept from scripts and other sites', async () => {
      const request = newRequest(subject(), { scope, more: { state: 'a-very-plain-state' } })
      const answer = await fetch(request.url, { redirect: 'manual' })
      const [line = ''] = answer.headers.getSetCookie()
      expect(line).to.match(/HttpOnly/i)
      expect(line).to.match(/SameSite=Lax/i)
      expect(line).to.match(/Path=\/realms\/portal\/gate(;|$)/)
      const parts = line.split(/[=.;]/).map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      expect(parts.join(' ')).not.to.match(/a-very-plain-state|pat-|launch/)
      expect(answer.headers.get('location')).not.to.include('a-very-plain-state')
    })
  })

  describe('a sealed state', () => {
    const passage = (more: Partial<Passage> = {}): Passage => ({
      realm: 'portal',
      client: 'demo-app',
      redirectUri: 'http://localhost/callback',
      state: 'stolen',
      context: {
        realm: 'portal',
        client: 'demo-app',
        subject: amy.subject,
        organizations: ['1'],
        launch: { patient: 'pat-1' },
      },
      ...more,
    })

    /** Past the gate's own checks, straight to the provider, as whoever holds a stolen state would try. */
    const smuggle = async (stolen: string, name: string, asked: Partial<Parameters<typeof newRequest>[1]> = {}) => {
      const door = subject()
      const request = newRequest(door, {
        scope: 'openid launch/patient patient/Patient.rs',
        ...asked,
        more: { state: stolen },
      })
      const url = new URL(request.url.href.replace(door.doorUrl, door.providerUrl))
      return { request, back: await authorize(newBrowser(door), { url }, { name }) }
    }

    it('that is stolen is worth nothing to another person', async () => {
      const { request, back } = await smuggle(await sealPassage(seal(), passage()), 'carla')
      expect(told(back).get('state')).to.equal('stolen')
      const { status, json } = await redeem(subject().doorUrl, request, codeIn(back))
      expect([status, json['error']]).to.deep.equal([400, 'invalid_grant'])
    })

    it('that is stolen is worth nothing to another app at the same address', async () => {
      const { request, back } = await smuggle(await sealPassage(seal(), passage()), 'amy', {
        client: confidentialClient,
      })
      const credentials = asBasic(confidentialClient, confidentialSecret)
      const { status, json } = await redeem(subject().doorUrl, request, codeIn(back), credentials)
      expect([status, json['error']]).to.deep.equal([400, 'invalid_grant'])
    })

    it('of another realm or address ends on a page, and no code goes anywhere', async () => {
      for (const wrong of [
        passage({ realm: 'sevocity' }),
        passage({ redirectUri: 'http://localhost/elsewhere' }),
        passage({ redirectUri: 'https://evil.example/callback' }),
      ]) {
        const result = await smuggle(await sealPassage(seal(), wrong), 'amy').catch((error: unknown) => error as Error)
        expect(result).to.be.instanceOf(Error)
        expect(String(result)).to.match(/status 400/)
      }
    })

    it('that an app sends as its own is only its own', async () => {
      const stolen = await sealPassage(seal(), passage())
      const request = newRequest(subject(), { scope, organization: '3', more: { state: stolen } })
      const back = await authorize(newBrowser(subject()), request, { name: 'carla' })
      expect(told(back).get('state')).to.equal(stolen)
      expect((await redeem(subject().doorUrl, request, codeIn(back))).json['patient']).to.equal('pat-3')
    })

    it('that has ended, is edited, or was sealed for another purpose is only a text', async () => {
      const late = createSeal(keys(), () => Date.now() - 1_801_000)
      const good = await sealPassage(seal(), passage())
      const states = [
        await sealPassage(late, passage()),
        good.slice(0, -6) + 'AAAAAA',
        await seal().seal('interaction', passage(), 600),
      ]
      for (const state of states) {
        const { request, back } = await smuggle(state, 'amy')
        expect(told(back).get('state')).to.equal(state)
        const { json } = await redeem(subject().doorUrl, request, codeIn(back))
        expect(json['error']).to.equal('invalid_grant')
      }
    })
  })
}
