/** A client and the form of a token request -> the same with what the client proves itself by, as Inferno does. */
import { randomBytes } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import type { AppClient } from './model.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface Authenticated {
  readonly headers: Readonly<Record<string, string>>
  readonly form: URLSearchParams
}

const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

type AsymmetricClient = Extract<AppClient, { kind: 'asymmetric' }>

/** Good for five minutes, with no `iat`. https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html */
export const assertionOf = async (client: AsymmetricClient, audience: string, now = Date.now()): Promise<string> => {
  const jwk = client.keys.find(({ alg }) => alg === client.algorithm)
  if (jwk === undefined) throw new Error(`the client ${client.id} has no key for ${client.algorithm}`)
  return new SignJWT({ jti: randomBytes(32).toString('hex') })
    .setProtectedHeader({ alg: client.algorithm, typ: 'JWT', ...(jwk.kid !== undefined && { kid: jwk.kid }) })
    .setIssuer(client.id)
    .setSubject(client.id)
    .setAudience(audience)
    .setExpirationTime(Math.floor(now / 1000) + 300)
    .sign(await importJWK(jwk, client.algorithm))
}

/** SMART's table of a refresh has no `client_id`, and a public app sends nothing else. https://hl7.org/fhir/smart-app-launch/app-launch.html#refresh-access-token */
const namesItself = (parameters: Readonly<Record<string, string>>): boolean =>
  parameters['grant_type'] !== 'refresh_token'

/** `tokenUrl` is the audience of an assertion. `id` is another client's, where a check wants it wrong. */
export const authenticate = async (
  client: AppClient,
  parameters: Readonly<Record<string, string>>,
  tokenUrl: string,
  id = client.id,
): Promise<Authenticated> => {
  const form = new URLSearchParams(parameters)
  if (client.kind === 'confidential') return { form, headers: { authorization: basic(id, client.secret) } }
  if (client.kind === 'public') {
    if (namesItself(parameters)) form.set('client_id', id)
    return { form, headers: {} }
  }
  form.set('client_assertion_type', assertionType)
  form.set('client_assertion', await assertionOf({ ...client, id }, tokenUrl))
  return { form, headers: {} }
}
