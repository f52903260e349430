/** A request at the realm's own port -> as the provider would see it at its public address, and at oidc-provider's own paths. */
import { Router, urlencoded, type RequestHandler } from 'express'
import { actions, paths } from './endpoints.ts'

/** The realm has one address, whatever a proxy or a client says: as Keycloak with a fixed hostname. */
export const createPublicAddress = (publicUrl: string): RequestHandler => {
  const { host, protocol } = new URL(publicUrl)
  return (request, _, next) => {
    delete request.headers['x-forwarded-host']
    Object.assign(request.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1) })
    next()
  }
}

/** oidc-provider's own handling of POST needs cookies with `SameSite=None`, which browsers refuse from the plain http of the demo. */
const postToGet: RequestHandler = (request, _, next) => {
  const parameters = new URLSearchParams(request.body as Record<string, string>)
  request.method = 'GET'
  for (const name of ['content-type', 'content-length']) delete request.headers[name]
  request.url = `${paths.authorization}?${parameters.toString()}`
  next()
}

/** To be mounted at the realm's path, before the provider. */
export const createEntrance = (): Router => {
  const router = Router()
  router.post(paths.authorization, urlencoded({ extended: false }), postToGet)
  router.get(`${actions.resume}/:uid`, (request, _, next) => {
    request.url = `${paths.authorization}/${request.params.uid}`
    next()
  })
  return router
}
