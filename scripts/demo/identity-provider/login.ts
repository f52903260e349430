/** The pages between an authorization request and its answer -> a signed-in user, who has consented once to each app. */
import { Router, urlencoded, type Request, type RequestHandler, type Response } from 'express'
import type { Provider as OidcProvider } from 'oidc-provider'
import { actions } from './endpoints.ts'
import { renderConsentPage, renderErrorPage, renderLoginPage } from './pages.ts'
import type { Place } from './place.ts'
import { sendPage } from './send-page.ts'

type Fields = Partial<Readonly<Record<string, unknown>>>

const fieldsOf = (request: Request): Fields => (request.body ?? {}) as Fields

/** A failure of oidc-provider here is a cookie that is gone: the interaction ended, or another took its place. */
const guarded =
  (place: Place, handle: (request: Request, response: Response) => Promise<unknown>): RequestHandler =>
  (request, response) => {
    handle(request, response).catch(() =>
      sendPage(
        response,
        400,
        renderErrorPage(place.realm, 'The sign-in has ended.', 'Go back to the application and start again.'),
      ),
    )
  }

const createSignIn = (place: Place, provider: OidcProvider) => {
  const show = async (request: Request, response: Response, failed = false): Promise<void> => {
    const { params } = await provider.interactionDetails(request, response)
    const client = String(params['client_id'])
    const page = renderLoginPage(place.realm, place.users, place.findClient(client)?.name ?? client, failed)
    sendPage(response, failed ? 401 : 200, page)
  }
  const submit = async (request: Request, response: Response): Promise<void> => {
    const { username, password } = fieldsOf(request)
    const user = place.users.find((one) => one.name === username && one.password === password)
    if (user === undefined) return show(request, response, true)
    await provider.interactionFinished(request, response, { login: { accountId: user.id } })
  }
  return { show, submit }
}

const createConsent = (place: Place, provider: OidcProvider) => {
  const show = async (request: Request, response: Response): Promise<void> => {
    const { params } = await provider.interactionDetails(request, response)
    const client = String(params['client_id'])
    sendPage(response, 200, renderConsentPage(place.realm, place.findClient(client)?.name ?? client))
  }
  const submit = async (request: Request, response: Response): Promise<void> => {
    const { params, session } = await provider.interactionDetails(request, response)
    // Whatever is not plainly a yes is a no.
    const isAccepted = fieldsOf(request)['accept'] !== undefined && session?.accountId !== undefined
    if (isAccepted) place.ledger.addConsent(session.accountId, String(params['client_id']))
    const refusal = { error: 'access_denied', error_description: 'User denied consent' }
    await provider.interactionFinished(request, response, isAccepted ? { consent: {} } : refusal)
  }
  return { show, submit }
}

/** To be mounted at the realm's path. */
export const createLogin = (place: Place, provider: OidcProvider): Router => {
  const router = Router()
  const read = urlencoded({ extended: false })
  const [signIn, consent] = [createSignIn(place, provider), createConsent(place, provider)]
  router.get(`${actions.login}/:uid`, guarded(place, signIn.show))
  router.post(`${actions.login}/:uid`, read, guarded(place, signIn.submit))
  router.get(`${actions.consent}/:uid`, guarded(place, consent.show))
  router.post(`${actions.consent}/:uid`, read, guarded(place, consent.submit))
  return router
}
