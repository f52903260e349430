/** A token -> whether it is good and what is in it, for confidential clients. oidc-provider leaves JWTs out; Keycloak does not. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { Router, urlencoded, type Request } from 'express'
import jsonwebtoken from 'jsonwebtoken'
import type { ClientMetadata, JWK } from 'oidc-provider'
import { introspectionPath } from './endpoints.ts'

interface Credentials {
  readonly id: string
  readonly secret: string
}

const readBasic = (authorization: string): Credentials => {
  const [id = '', ...secret] = Buffer.from(authorization.slice('Basic '.length), 'base64').toString().split(':')
  return { id, secret: secret.join(':') }
}

const readCredentials = (request: Request): Credentials => {
  const { authorization } = request.headers
  if (authorization?.startsWith('Basic ')) return readBasic(authorization)
  const body = (request.body ?? {}) as Partial<Record<string, unknown>>
  return { id: String(body['client_id']), secret: String(body['client_secret']) }
}

const isConfidential = (clients: readonly ClientMetadata[], { id, secret }: Credentials): boolean =>
  clients.some(
    (client) => client.client_secret !== undefined && client.client_id === id && client.client_secret === secret,
  )

const introspect = (token: unknown, key: KeyObject, issuer: string): object => {
  try {
    const payload = jsonwebtoken.verify(String(token), key, { algorithms: ['RS256'], issuer })
    if (typeof payload === 'string' || payload['typ'] !== 'Bearer') return { active: false }
    return { ...payload, active: true, client_id: payload['azp'], token_type: 'Bearer' }
  } catch {
    return { active: false }
  }
}

/** To be mounted at the realm's path, before the provider. https://www.rfc-editor.org/rfc/rfc7662 */
export const createIntrospection = (issuer: string, clients: readonly ClientMetadata[], publicKey: JWK): Router => {
  const key = createPublicKey({ key: publicKey as JsonWebKey, format: 'jwk' })
  const router = Router()
  router.post(introspectionPath, urlencoded({ extended: false }), (request, response) => {
    response.set('Cache-Control', 'no-store')
    if (!isConfidential(clients, readCredentials(request))) {
      response.status(401).set('WWW-Authenticate', `Basic realm="${issuer}"`).json({ error: 'invalid_client' })
      return
    }
    const { token } = (request.body ?? {}) as Partial<Record<string, unknown>>
    response.json(introspect(token, key, issuer))
  })
  return router
}
