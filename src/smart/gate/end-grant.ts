/** A grant that has to end -> nothing in the store, and no tokens at the provider. https://www.rfc-editor.org/rfc/rfc7009 */
import type { Client, StoredGrant } from '../model.ts'
import type { UpstreamAnswer } from '../upstream/forward.ts'
import type { TokenRequest } from './ask-tokens.ts'
import { requestClient } from './client-of.ts'
import { printParameters, type Parameters } from './parameters.ts'
import { paths } from './path.ts'
import { onwardHeaders } from './relay.ts'

const credentials = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'] as const

const credentialsIn = (parameters: Parameters): Parameters =>
  new Map(
    credentials.flatMap((name) => {
      const value = parameters.get(name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )

/** A public client proves nothing, whoever speaks for it. Undefined where the request does not say that it comes from this client. */
function speakAs({ request, parameters }: TokenRequest, { id, isPublic }: Client) {
  const { authorization, cookie: _, ...headers } = onwardHeaders(request)
  if (isPublic) return { headers, form: new Map([['client_id', id]]) }
  if (requestClient(request, parameters) !== id) return undefined
  const proof = authorization === undefined ? {} : { authorization }
  return { headers: { ...headers, ...proof }, form: credentialsIn(parameters) }
}

/** Asks the provider something with the credentials of a token request, as the client that it comes from. Undefined where it proves nothing. */
export async function askAsClient(
  asking: TokenRequest,
  client: string,
  path: string,
  more: Readonly<Record<string, string>>,
): Promise<UpstreamAnswer | undefined> {
  const { door, realm } = asking
  const known = await door.directory.client(realm.name, client)
  const speaking = known && speakAs(asking, known)
  if (speaking === undefined) return undefined
  return door.upstream.forward({
    method: 'POST',
    path: `/realms/${realm.name}${path}`,
    headers: { ...speaking.headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: printParameters(new Map([...speaking.form, ...Object.entries(more)])),
  })
}

/** Whether the provider took it. That it does not answer keeps nobody from ending the grant here. */
async function revokeAtProvider(asking: TokenRequest, client: string, token: string): Promise<boolean> {
  try {
    const form = { token, token_type_hint: 'refresh_token' }
    const answer = await askAsClient(asking, client, paths.revocation, form)
    return answer?.status === 200
  } catch {
    return false
  }
}

/**
 * At once: first here, where every token of it is asked for, then at the provider by one of its refresh tokens, spent or not. Whether the
 * provider has ended it too.
 */
export async function endGrant(
  asking: TokenRequest,
  { id, context }: StoredGrant,
  refreshToken: string | undefined,
): Promise<boolean> {
  await asking.door.store.endGrant(id)
  return refreshToken !== undefined && revokeAtProvider(asking, context.client, refreshToken)
}
