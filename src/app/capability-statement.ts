/** A compiled mapping -> the CapabilityStatement of one base URL: what compiled, and nothing more. https://hl7.org/fhir/R4/capabilitystatement.html */
import type { ProviderMetadata } from '../auth/provider.ts'
import type { Mapping, Parameter, Source } from '../mapping/model.ts'
import { isFollowed, isSearched } from '../plan/question/offered.ts'

export interface CapabilityFacts {
  readonly mapping: Mapping
  /** The FHIR base URL. */
  readonly base: string
  /** Of Portico. */
  readonly version: string
  /** When the mapping was loaded, epoch milliseconds. */
  readonly loadedAt: number
  /** Tables of more rows are searched only by what an index serves. */
  readonly scanRows: number
  readonly provider?: ProviderMetadata
}

const idParameter = {
  name: '_id',
  definition: 'http://hl7.org/fhir/SearchParameter/Resource-id',
  type: 'token',
}

const searchParam = ({ name, url, type }: Parameter) => ({ name, definition: url, type })

const references = (parameters: ReadonlyMap<string, Parameter>): readonly Parameter[] =>
  [...parameters.values()].filter(isFollowed)

/** `Type:parameter` of every reference that can point at the type. A parameter without targets can point at any. */
function revincludes(mapping: Mapping, target: string): readonly string[] {
  return [...mapping.parameters].flatMap(([type, parameters]) =>
    references(parameters)
      .filter((each) => each.target.length === 0 || each.target.includes(target))
      .map(({ name }) => `${type}:${name}`),
  )
}

const urlsOf = (sources: readonly Source[]): readonly string[] => [
  ...new Set(sources.flatMap(({ kinds }) => kinds.flatMap(({ profiles }) => profiles))),
]

/** As the server statement of the edition writes them: with its version from 7.0.0 on. */
function profilesOf({ mapping: { usCore } }: CapabilityFacts, sources: readonly Source[]): readonly string[] {
  const isVersioned = Number.parseInt(usCore, 10) >= 7
  return urlsOf(sources).map((url) => (isVersioned ? `${url}|${usCore}` : url))
}

/** Elements that repeat may not be empty in FHIR: they are left out instead. */
const unlessEmpty = <T>(name: string, list: readonly T[]): object => (list.length === 0 ? {} : { [name]: list })

const largeTables =
  'Read from a table too large to be read through: a search has to name a patient, an id, or a value that an index serves. ' +
  'One that does not is refused, and the refusal says what to add.'

function documentation({ mapping, scanRows }: CapabilityFacts, sources: readonly Source[]): object {
  const isLarge = sources.some(({ from }) => (mapping.tables.get(from.name)?.rows ?? 0) > scanRows)
  return isLarge ? { documentation: largeTables } : {}
}

function resource(facts: CapabilityFacts, type: string, sources: readonly Source[]): object {
  const parameters = facts.mapping.parameters.get(type) ?? new Map<string, Parameter>()
  return {
    type,
    ...unlessEmpty('supportedProfile', profilesOf(facts, sources)),
    ...documentation(facts, sources),
    interaction: [{ code: 'read' }, ...(isSearched(type) ? [{ code: 'search-type' }] : [])],
    versioning: 'no-version',
    referencePolicy: ['literal', 'local'],
    ...(isSearched(type) && searches(facts, type, parameters)),
  }
}

const searches = ({ mapping }: CapabilityFacts, type: string, parameters: ReadonlyMap<string, Parameter>): object => ({
  ...unlessEmpty(
    'searchInclude',
    references(parameters).map(({ name }) => `${type}:${name}`),
  ),
  ...unlessEmpty('searchRevInclude', revincludes(mapping, type)),
  searchParam: [idParameter, ...[...parameters.values()].filter(({ name }) => name !== '_id').map(searchParam)],
})

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris'

/** https://hl7.org/fhir/smart-app-launch/1.0.0/conformance/index.html#using-cs */
function oauthExtension(provider: ProviderMetadata): object {
  const addresses = {
    authorize: provider.authorization_endpoint,
    token: provider.token_endpoint,
    introspect: provider.introspection_endpoint,
    revoke: provider.revocation_endpoint,
  }
  const known = Object.entries(addresses).filter(([, address]) => address !== undefined)
  return { url: oauthUris, extension: known.map(([url, valueUri]) => ({ url, valueUri })) }
}

function security(provider: ProviderMetadata | undefined): object {
  const system = 'http://terminology.hl7.org/CodeSystem/restful-security-service'
  const isKnown = provider?.authorization_endpoint !== undefined && provider.token_endpoint !== undefined
  return {
    ...(isKnown && { extension: [oauthExtension(provider)] }),
    cors: true,
    service: [{ coding: [{ system, code: 'SMART-on-FHIR' }], text: 'OAuth2 using the SMART on FHIR profile' }],
  }
}

/** `instantiates` is left out until all that US Core's server statement asks for is there. */
export function capabilityStatement(facts: CapabilityFacts): object {
  const { mapping, base, version, loadedAt, provider } = facts
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date(loadedAt).toISOString(),
    kind: 'instance',
    software: { name: 'Portico', version },
    implementation: { description: 'Portico, a FHIR gateway over a legacy database', url: base },
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: security(provider),
        ...unlessEmpty(
          'resource',
          [...mapping.byType].map(([type, sources]) => resource(facts, type, sources)),
        ),
      },
    ],
  }
}
