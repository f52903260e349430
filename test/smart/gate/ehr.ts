/** What an EHR does: it gets a token of its own, and makes launches with it. */
import { publicClient } from '../../../scripts/demo/identity-provider/clients.ts'
import { askTokens, toAnswer, type Answer, type Door, type Json, type RealmName } from './app.ts'
import { asBasic, ehr } from './clients.ts'

export const launchScope = 'portico/launch'

export async function ehrToken(
  door: Pick<Door, 'doorUrl'>,
  { id, secret }: { readonly id: string; readonly secret: string } = ehr,
  realm: RealmName = 'sevocity',
): Promise<string> {
  const form = { grant_type: 'client_credentials', scope: launchScope }
  const { status, json, text } = await askTokens(door.doorUrl, realm, form, asBasic(id, secret))
  if (status !== 200) throw new Error(`the EHR got no token: ${status} ${text}`)
  return String(json['access_token'])
}

export const postLaunch = async (
  door: Pick<Door, 'doorUrl'>,
  token: unknown,
  body: Json | string,
  realm: RealmName = 'sevocity',
): Promise<Answer> =>
  toAnswer(
    await fetch(`${door.doorUrl}/realms/${realm}/launch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${String(token)}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )

/** The opaque value for the app. */
export async function newLaunch(door: Pick<Door, 'doorUrl'>, token: unknown, body: Json): Promise<string> {
  const { status, json, text } = await postLaunch(door, token, { client_id: publicClient, organization: '1', ...body })
  if (status !== 201) throw new Error(`no launch was made: ${status} ${text}`)
  return String(json['launch'])
}
