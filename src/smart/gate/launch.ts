/** What the EHR's own client says of a launch -> an opaque value for one authorization request of one app. https://hl7.org/fhir/smart-app-launch/app-launch.html#launch-app-ehr-launch */
import { Ajv, type ErrorObject } from 'ajv'
import type { Request, Response } from 'express'
import { readBearer } from '../../auth/bearer.ts'
import { decodeToken, textClaim } from '../../auth/decode.ts'
import type { Grant } from '../../auth/grant.ts'
import { Problem } from '../../fhir/problem.ts'
import type { FhirContextItem, Launch, LaunchContext } from '../model.ts'
import type { Door, DoorRealm } from './door.ts'
import { randomText } from './interaction.ts'
import { sendJson } from './json.ts'
import { launchScope } from './own-grants.ts'
import { wordsOf } from './parameters.ts'
import { paths } from './path.ts'
import { Refusal } from './refusal.ts'

/** What is posted, as JSON. */
interface Asked {
  /** The app that will be launched. */
  readonly client_id: string
  /** May be left out where the EHR's client has just one. */
  readonly organization?: string
  /** The person at the EHR, by `sub` or `fhirUser`: the launch is then theirs alone. */
  readonly user?: string
  readonly patient?: string
  readonly encounter?: string
  readonly intent?: string
  readonly need_patient_banner?: boolean
  readonly smart_style_url?: string
  readonly fhirContext?: readonly FhirContextItem[]
}

/** Seconds between the EHR's click and the app's request. */
const launchSeconds = 300

const id = { type: 'string', pattern: '^[A-Za-z0-9\\-.]{1,64}$' }
const text = { type: 'string', minLength: 1, maxLength: 255 }

const contextItem = {
  type: 'object',
  properties: {
    reference: { type: 'string', pattern: '^[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64}$' },
    canonical: { ...text, maxLength: 1_000 },
    identifier: { type: 'object' },
    type: text,
    role: text,
  },
  additionalProperties: false,
  minProperties: 1,
}

const schema = {
  type: 'object',
  properties: {
    client_id: text,
    organization: text,
    user: text,
    patient: id,
    encounter: id,
    intent: text,
    need_patient_banner: { type: 'boolean' },
    smart_style_url: { type: 'string', pattern: '^https://[^\\s]{1,1000}$' },
    fhirContext: { type: 'array', items: contextItem, maxItems: 20 },
  },
  required: ['client_id'],
  additionalProperties: false,
}

const validate = new Ajv({ allErrors: true }).compile<Asked>(schema)

const explain = ({ instancePath, message }: ErrorObject): string => `${instancePath.slice(1) || 'the body'} ${message}`

const isJson = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body)

function readAsked(body: unknown): Asked {
  if (!isJson(body)) throw new Refusal('invalid_request', 'the body has to be a JSON object')
  if (validate(body)) return body
  throw new Refusal('invalid_request', (validate.errors ?? []).map(explain).join('; '))
}

/** The EHR's client, by its own token. Rejects with a Problem or a {@link Refusal}. */
async function authorizeClient(door: Door, realm: DoorRealm, request: Request, asked: Asked): Promise<Grant> {
  const { authorization } = request.headers
  const named = asked.organization === undefined ? {} : { organization: asked.organization }
  const grant = await door.authorizer.authorize({ surface: realm.surface, authorization, ...named })
  const claims = decodeToken(readBearer(authorization, realm.surface))?.payload
  if (wordsOf(textClaim(claims, 'scope')).includes(launchScope)) return grant
  throw new Refusal('unauthorized_client', `the token has not the scope ${launchScope}`, 403)
}

/** The same words for what is not there and what is another organization's. */
async function checkContext(door: Door, { organization, groups }: Grant, { patient, encounter }: Asked): Promise<void> {
  const patients = door.patients.within(groups)
  if (patient === undefined && encounter === undefined) return
  if (patient === undefined) throw new Refusal('invalid_request', 'encounter comes with the patient whose it is')
  if ((await patients.find(organization, patient)) === undefined)
    throw new Refusal('invalid_request', 'there is no such patient in the organization')
  if (encounter !== undefined && !(await patients.hasEncounter(organization, patient, encounter)))
    throw new Refusal('invalid_request', 'there is no such encounter of the patient')
}

/** Bytes, as JSON: it travels through the provider with the app's own state. */
const longestContext = 2_000

function checkLength(context: LaunchContext): LaunchContext {
  if (Buffer.byteLength(JSON.stringify(context)) <= longestContext) return context
  throw new Refusal('invalid_request', `the context of the launch has more than ${longestContext} bytes`)
}

export const styleUrl = ({ settings }: Door, realm: DoorRealm): string =>
  `${settings.publicUrl}/realms/${realm.name}${paths.style}`

function contextOf(door: Door, realm: DoorRealm, asked: Asked): LaunchContext {
  const { patient, encounter, intent, fhirContext } = asked
  return {
    needPatientBanner: asked.need_patient_banner ?? true,
    smartStyleUrl: asked.smart_style_url ?? styleUrl(door, realm),
    ...(patient !== undefined && { patient }),
    ...(encounter !== undefined && { encounter }),
    ...(intent !== undefined && { intent }),
    ...(fhirContext !== undefined && { fhirContext }),
  }
}

async function checkApp({ directory }: Door, realm: DoorRealm, client: string): Promise<void> {
  if ((await directory.client(realm.name, client)) === undefined)
    throw new Refusal('invalid_request', 'client_id is not the id of an app of this realm')
}

const asRefusal = (error: unknown): unknown =>
  error instanceof Problem && error.status < 500
    ? new Refusal('unauthorized_client', `${error.message} ${error.details.hint ?? ''}`.trim(), error.status)
    : error

/** Answers 201 with `launch` and `iss`, the two parameters of the app's launch URL. Rejects with a {@link Refusal}. */
export async function launch(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const asked = readAsked(request.body)
  const grant = await authorizeClient(door, realm, request, asked).catch((error: unknown) => {
    throw asRefusal(error)
  })
  await checkApp(door, realm, asked.client_id)
  await checkContext(door, grant, asked)
  const made: Launch = {
    realm: realm.name,
    client: asked.client_id,
    organization: grant.organization,
    context: checkLength(contextOf(door, realm, asked)),
    ...(asked.user !== undefined && { user: asked.user.split('/').slice(-2).join('/') }),
  }
  const value = randomText()
  await door.store.addLaunch(value, made, launchSeconds)
  sendJson(response, 201, { launch: value, iss: realm.baseOf(grant.organization), expires_in: launchSeconds })
}
