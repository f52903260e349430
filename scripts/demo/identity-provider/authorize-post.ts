/** An authorization request by POST -> the same by GET. https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest */
import { Router, urlencoded } from 'express'
import { paths } from './endpoints.ts'

/**
 * To be mounted at the realm's path, before the provider. oidc-provider's own handling of POST needs cookies with
 * `SameSite=None`, which browsers refuse from the plain http of the demo.
 */
export const createAuthorizePost = (): Router => {
  const router = Router()
  router.post(paths.authorization, urlencoded({ extended: false }), (request, response) => {
    const parameters = new URLSearchParams(request.body as Record<string, string>)
    response.redirect(303, `${request.baseUrl}${paths.authorization}?${parameters.toString()}`)
  })
  return router
}
