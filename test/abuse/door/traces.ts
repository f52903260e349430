/** What stays behind of a launch, in logs and addresses: nothing of a patient, and nothing that opens anything. */
import { expect } from 'chai'
import { newRequest, redeem, refresh, type Subject } from '../../smart/gate/app.ts'
import { ehrToken, newLaunch, postLaunch } from '../../smart/gate/ehr.ts'
import { authorize, codeIn, newBrowser } from '../../smart/gate/walk.ts'
import type { Event } from '../../../src/app/events.ts'
import { createAuthorizer } from '../../../src/auth/authorizer.ts'
import { openFrontDoor } from '../../../src/app/front-door.ts'
import type { Gateway } from '../../../src/app/gateway.ts'
import { toSurface } from '../../../src/app/settings.ts'
import { loadDemoMapping } from '../../http/places.ts'
import { freePort } from '../../ports.ts'
import { openDatabase } from '../../../src/rows/open.ts'

/** The very names, days, ids and charts of the patients below. */
const ofPatients = /delgado|lucas|sofia|maria|amy|rivera|2015-09-07|20150907|0000900024|pat-\d|enc-\d/i

export const traceAttacks = (subject: Subject): void => {
  describe('what stays behind', () => {
    /** A gate in this process whose events are kept. */
    async function watchedGate(events: Event[]) {
      const { settings } = subject()
      const database = await openDatabase(settings.database)
      const mapping = await loadDemoMapping(settings, database)
      const frontDoor = await openFrontDoor(settings, (event) => void events.push(event))
      if (frontDoor === undefined) throw new Error('there is no front door')
      const surfaces = settings.surfaces.map((each) => {
        const sessions = frontDoor.sessionsOf(each)
        return { ...toSurface(settings, each), ...(sessions !== undefined && { sessions }) }
      })
      const authorizer = createAuthorizer(surfaces, { fetch: frontDoor.fetch })
      const parts = { authorizer, database, mapping: () => mapping, cursorKey: Buffer.alloc(32, 7) }
      const server = frontDoor.createServer(parts as unknown as Gateway)
      const port = await freePort()
      await new Promise<void>((resolve) => server.listen(port, resolve))
      const stop = async (): Promise<void> => {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
        await frontDoor.close()
        await database.close()
      }
      return { url: `http://localhost:${port}`, stop }
    }

    it('in the log is no patient, no person, no code, token, state or launch', async () => {
      const door = subject()
      const events: Event[] = []
      const gate = await watchedGate(events)
      const secrets: string[] = []
      try {
        const at = { ...door, doorUrl: gate.url }
        const ehr = await ehrToken(at)
        const launch = await newLaunch(at, ehr, { patient: 'pat-24', encounter: 'enc-931' })
        await postLaunch(at, ehr, { client_id: 'demo-app', organization: '1', patient: 'pat-2' })
        const scope = 'launch openid patient/*.rs offline_access'
        const request = newRequest(at, { realm: 'sevocity', scope, more: { launch } })
        const code = codeIn(await authorize(newBrowser(door), request, { name: 'drlee' }))
        const { json } = await redeem(gate.url, request, code)
        await redeem(gate.url, request, code)
        await refresh(gate.url, 'sevocity', json['refresh_token'])
        await fetch(`${gate.url}/realms/portal/gate/ask?i=xxxxxxxxxxxx&patient=pat-24&name=delgado`)
        await fetch(`${gate.url}/realms/sevocity/nothing/pat-24/delgado`)
        secrets.push(launch, code, String(json['access_token']), String(json['refresh_token']), request.state, ehr)
      } finally {
        await gate.stop()
      }
      const told = events.filter(({ kind }) => kind === 'door')
      expect(told.length).to.be.at.least(8)
      const text = JSON.stringify(events)
      expect(text).not.to.match(ofPatients)
      for (const secret of secrets) expect(text.includes(secret), secret.slice(0, 10)).to.equal(false)
    })

    it('in addresses is no patient, though staff searched and a mother chose', async () => {
      const urls: string[] = []
      const plain = globalThis.fetch
      globalThis.fetch = ((input: Parameters<typeof fetch>[0], init?: RequestInit) => {
        urls.push(input instanceof Request ? input.url : String(input))
        return plain(input, init)
      }) as typeof fetch
      try {
        const door = subject()
        const staff = newRequest(door, { realm: 'sevocity', scope: 'launch/patient patient/Patient.rs' })
        const search = { name: 'delgado', birthDate: '2015-09-07', chart: '0000900024' }
        urls.push((await authorize(newBrowser(door), staff, { name: 'nurse', search })).href)
        const mother = newRequest(door, { scope: 'launch/patient openid patient/Patient.rs' })
        urls.push((await authorize(newBrowser(door), mother, { name: 'maria', patient: 'pat-25' })).href)
      } finally {
        globalThis.fetch = plain
      }
      expect(urls.length).to.be.at.least(12)
      for (const url of urls) expect(decodeURIComponent(url)).not.to.match(ofPatients)
    })
  })
}
