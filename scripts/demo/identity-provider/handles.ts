/** A JWT at an endpoint that takes tokens -> the `jti` by which oidc-provider finds it: it looks for opaque tokens alone. */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import { Router, text, type Request, type RequestHandler } from 'express'
import jsonwebtoken from 'jsonwebtoken'
import { paths } from './endpoints.ts'
import type { Place } from './place.ts'

export type ToHandle = (token: string) => string | undefined

/** Undefined for anything but an access token of this realm that has not expired. */
export const createToHandle = (place: Place): ToHandle => {
  const key = createPublicKey({ key: place.key.publicKey as JsonWebKey, format: 'jwk' })
  return (token) => {
    try {
      const payload = jsonwebtoken.verify(token, key, { algorithms: ['RS256'], issuer: place.issuer })
      return typeof payload === 'string' || payload['typ'] !== 'Bearer' ? undefined : payload.jti
    } catch {
      return undefined
    }
  }
}

const nothing = 'no-such-token'

/** The same request with another body. */
const withBody = (request: Request, body: string): IncomingMessage => {
  const copy = new IncomingMessage(request.socket)
  const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) }
  Object.assign(copy, { headers, method: request.method, url: request.url, baseUrl: request.baseUrl })
  copy.push(body)
  copy.push(null)
  copy.complete = true
  return copy
}

const isStructured = (token: string): boolean => token.split('.').length === 3

/** Refresh tokens stay as they are: they can be revoked, but not introspected. */
const exchange = (toHandle: ToHandle, body: string, takesRefreshTokens: boolean): string => {
  const parameters = new URLSearchParams(body)
  const [token, ...more] = parameters.getAll('token')
  if (token === undefined || token === '' || more.length > 0) return body
  const isKept = takesRefreshTokens && !isStructured(token)
  parameters.set('token', isKept ? token : (toHandle(token) ?? nothing))
  return parameters.toString()
}

const exchangeBearer =
  (toHandle: ToHandle): RequestHandler =>
  (request, _, next) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token !== undefined) request.headers.authorization = `Bearer ${toHandle(token) ?? nothing}`
    next()
  }

type Provide = (request: IncomingMessage, response: Parameters<RequestHandler>[1]) => Promise<void>

/** To be mounted at the realm's path, before `provide`, which is oidc-provider's own handler. */
export const createHandles = (toHandle: ToHandle, provide: Provide): Router => {
  const router = Router()
  const read = text({ type: 'application/x-www-form-urlencoded', limit: '56kb' })
  // Express would answer the preflight of a path that it knows: it is oidc-provider's to answer.
  router.options([paths.introspection, paths.revocation], (_, __, next) => next('router'))
  for (const path of [paths.introspection, paths.revocation])
    router.post(path, read, (request, response, next) => {
      const body: unknown = request.body
      if (typeof body !== 'string') return next()
      provide(withBody(request, exchange(toHandle, body, path === paths.revocation)), response).catch(next)
    })
  router.all(paths.userinfo, exchangeBearer(toHandle))
  return router
}
