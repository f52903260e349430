/** The organizations of a mapping and a surface -> the Brands and Endpoints that everyone may read. https://hl7.org/fhir/smart-app-launch/brands.html */
import { createHash } from 'node:crypto'
import { escapePart } from '../mapping/id-escape.ts'
import type { Mapping, Published, Tenant } from '../mapping/model.ts'
import { valueText } from '../write/text.ts'
import { baseUrl, hasOrganization, rootOf, rootUrl, type Settings, type SurfaceSettings } from './settings.ts'

/** A resource as JSON has it. */
export interface PublicResource {
  readonly resourceType: 'Organization' | 'Endpoint'
  readonly id: string
  readonly [name: string]: unknown
}

interface Identifier {
  readonly system?: string
  readonly value?: string
}

/** One organization that is published. */
export interface Brand {
  /** Of the tenant. */
  readonly key: string
  readonly organization: PublicResource
  readonly endpoint: PublicResource
  /** The first of its identifiers that no other brand has. */
  readonly identifier?: Identifier
}

export interface Publication {
  /** Changes whenever something of it does, and is the same for the same. */
  readonly version: string
  readonly brands: readonly Brand[]
}

const profile = (name: string) => ({
  profile: [`http://hl7.org/fhir/smart-app-launch/StructureDefinition/${name}`],
})

const portalUrl = 'http://hl7.org/fhir/StructureDefinition/organization-portal'
const versionUrl = 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version'

interface Extension {
  readonly url: string
  readonly extension?: readonly Extension[]
}

/** What a portal offers has to be named in it, and at the organization. */
function withEndpoint(extension: Extension, reference: string): Extension {
  if (extension.url !== portalUrl) return extension
  const endpoint = { url: 'portalEndpoint', valueReference: { reference } }
  return { ...extension, extension: [...(extension.extension ?? []), endpoint] }
}

type Body = Readonly<Record<string, unknown>> & { readonly extension?: readonly Extension[] }

function organizationOf(id: string, body: Body): PublicResource {
  const reference = `Endpoint/${id}`
  const extension = body.extension?.map((each) => withEndpoint(each, reference))
  const own = { active: true, ...body, ...(extension && { extension }), endpoint: [{ reference }] }
  return { resourceType: 'Organization', id, meta: profile('user-access-brand'), ...own }
}

const payloadType = [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'none' }] },
]

function endpointOf(id: string, { name }: Published, contact: unknown, address: string): PublicResource {
  return {
    resourceType: 'Endpoint',
    id,
    meta: profile('user-access-endpoint'),
    extension: [{ url: versionUrl, valueCode: '4.0.1' }],
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'hl7-fhir-rest',
    },
    name,
    managingOrganization: { reference: `Organization/${id}` },
    contact,
    payloadType,
    address,
  }
}

/** Undefined for what is no longer active, and for values that are not of their types. */
function brandOf({ key, published }: Tenant, address: string): Omit<Brand, 'identifier'> | undefined {
  const id = escapePart(key)
  if (published === undefined || id.length > 64) return undefined
  const [body, contact] = [
    valueText(published.organization, 'Organization'),
    valueText(published.contacts, 'ContactPoint'),
  ]
  if (body === undefined || contact === undefined) return undefined
  const organization = organizationOf(id, JSON.parse(body) as Body)
  if (organization['active'] !== true) return undefined
  return { key, organization, endpoint: endpointOf(id, published, JSON.parse(contact), address) }
}

const identifiersOf = ({ organization }: Pick<Brand, 'organization'>): readonly Identifier[] =>
  (organization['identifier'] ?? []) as readonly Identifier[]

const isSame = (one: Identifier, other: Identifier): boolean => one.system === other.system && one.value === other.value

/** It has to match one brand and no other. */
function withIdentifier(brand: Omit<Brand, 'identifier'>, all: readonly Omit<Brand, 'identifier'>[]): Brand {
  const isOwn = (one: Identifier): boolean =>
    one.value !== undefined &&
    all.filter((each) => identifiersOf(each).some((other) => isSame(one, other))).length === 1
  const found = identifiersOf(brand).find(isOwn)
  const identifier = found && { ...(found.system !== undefined && { system: found.system }), value: found.value! }
  return { ...brand, ...(identifier && { identifier }) }
}

function publish(settings: Settings, surface: SurfaceSettings, { tenants }: Mapping): Publication {
  const address = (key: string): string => baseUrl(settings, surface, hasOrganization(surface) ? key : '')
  const made = [...tenants.values()].flatMap((tenant) => brandOf(tenant, address(tenant.key)) ?? [])
  const brands = made.map((each) => withIdentifier(each, made))
  const version = createHash('sha256').update(JSON.stringify(brands)).digest('hex').slice(0, 16)
  return { version, brands }
}

const known = new WeakMap<Mapping, Map<SurfaceSettings, Publication>>()

/** Made once for each mapping that comes into force. */
export function publicationOf(settings: Settings, surface: SurfaceSettings, mapping: Mapping): Publication {
  const ofMapping = known.get(mapping) ?? new Map<SurfaceSettings, Publication>()
  known.set(mapping, ofMapping)
  const found = ofMapping.get(surface) ?? publish(settings, surface, mapping)
  ofMapping.set(surface, found)
  return found
}

/** Of surfaces whose bases begin alike the first publishes there. */
export const isPublisher = (settings: Settings, surface: SurfaceSettings): boolean =>
  settings.surfaces.find((each) => rootOf(each) === rootOf(surface)) === surface

export interface BrandLinks {
  readonly user_access_brand_bundle?: string
  readonly user_access_brand_identifier?: Identifier
}

/** Of several brands it has to be said which is meant. https://hl7.org/fhir/smart-app-launch/brands.html#metadata-in-well-knownsmart-configuration */
export function brandLinks(
  settings: Settings,
  surface: SurfaceSettings,
  mapping: Mapping,
  organization?: string,
): BrandLinks {
  const { brands } = publicationOf(settings, surface, mapping)
  const brand =
    organization === undefined && brands.length === 1 ? brands[0] : brands.find(({ key }) => key === organization)
  if (brand === undefined || !isPublisher(settings, surface)) return {}
  if (brand.identifier === undefined && brands.length > 1) return {}
  return {
    user_access_brand_bundle: `${rootUrl(settings, surface)}/services-base-url`,
    ...(brand.identifier && { user_access_brand_identifier: brand.identifier }),
  }
}
