/** The little of Keycloak's Admin REST API that the front door asks, for the front door's own account alone. */
import { Router, type RequestHandler } from 'express'
import type { Provider as OidcProvider } from 'oidc-provider'
import { hasKeys, hasServiceAccount, isApp, publicClient, type DemoClient } from './clients.ts'
import type { ToHandle } from './handles.ts'
import { stableId, type Place } from './place.ts'
import { scopesOf } from './scopes.ts'
import { fhirUserUrl, type DemoUser } from './users.ts'

const describeClient = (place: Place, client: DemoClient): object => ({
  id: stableId(`${place.name} client ${client.id}`),
  clientId: client.id,
  name: client.name,
  enabled: true,
  protocol: 'openid-connect',
  publicClient: client.kind === 'public',
  clientAuthenticatorType: hasKeys(client) ? 'client-jwt' : 'client-secret',
  redirectUris: client.redirectUris,
  webOrigins: client.webOrigins,
  standardFlowEnabled: isApp(client) || client.kind === 'gate',
  serviceAccountsEnabled: hasServiceAccount(client),
  directAccessGrantsEnabled: place.passwordGrant && client.id === publicClient,
  consentRequired: isApp(client),
  attributes: client.attributes,
  defaultClientScopes: isApp(client) ? ['basic', 'portico'] : ['basic'],
  optionalClientScopes: scopesOf(place.realm, client.scopes),
})

const describeUser = (place: Place, user: DemoUser): object => ({
  id: user.id,
  username: user.name,
  enabled: true,
  firstName: user.firstName,
  lastName: user.lastName,
  attributes: {
    fhirUser: [fhirUserUrl(place.gatewayUrl, user)],
    organization: [user.organization],
    ...(user.patients.length > 0 && { patient: user.patients }),
  },
})

/** Whose account the bearer token is of: 401 for none, 403 for another than the front door's. */
const createGuard =
  (place: Place, provider: OidcProvider, toHandle: ToHandle): RequestHandler =>
  (request, response, next) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const handle = toHandle(token)
    const judge = async (): Promise<void> => {
      const own = handle === undefined ? undefined : await provider.ClientCredentials.find(handle)
      const personal = handle === undefined ? undefined : await provider.AccessToken.find(handle)
      if (own?.clientId === place.gate.id) return next()
      const isKnown = own !== undefined || personal !== undefined
      response.status(isKnown ? 403 : 401).json({ error: `HTTP ${isKnown ? '403 Forbidden' : '401 Unauthorized'}` })
    }
    judge().catch(next)
  }

/** To be mounted at the realm's path below `/admin`. The front door keeps it from everybody else. */
export const createAdmin = (place: Place, provider: OidcProvider, toHandle: ToHandle): Router => {
  const router = Router()
  router.use(createGuard(place, provider, toHandle))
  router.get('/clients', (request, response) => {
    const found = place.clients.filter(({ id }) => id === request.query['clientId'])
    response.json(found.map((client) => describeClient(place, client)))
  })
  router.get('/users/:id', (request, response) => {
    const user = place.findUser(request.params.id)
    if (user === undefined) response.status(404).json({ error: 'User not found' })
    else response.json(describeUser(place, user))
  })
  return router
}
