/** A code or refresh token that was used before -> the answer that it had, for a moment; then the end of its grant, for whoever used it first may be the thief. https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2, https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 */
import type { StoredGrant } from '../model.ts'
import type { Spent } from '../store/model.ts'
import type { UpstreamAnswer } from '../upstream/forward.ts'
import { expectWell, forwardToken, type TokenAnswer, type TokenRequest } from './ask-tokens.ts'
import { namesClient, requestClient } from './client-of.ts'
import { askAsClient, endGrant } from './end-grant.ts'
import type { Parameters } from './parameters.ts'
import { paths } from './path.ts'
import { Refusal } from './refusal.ts'

export const noGrant = (): Refusal =>
  new Refusal('invalid_grant', 'the code or token is unknown, was used, or has ended')

/** A refresh token's answer, kept for a moment. */
interface KeptAnswer extends Pick<TokenAnswer, 'headers' | 'json'> {
  readonly scope: string
}

/** Of a code, as long as its grant lives. */
interface KeptToken {
  readonly refreshToken?: string
}

const scopeIn = (parameters: Parameters): string => parameters.get('scope') ?? ''

/** Without cookies, which are of one browser. */
export function keptAnswer(parameters: Parameters, { headers, json }: TokenAnswer): KeptAnswer {
  const kept = Object.entries(headers).filter(([name]) => /^(?:access-control-.*|vary)$/.test(name))
  return { scope: scopeIn(parameters), headers: Object.fromEntries(kept), json }
}

export const keptToken = (refreshToken: string | undefined): KeptToken =>
  refreshToken === undefined ? {} : { refreshToken }

/** Of its word for who asks. From a provider that is unwell nobody learns anything: the app comes again, and its grant is left alone. */
function isProof(answer: UpstreamAnswer): boolean {
  expectWell(paths.introspection, answer)
  if (answer.status !== 429) return answer.status === 200
  throw new Refusal('temporarily_unavailable', 'the authorization server is asked too much; try again', 503)
}

/** That it comes from the client of the grant, by the provider's word where the client has something to prove it with. */
async function isSameClient(asking: TokenRequest, { context }: StoredGrant, token: string): Promise<boolean> {
  const { door, realm, request, parameters } = asking
  if (namesClient(request, parameters) && requestClient(request, parameters) !== context.client) return false
  const client = await door.directory.client(realm.name, context.client)
  if (client?.isPublic === true) return true
  const answer = await askAsClient(asking, context.client, paths.introspection, { token })
  return answer !== undefined && isProof(answer)
}

/** Whether the app may have lost the answer, or has two tabs with the same token: nobody went on from there. */
async function isInGrace(asking: TokenRequest, grant: StoredGrant, { json }: KeptAnswer): Promise<boolean> {
  const { access_token: access, refresh_token: next } = json
  const isLast = typeof next !== 'string' || (await asking.door.store.findByRefreshToken(next))?.id === grant.id
  return isLast && isSameClient(asking, grant, String(access))
}

/** The provider ends what it knows of a code that it sees a second time. */
async function showAgain({ door, realm, request, parameters }: TokenRequest): Promise<boolean> {
  try {
    return (await forwardToken(door, realm, request, parameters)).status === 400
  } catch {
    return false
  }
}

async function end(asking: TokenRequest, grant: StoredGrant, spent: Spent | undefined): Promise<void> {
  const { handed, response } = asking
  const token = handed.kind === 'refresh' ? handed.value : (spent?.kept as KeptToken | undefined)?.refreshToken
  const isRevoked = await endGrant(asking, grant, token)
  // Where it is being redeemed just now, the one who does finds the grant gone, and ends what the provider gave.
  const isShown = handed.kind === 'code' && spent !== undefined && token === undefined && (await showAgain(asking))
  response.locals['replay'] = { of: handed.kind, client: grant.context.client, endedAtProvider: isRevoked || isShown }
}

/** A code that somebody else is redeeming just now. */
const inOtherHands = async ({ door, handed }: TokenRequest): Promise<StoredGrant | undefined> =>
  handed.kind === 'code' ? door.store.findByCode(handed.value) : undefined

/** Rejects with `invalid_grant` for what is unknown, and for a replay, once it has ended the grant. */
export async function settleSpent(asking: TokenRequest): Promise<TokenAnswer> {
  const { door, realm, handed, parameters } = asking
  const spent = await door.store.findSpent(handed)
  const grant = spent?.grant ?? (await inOtherHands(asking))
  if (grant?.context.realm !== realm.name) throw noGrant()
  const kept = handed.kind === 'refresh' ? (spent?.kept as KeptAnswer | undefined) : undefined
  if (kept === undefined || !(await isInGrace(asking, grant, kept))) {
    await end(asking, grant, spent)
    throw noGrant()
  }
  if (kept.scope !== scopeIn(parameters)) throw noGrant()
  return { status: 200, headers: kept.headers, json: kept.json }
}
