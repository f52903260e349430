/** A token request -> the provider's answer with the context of its grant, or a refusal: what has no context gets no token. https://hl7.org/fhir/smart-app-launch/app-launch.html#obtain-access-token */
import type { Request, Response } from 'express'
import type { StoredGrant } from '../model.ts'
import type { UpstreamAnswer } from '../upstream/forward.ts'
import { requestClient } from './client-of.ts'
import type { Door, DoorRealm } from './door.ts'
import { sendJson } from './json.ts'
import { grantForClient, grantForPassword, withKnownScopes } from './own-grants.ts'
import { printParameters, readParameters, type Parameters } from './parameters.ts'
import { paths } from './path.ts'
import { Refusal } from './refusal.ts'
import { copyHeaders, onwardHeaders, sendAnswer } from './relay.ts'
import { stillOpen } from './still-open.ts'
import { contextMembers, readIssued, type Issued } from './token-response.ts'

type GrantType = 'authorization_code' | 'refresh_token' | 'client_credentials' | 'password'

function grantTypeOf(door: Door, parameters: Parameters): GrantType {
  const type = parameters.get('grant_type')
  if (type === undefined) throw new Refusal('invalid_request', 'grant_type is missing')
  if (type === 'authorization_code' || type === 'refresh_token' || type === 'client_credentials') return type
  if (type === 'password' && door.settings.passwordGrant) return type
  throw new Refusal(
    'unsupported_grant_type',
    'grant_type has to be authorization_code, refresh_token or client_credentials',
  )
}

/** Each may be used once; where it stands in the request, and in the store. */
const handles = {
  authorization_code: { kind: 'code', name: 'code' },
  refresh_token: { kind: 'refresh', name: 'refresh_token' },
} as const

type Handed = keyof typeof handles

const forwardToken = (
  door: Door,
  realm: DoorRealm,
  request: Request,
  parameters: Parameters,
): Promise<UpstreamAnswer> =>
  door.upstream.forward({
    method: 'POST',
    path: `/realms/${realm.name}${paths.token}`,
    headers: { ...onwardHeaders(request), 'content-type': 'application/x-www-form-urlencoded' },
    body: printParameters(parameters),
  })

/** Undefined for a refusal, which is the provider's to word. Throws for tokens that could not be known again: they are not given out. */
function issuedIn({ status, body }: UpstreamAnswer): Issued | undefined {
  if (status !== 200) return undefined
  const issued = readIssued(body.toString())
  if (issued === undefined) throw new Error('the provider gave a token that is no JWT with an id')
  return issued
}

const noGrant = (): Refusal => new Refusal('invalid_grant', 'the code or token is unknown, was used, or has ended')

async function findGrant(
  { store }: Door,
  realm: DoorRealm,
  type: Handed,
  parameters: Parameters,
): Promise<StoredGrant> {
  const value = parameters.get(handles[type].name)
  if (value === undefined) throw new Refusal('invalid_request', `${handles[type].name} is missing`)
  const grant = await (type === 'refresh_token' ? store.findByRefreshToken(value) : store.findByCode(value))
  if (grant?.context.realm !== realm.name) throw noGrant()
  return grant
}

/** The provider's answer is for the one that the context was made for, or somebody mixed up two sign-ins. */
const isMeant = ({ claims }: Issued, { context }: StoredGrant): boolean =>
  claims['azp'] === context.client && claims.sub === context.subject

const day = 86_400

/** What the store is told of new tokens. */
export const tokensOf = ({ settings }: Door, issued: Issued) => ({
  jti: issued.claims.jti,
  accessSeconds: issued.accessSeconds,
  ...(issued.refreshToken !== undefined && {
    refreshToken: issued.refreshToken,
    refreshSeconds: issued.refreshSeconds ?? settings.lifetimes.refreshTokenDays * day,
  }),
})

/** Before the app has the tokens, the store knows what they are worth. */
async function issue(
  door: Door,
  grant: StoredGrant,
  type: Handed,
  parameters: Parameters,
  issued: Issued,
): Promise<void> {
  const from = { kind: handles[type].kind, value: parameters.get(handles[type].name) ?? '' }
  const isStored = isMeant(issued, grant) && (await door.store.issue(from, grant.id, tokensOf(door, issued)))
  if (isStored) return
  // The provider's tokens are never given out, and without a row in the store they would open nothing.
  await door.store.endGrant(grant.id)
  throw noGrant()
}

/** The scope of the access token: where a refresh asked for less, the response of Keycloak still names the whole grant. */
const scopeOf = ({ body, claims }: Issued): string => String(claims['scope'] ?? body['scope'] ?? '')

async function exchange(
  door: Door,
  realm: DoorRealm,
  type: Handed,
  parameters: Parameters,
  [request, response]: readonly [Request, Response],
): Promise<void> {
  const grant = await findGrant(door, realm, type, parameters)
  if (type === 'refresh_token' && !(await stillOpen(door, realm, grant.context))) {
    await door.store.endGrant(grant.id)
    throw noGrant()
  }
  const answer = await forwardToken(door, realm, request, parameters)
  const issued = issuedIn(answer)
  if (issued === undefined) return sendAnswer(response, answer)
  await issue(door, grant, type, parameters, issued)
  const scope = scopeOf(issued)
  copyHeaders(response, answer.headers)
  const members = contextMembers(grant.context.launch, scope, door.settings.smartVersion)
  sendJson(response, 200, { ...issued.body, scope, ...members })
}

/** A client for itself, or for a person whose password it has: the grant begins with the tokens. */
async function begin(
  door: Door,
  realm: DoorRealm,
  type: 'client_credentials' | 'password',
  parameters: Parameters,
  [request, response]: readonly [Request, Response],
): Promise<void> {
  const asked = await withKnownScopes(door, realm, type, parameters, requestClient(request, parameters))
  const answer = await forwardToken(door, realm, request, asked)
  const issued = issuedIn(answer)
  if (issued === undefined) return sendAnswer(response, answer)
  const make = type === 'password' ? grantForPassword : grantForClient
  const context = await make(door, realm, issued, parameters)
  await door.store.addGrant(context, tokensOf(door, issued))
  copyHeaders(response, answer.headers)
  const members = contextMembers(context.launch, scopeOf(issued), door.settings.smartVersion)
  sendJson(response, 200, { ...issued.body, scope: scopeOf(issued), ...members })
}

const isForm = (request: Request): boolean => request.is('application/x-www-form-urlencoded') !== false

/** Rejects with a {@link Refusal}. */
export async function token(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const parameters = isForm(request) ? readParameters(String(request.body ?? '')) : undefined
  if (parameters === undefined)
    throw new Refusal('invalid_request', 'the request has to be a form with each parameter once')
  const client = requestClient(request, parameters)
  if (client === 'account-console' || client === door.settings.client.id)
    return sendAnswer(response, await forwardToken(door, realm, request, parameters))
  const type = grantTypeOf(door, parameters)
  if (type === 'client_credentials' || type === 'password')
    return begin(door, realm, type, parameters, [request, response])
  return exchange(door, realm, type, parameters, [request, response])
}
