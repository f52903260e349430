/** The login page of a realm -> a signed-in user. Consent is given by signing in. */
import { Router, urlencoded, type Request, type Response } from 'express'
import type { Provider as OidcProvider } from 'oidc-provider'
import { renderErrorPage, renderLoginPage } from './pages.ts'
import type { DemoUser, Realm } from './users.ts'

const send = (response: Response, status: number, html: string): void => {
  response.status(status).set('Cache-Control', 'no-store').type('html').send(html)
}

/** To be mounted at the realm's path. `users` are all who may sign in to it. */
export const createLogin = (realm: Realm, provider: OidcProvider, users: readonly DemoUser[]): Router => {
  const showLogin = async (request: Request, response: Response, failed: boolean): Promise<void> => {
    const { params, prompt } = await provider.interactionDetails(request, response)
    if (prompt.name !== 'login') return provider.interactionFinished(request, response, { [prompt.name]: {} })
    send(response, failed ? 401 : 200, renderLoginPage(realm, users, String(params['client_id']), failed))
  }

  const signIn = async (request: Request, response: Response): Promise<void> => {
    const { username, password } = (request.body ?? {}) as Partial<Record<string, unknown>>
    const user = users.find((one) => one.name === username && one.password === password)
    if (user === undefined) return showLogin(request, response, true)
    await provider.interactionFinished(request, response, { login: { accountId: user.id } })
  }

  const expired = (response: Response) => () =>
    send(response, 400, renderErrorPage('The sign-in has ended.', 'Go back to the application and start again.'))
  const router = Router()
  router.get('/login/:uid', (request, response) => showLogin(request, response, false).catch(expired(response)))
  router.post('/login/:uid', urlencoded({ extended: false }), (request, response) =>
    signIn(request, response).catch(expired(response)),
  )
  return router
}
