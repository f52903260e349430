// Facts that the publications lack: members of small value sets which US Core takes from VSAC without listing them, and extensions made after R4.
import type { Cardinality, ExtensionDefinition } from '../../src/fhir/definition.ts'
import type { Definitions, IncludeSource, ValueSetSource } from './source.ts'

const nullFlavor = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor'
const administrativeGender = 'http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender'
const raceAndEthnicity = 'urn:oid:2.16.840.1.113883.6.238'

const include = (system: string, codes: Readonly<Record<string, string>>): IncludeSource => ({
  system,
  concept: Object.entries(codes).map(([code, display]) => ({ code, display })),
})

const valueSet = (oid: string, ...includes: readonly IncludeSource[]): ValueSetSource => ({
  resourceType: 'ValueSet',
  url: `http://cts.nlm.nih.gov/fhir/ValueSet/${oid}`,
  compose: { include: includes },
})

const race = include(raceAndEthnicity, {
  '1002-5': 'American Indian or Alaska Native',
  '2028-9': 'Asian',
  '2054-5': 'Black or African American',
  '2076-8': 'Native Hawaiian or Other Pacific Islander',
  '2106-3': 'White',
})

const ethnicity = include(raceAndEthnicity, {
  '2135-2': 'Hispanic or Latino',
  '2186-5': 'Not Hispanic or Latino',
})

const valueSets = [
  valueSet('2.16.840.1.114222.4.11.836', race),
  valueSet('2.16.840.1.114222.4.11.837', ethnicity),
  valueSet('2.16.840.1.113762.1.4.1', include(administrativeGender, { F: 'Female', M: 'Male' })),
  valueSet('2.16.840.1.113762.1.4.1021.102', include(nullFlavor, { ASKU: 'asked but unknown', UNK: 'unknown' })),
  valueSet(
    '2.16.840.1.113762.1.4.1021.103',
    include(nullFlavor, {
      ASKU: 'asked but unknown',
      OTH: 'other',
      UNK: 'unknown',
    }),
  ),
]

export const supplement: Definitions = {
  structures: [],
  searchParameters: [],
  codeSystems: [],
  valueSets,
}

const part = (url: string, type: string, max: Cardinality): ExtensionDefinition => ({ url, min: 0, max, types: [type] })

const extension = (name: string, parts: readonly ExtensionDefinition[]): Record<string, ExtensionDefinition> => ({
  [name]: {
    url: `http://hl7.org/fhir/StructureDefinition/${name}`,
    min: 0,
    max: '*',
    context: ['Organization'],
    parts: Object.fromEntries(parts.map((each) => [each.url, each])),
  },
})

/** Of User-access Brands. https://hl7.org/fhir/smart-app-launch/brands.html */
export const laterExtensions: Record<string, ExtensionDefinition> = {
  ...extension('organization-brand', [
    part('brandLogo', 'url', '*'),
    part('brandLogoLicense', 'url', '*'),
    part('brandBundle', 'url', '*'),
  ]),
  ...extension('organization-portal', [
    part('portalName', 'string', 1),
    part('portalDescription', 'markdown', 1),
    part('portalUrl', 'url', 1),
    part('portalLogo', 'url', '*'),
    part('portalLogoLicense', 'url', '*'),
    part('portalEndpoint', 'Reference', '*'),
  ]),
}
