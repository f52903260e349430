/** The demo's clinic: what its EHR asks when it opens an app, and what a patient does on the account page. */
import type { JWK } from 'jose'
import { createBrowser, type Page, type Step } from '../../demo/identity-provider/browser.ts'
import { backendClient, ehrClient, ehrSecret } from '../../demo/identity-provider/clients.ts'
import { describe, textOf } from '../../../src/cli/certify/answers.ts'
import { authenticate } from '../../../src/cli/certify/app-client.ts'
import type { Answer, AppClient, Json } from '../../../src/cli/certify/model.ts'
import type { Account, Clinic } from '../../../src/cli/certify/operators/persons.ts'
import { ask } from '../../../src/cli/certify/session.ts'

export interface DemoPlace {
  /** The gateway: `http://localhost:3000`. */
  readonly gatewayUrl: string
  /** The front door: `http://localhost:8080`. */
  readonly doorUrl: string
  readonly organization: string
  /** The patient that the EHR has open: a logical id. */
  readonly patient: string
  /** The demo backend's private keys, RS384 and ES384. */
  readonly keys: readonly JWK[]
}

const textIn = (answer: Answer, member: string): string => {
  const value = textOf(answer.json, member)
  if (answer.status >= 300 || value === undefined) throw new Error(describe(answer))
  return value
}

const issuerOf = ({ doorUrl }: DemoPlace, realm: string): string => `${doorUrl}/realms/${realm}`

export const ehrBaseOf = ({ gatewayUrl, organization }: DemoPlace): string =>
  `${gatewayUrl}/api/sevocity/v1/${organization}`

/** A token of the client's own. */
const ownToken = async (place: DemoPlace, client: AppClient, scope: string): Promise<string> => {
  const url = `${issuerOf(place, 'sevocity')}/protocol/openid-connect/token`
  const { form, headers } = await authenticate(client, { grant_type: 'client_credentials', scope }, url)
  return textIn(await ask(url, { form, headers }), 'access_token')
}

/** An encounter of the patient, as the EHR would have one open. */
const findEncounter = async (place: DemoPlace): Promise<string> => {
  const backend: AppClient = { kind: 'asymmetric', id: backendClient, keys: place.keys, algorithm: 'RS384' }
  const token = await ownToken(place, backend, 'system/Encounter.rs')
  const answer = await ask(`${ehrBaseOf(place)}/Encounter?patient=${place.patient}&_count=1`, {
    headers: { authorization: `Bearer ${token}` },
    name: `${ehrBaseOf(place)}/Encounter?patient`,
  })
  const [entry] = (answer.json?.['entry'] ?? []) as readonly { readonly resource: Json }[]
  const id = textOf(entry?.resource, 'id')
  if (id === undefined) throw new Error(`the demo's patient has no encounter: ${describe(answer)}`)
  return id
}

const launchFromEhr = async (place: DemoPlace, client: string): ReturnType<Clinic['launchFromEhr']> => {
  const ehr: AppClient = { kind: 'confidential', id: ehrClient, secret: ehrSecret }
  const token = await ownToken(place, ehr, 'portico/launch')
  const body = {
    client_id: client,
    organization: place.organization,
    patient: place.patient,
    encounter: await findEncounter(place),
    need_patient_banner: true,
  }
  const answer = await ask(`${issuerOf(place, 'sevocity')}/launch`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    json: body,
  })
  return { iss: textIn(answer, 'iss'), launch: textIn(answer, 'launch') }
}

const pageOf = (step: Step): Page => {
  if ('page' in step) return step.page
  throw new Error('the account page leads elsewhere')
}

/** Signs in to the account page of the demo provider and presses the app's "Remove access". */
export const removeAccess = async (place: DemoPlace, { name, password }: Account, client: string): Promise<void> => {
  const browser = createBrowser(() => false)
  let step = await browser.open(new URL(`${issuerOf(place, 'portal')}/account/`))
  const login = pageOf(step)
    .html.querySelectorAll('form')
    .find((one) => one.querySelector('input[type="password"]') !== null)
  if (login !== undefined) step = await browser.submit(pageOf(step), login, { username: name, password })
  const form = pageOf(step)
    .html.querySelectorAll('form')
    .find((one) => one.querySelector(`input[name="client"][value="${client}"]`) !== null)
  if (form === undefined) throw new Error(`the account page has no access of ${client} to remove`)
  await browser.submit(pageOf(step), form)
}

/** `revoke` takes access away where the provider is not the demo's own. */
export const demoClinic = (place: DemoPlace, patient: Account, revoke?: Clinic['revoke']): Clinic => ({
  launchFromEhr: ({ client }) => launchFromEhr(place, client),
  revoke: revoke ?? (({ client }) => removeAccess(place, patient, client)),
})
