/** The account page of a realm: what a person consented to, and its withdrawal. Stands in for Keycloak's account console. */
import { createHash, randomUUID } from 'node:crypto'
import { Router, urlencoded, type Request, type Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { Provider as OidcProvider } from 'oidc-provider'
import { accountPath, paths } from './endpoints.ts'
import { renderAccountPage, renderErrorPage } from './pages.ts'
import type { Place } from './place.ts'
import { sendPage } from './send-page.ts'

/** Keycloak's console is an app of its own, and so is this page: it has the person sign in, and does nothing with the code. */
const signInUrl = ({ issuer }: Place): string => {
  const parameters = new URLSearchParams({
    client_id: 'account-console',
    redirect_uri: `${issuer}${accountPath}/`,
    response_type: 'code',
    scope: 'openid',
    state: randomUUID(),
    code_challenge: createHash('sha256').update(randomUUID()).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return `${issuer}${paths.authorization}?${parameters.toString()}`
}

/** One secret a session, so that no other site can post the form. */
const createFormSecrets = () => {
  const secrets = new LRUCache<string, string>({ max: 10_000 })
  return (session: string): string => {
    const secret = secrets.get(session) ?? randomUUID()
    secrets.set(session, secret)
    return secret
  }
}

/** To be mounted at the realm's path. */
export const createAccount = (place: Place, provider: OidcProvider): Router => {
  const secretOf = createFormSecrets()
  const findSession = async (request: Request, response: Response) => {
    const { accountId, uid } = await provider.Session.get(provider.createContext(request, response))
    const user = accountId === undefined ? undefined : place.findUser(accountId)
    return user === undefined ? undefined : { user, secret: secretOf(uid) }
  }

  const show = async (request: Request, response: Response): Promise<void> => {
    const session = await findSession(request, response)
    if (session === undefined) return response.redirect(302, signInUrl(place))
    const consents = place.ledger
      .consentsOf(session.user.id)
      .map(({ client, since }) => ({ client, since, name: place.findClient(client)?.name ?? client }))
    sendPage(response, 200, renderAccountPage(place.realm, session.user, consents, session.secret))
  }

  const withdraw = async (request: Request, response: Response): Promise<void> => {
    const session = await findSession(request, response)
    const { client, csrf } = (request.body ?? {}) as Partial<Readonly<Record<string, unknown>>>
    if (session === undefined || csrf !== session.secret) {
      const page = renderErrorPage(place.realm, 'Nothing was changed.', 'Open the account page again and repeat it.')
      return sendPage(response, 403, page)
    }
    place.ledger.withdraw(session.user.id, String(client))
    response.redirect(303, `${place.issuer}${accountPath}/`)
  }

  const router = Router()
  router.get(accountPath, (request, response, next) => void show(request, response).catch(next))
  router.post(accountPath, urlencoded({ extended: false }), (request, response, next) => {
    withdraw(request, response).catch(next)
  })
  return router
}
