/** The table of all routes: method and path -> the interaction that answers. https://hl7.org/fhir/R4/http.html */
import { binary } from './binary.ts'
import type { Call, FhirCall } from './call.ts'
import { capabilities } from './capabilities.ts'
import { live, ready, metrics } from './health.ts'
import { landing } from './landing.ts'
import { read } from './read.ts'
import type { Route, RouteTable } from './route.ts'
import { search } from './search.ts'
import { readPublished, searchPublished, servicesBaseUrl, servicesBaseUrlLines } from './services-base-url.ts'
import { smartConfiguration } from './smart-configuration.ts'

/** Under each base URL, `/api/patients/v1/{organization}`. The first that fits a path takes it. */
export const fhirRoutes: readonly Route<FhirCall>[] = [
  { method: 'GET', path: '/metadata', answer: capabilities },
  { method: 'GET', path: '/.well-known/smart-configuration', answer: smartConfiguration, anyFormat: true },
  { method: 'GET', path: '/:type', answer: search },
  { method: 'POST', path: '/:type/_search', answer: search },
  { method: 'GET', path: '/Binary/:id', answer: binary, anyFormat: true },
  { method: 'GET', path: '/:type/:id', answer: read },
]

const publicTypes = ['Endpoint', 'Organization'] as const

/** Under `/api/patients/v1`: what everyone may know of the organizations. */
export const rootRoutes: readonly Route<FhirCall>[] = [
  { method: 'GET', path: '/services-base-url', answer: servicesBaseUrl },
  { method: 'GET', path: '/services-base-url.ndjson', answer: servicesBaseUrlLines, anyFormat: true },
  ...publicTypes.flatMap((type): readonly Route<FhirCall>[] => [
    { method: 'GET', path: `/${type}`, answer: searchPublished(type), isBeside: true },
    { method: 'POST', path: `/${type}/_search`, answer: searchPublished(type), isBeside: true },
    { method: 'GET', path: `/${type}/:id`, answer: readPublished(type), isBeside: true },
  ]),
]

/** Beside the bases. */
export const plainRoutes: readonly Route<Call>[] = [
  { method: 'GET', path: '/', answer: landing, anyFormat: true },
  { method: 'GET', path: '/health/live', answer: live, anyFormat: true },
  { method: 'GET', path: '/health/ready', answer: ready, anyFormat: true },
  { method: 'GET', path: '/metrics', answer: metrics, anyFormat: true },
]

export const routeTable: RouteTable = { root: rootRoutes, fhir: fhirRoutes, plain: plainRoutes }
