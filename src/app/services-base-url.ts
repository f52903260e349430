/** What is published of the organizations -> lists of service base URLs, for everyone, and reads and searches of them. https://hl7.org/fhir/smart-app-launch/brands.html */
import { Problem } from '../fhir/problem.ts'
import { parseBody, parseQuery, type Pair } from '../parse/form.ts'
import { notFound } from '../plan/read.ts'
import { fhirJson, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { withVersion } from './conditional.ts'
import { publicationOf, type Brand, type Publication, type PublicResource } from './published.ts'

type PublicType = PublicResource['resourceType']

/** Long enough to spare the gateway, short enough for an organization that moves. */
const seconds = 3_600

const nothing = (): Problem =>
  new Problem('parse-path', 'No service base URLs are published here.', {
    hint: 'The mapping says nothing of its organizations that everyone may know (published:).',
  })

/** Throws `parse-path` where the mapping publishes nothing. */
function published({ gateway, surface }: FhirCall): Publication {
  const publication = publicationOf(gateway.settings, surface, gateway.mapping())
  if (publication.brands.length === 0) throw nothing()
  return publication
}

/** The content may be no newer than the mapping that it was read with. */
function listAnswer({ gateway }: FhirCall, { version }: Publication, type: string, body: string): Answer {
  const headers = { 'Content-Type': type, 'Cache-Control': `public, max-age=${seconds}` }
  return withVersion({ status: 200, headers, body }, version, new Date(gateway.loadedAt()).toISOString())
}

const json = (call: FhirCall, publication: Publication, value: object): Answer =>
  listAnswer(call, publication, fhirJson, JSON.stringify(value))

const both = ({ organization, endpoint }: Brand): readonly PublicResource[] => [organization, endpoint]

const fullUrl = ({ base }: FhirCall, { resourceType, id }: PublicResource): string => `${base}/${resourceType}/${id}`

/** The list as the User-access Brands have it. */
export function servicesBaseUrl(call: FhirCall): Answer {
  const publication = published(call)
  const timestamp = new Date(call.gateway.loadedAt()).toISOString()
  const profile = ['http://hl7.org/fhir/smart-app-launch/StructureDefinition/user-access-brands-bundle']
  const entry = publication.brands.flatMap(both).map((resource) => ({ fullUrl: fullUrl(call, resource), resource }))
  const meta = { versionId: publication.version, lastUpdated: timestamp, profile }
  return json(call, publication, { resourceType: 'Bundle', meta, type: 'collection', timestamp, entry })
}

/** The same, a resource a line. */
export function servicesBaseUrlLines(call: FhirCall): Answer {
  const publication = published(call)
  const lines = publication.brands.flatMap(both).map((resource) => `${JSON.stringify(resource)}\n`)
  return listAnswer(call, publication, 'application/fhir+ndjson', lines.join(''))
}

const findOf = (brand: Brand, type: PublicType): PublicResource =>
  type === 'Endpoint' ? brand.endpoint : brand.organization

/** Throws `plan-not-found`. */
export const readPublished =
  (type: PublicType) =>
  (call: FhirCall): Answer => {
    const publication = published(call)
    const found = publication.brands.map((each) => findOf(each, type)).find(({ id }) => id === call.resourceId)
    if (found === undefined) throw notFound(type)
    return json(call, publication, found)
  }

type Condition = (brand: Brand) => boolean

const isOneOf = (value: string, of: (text: string) => string = (text) => text): Condition => {
  const ids = value.split(',').map(of)
  return ({ organization: { id } }) => ids.includes(id)
}

const withoutType = (reference: string): string => reference.replace(/^(?:.*\/)?Organization\//, '')

/** How an answer looks is not asked of its content. */
const presentation = ['_format', '_pretty']

/** An organization and its endpoint have one id. */
function conditionOf({ name, value }: Pair, type: PublicType): Condition {
  if (presentation.includes(name)) return () => true
  if (name === '_id') return isOneOf(value)
  if (name === 'organization' && type === 'Endpoint') return isOneOf(value, withoutType)
  const offered = type === 'Endpoint' ? '_id and organization' : '_id'
  const hint = `Offered here: ${offered}. The whole list is short.`
  throw new Problem('plan-parameter-unknown', 'The public list has no such search parameter.', { hint })
}

/** Each is followed by what belongs to it: an endpoint by its organization, an organization by its endpoint. */
function entriesOf(call: FhirCall, brand: Brand, type: PublicType): readonly object[] {
  const [match, include] = type === 'Endpoint' ? [...both(brand)].reverse() : both(brand)
  const entry = (resource: PublicResource, mode: string) => ({
    fullUrl: fullUrl(call, resource),
    resource,
    search: { mode },
  })
  return [entry(match!, 'match'), entry(include!, 'include')]
}

/** Throws `plan-parameter-unknown` and what a query or form that cannot be read throws. */
export const searchPublished =
  (type: PublicType) =>
  (call: FhirCall): Answer => {
    const publication = published(call)
    const pairs = [...parseQuery(call.query), ...(call.form === undefined ? [] : parseBody(call.form))]
    const conditions = pairs.map((pair) => conditionOf(pair, type))
    const found = publication.brands.filter((brand) => conditions.every((holds) => holds(brand)))
    const entry = found.flatMap((brand) => entriesOf(call, brand, type))
    const url = `${call.base}/${type}${call.query === '' ? '' : `?${call.query}`}`
    const link = [{ relation: 'self', url }]
    const bundle = { resourceType: 'Bundle', type: 'searchset', total: found.length, link }
    return json(call, publication, { ...bundle, ...(entry.length > 0 && { entry }) })
  }
