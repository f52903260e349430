/** A code or a refresh token -> the provider's tokens with the context of its grant. Each is used once, by one at a time, in whichever process. https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoredGrant } from '../model.ts'
import { sealSeconds } from '../store/place.ts'
import type { Kept } from '../store/model.ts'
import type { UpstreamAnswer } from '../upstream/forward.ts'
import { forwardToken, issuedIn, scopeOf, tokensOf, type TokenAnswer, type TokenRequest } from './ask-tokens.ts'
import { namesClient } from './client-of.ts'
import { endGrant } from './end-grant.ts'
import { keptAnswer, keptToken, noGrant, settleSpent } from './replay.ts'
import { Refusal } from './refusal.ts'
import { stillOpen } from './still-open.ts'
import { contextMembers, type Issued } from './token-response.ts'

/** Undefined for one that is unknown, was used, has ended or is another realm's. */
async function findGrant({ door, realm, handed }: TokenRequest): Promise<StoredGrant | undefined> {
  const { store } = door
  const grant = await (handed.kind === 'refresh'
    ? store.findByRefreshToken(handed.value)
    : store.findByCode(handed.value))
  return grant?.context.realm === realm.name ? grant : undefined
}

/** The provider's answer is for the one that the context was made for, or somebody mixed up two sign-ins. */
const isMeant = ({ claims }: Issued, { context }: StoredGrant): boolean =>
  claims['azp'] === context.client && claims.sub === context.subject

/** Milliseconds between two looks at what another process is doing. */
const pause = 50

/**
 * False once somebody else has used it up. Two tabs of an app may refresh at the same time: the provider would take the second for a
 * thief, so it waits for the first. A code in two hands is one that was stolen.
 */
async function takeTurn(asking: TokenRequest): Promise<boolean> {
  const { door, handed } = asking
  const { timeoutMs } = door.settings
  // Twice: the one whose turn it is waits that long for the provider, and then writes.
  const seconds = Math.ceil((2 * timeoutMs) / 1000)
  const until = Date.now() + timeoutMs
  while (!(await door.store.claim(handed, seconds))) {
    if (handed.kind === 'code' || (await findGrant(asking)) === undefined) return false
    if (Date.now() > until) throw new Refusal('temporarily_unavailable', 'the token is being used; try again', 503)
    await sleep(pause)
  }
  return true
}

/** SMART has no `client_id` in the refresh of a public app: it is that of the grant. https://hl7.org/fhir/smart-app-launch/app-launch.html#refresh-access-token */
async function withClient({ door, realm, request, parameters, handed }: TokenRequest, { context }: StoredGrant) {
  if (handed.kind === 'code' || namesClient(request, parameters)) return parameters
  const client = await door.directory.client(realm.name, context.client)
  return client?.isPublic === true ? new Map([...parameters, ['client_id', client.id]]) : parameters
}

/** Before the app has the tokens, the store knows what they are worth. */
async function issue(asking: TokenRequest, grant: StoredGrant, issued: Issued, keep: Kept): Promise<void> {
  const { door, handed } = asking
  const isStored = isMeant(issued, grant) && (await door.store.issue(handed, grant.id, tokensOf(door, issued), keep))
  if (isStored) return
  // The provider's tokens are never given out, and without a row in the store they would open nothing.
  await endGrant(asking, grant, issued.refreshToken)
  throw noGrant()
}

function toAnswer(
  { door }: TokenRequest,
  grant: StoredGrant,
  { headers }: UpstreamAnswer,
  issued: Issued,
): TokenAnswer {
  const scope = scopeOf(issued)
  const members = contextMembers(grant.context.launch, scope, door.settings.smartVersion)
  return { status: 200, headers, json: { ...issued.body, scope, ...members } }
}

const graceSeconds = 10

/** Of a code the first refresh token, by which the grant can be ended at the provider; of a refresh token the answer itself. */
const keepOf = ({ handed, parameters }: TokenRequest, answer: TokenAnswer, issued: Issued): Kept =>
  handed.kind === 'code'
    ? { value: keptToken(issued.refreshToken), seconds: sealSeconds }
    : { value: keptAnswer(parameters, answer), seconds: graceSeconds }

/** The provider's own words where it refuses. */
async function ask(asking: TokenRequest, grant: StoredGrant): Promise<TokenAnswer | UpstreamAnswer> {
  const { door, realm, request, handed } = asking
  const release = (): Promise<void> => door.store.release(handed)
  const parameters = await withClient(asking, grant)
  const answered = async (): Promise<readonly [UpstreamAnswer, Issued | undefined]> => {
    const answer = await forwardToken(door, realm, request, parameters)
    return [answer, issuedIn(answer)]
  }
  const [answer, issued] = await answered().catch(async (error: unknown) => {
    await release()
    throw error
  })
  if (issued === undefined) {
    await release()
    return answer
  }
  const told = toAnswer(asking, grant, answer, issued)
  await issue(asking, grant, issued, keepOf(asking, told, issued))
  return told
}

/** Rejects with a {@link Refusal}. */
export async function exchange(asking: TokenRequest): Promise<TokenAnswer | UpstreamAnswer> {
  const { door, realm, handed } = asking
  const grant = await findGrant(asking)
  if (grant === undefined) return settleSpent(asking)
  if (handed.kind === 'refresh' && !(await stillOpen(door, realm, grant.context))) {
    await door.store.endGrant(grant.id)
    throw noGrant()
  }
  return (await takeTurn(asking)) ? ask(asking, grant) : settleSpent(asking)
}
