/** Prefixes, modifiers and escapes, each over HTTP against an oracle. https://hl7.org/fhir/R4/search.html#modifiers */
import { expect } from 'chai'
import type { Oracle } from '../../src/verify/oracle/oracle.ts'
import { backendOf, idsOf, type Caller, type Resource } from './client.ts'
import { allOf, oracleFor } from './oracle.ts'

const prefixes = ['', 'eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb']
const withPrefixes = (parameter: string, value: string): readonly string[] =>
  prefixes.map((prefix) => `${parameter}=${prefix}${value}`)

/** Of everyone in the organization. */
const ofPeople = [
  ...[
    'gender=female',
    'gender:not=female',
    'gender:not=female,unknown',
    'gender:missing=true',
    'active=true',
    'active=false',
  ],
  ...[
    'family=riv',
    'family=RIVERA',
    'family:exact=Rivera',
    'family:exact=rivera',
    'family:contains=iver',
    'given:contains=ARG',
  ],
  ...['family=Rivera,Holloway', 'family=none\\,such', 'given=margaret&family=rivera', 'family:missing=true'],
  ...[
    'birthdate=1982-03-15',
    'birthdate=1982-03',
    'birthdate=1947',
    'birthdate:missing=true',
    ...withPrefixes('birthdate', '1961'),
  ],
  ...['identifier=0000900001', 'identifier=urn:oid:2.16.840.1.113883.3.9999.1.1|0000900001', 'identifier=|0000900001'],
  ...['phone=312-555-0111', 'email=margaret.rivera@example.org', 'address-state=il', 'address-postalcode=60614'],
  ...[
    'general-practitioner=Practitioner/prac-1',
    'general-practitioner:Practitioner=prac-1',
    'deceased=true',
    'deceased=false',
  ],
]

/** Of patients 1 and 20. */
const ofFindings = [
  ...withPrefixes('date', '2025-11-03'),
  ...withPrefixes('date', '2025-11-03T15:40:00Z'),
  ...withPrefixes('date', '2019-05-06T09:20'),
  ...withPrefixes('value-quantity', '98.6'),
  ...withPrefixes('value-quantity', '142|http://unitsofmeasure.org|mg/dL'),
  ...withPrefixes('value-quantity', '0.01||ng/mL'),
  ...[
    'value-quantity=4.4',
    'value-quantity=4.40',
    'value-quantity=1e2',
    'value-quantity:missing=true',
    'value-quantity=21||kg',
  ],
  ...[
    'code=2345-7,4548-4',
    'code:not=8867-4',
    'code=http://loinc.org|',
    'code=|K',
    'category=laboratory&status:not=final',
  ],
  ...['encounter=enc-1', 'encounter=Encounter/enc-1,enc-2', 'encounter:missing=true', 'performer:missing=false'],
  ...[
    'value-string=yel',
    'value-string:exact=YELLOW',
    'value-string:contains=BACT',
    'value-concept=260385009',
    'data-absent-reason:missing=false',
  ],
  ...['date=ge2024-01-01&date=lt2025-01-01', '_lastUpdated=gt2025-11-04', '_id:not=rslt-1', 'combo-code=8480-6'],
]

const valuesIn = (text: string): readonly string[] => text.split(/(?<!\\),/)

function matches(oracle: Oracle, resource: Resource, query: string): boolean {
  return query.split('&').every((each) => {
    const [, name = '', modifier, value = ''] = /^([^:=]+)(?::([^=]+))?=(.*)$/.exec(each) ?? []
    const values = valuesIn(value).map((one) => one.replaceAll('\\,', ','))
    return oracle.matches(resource, { name, ...(modifier !== undefined && { modifier }), values })
  })
}

describe('a prefix or modifier', function () {
  this.timeout(30_000)
  let caller: Caller
  let oracle: Oracle
  let people: readonly Resource[]
  let findings: readonly Resource[]
  const patients = 'patient=pat-1,pat-20'

  before(async () => {
    caller = await backendOf(1)
    oracle = await oracleFor(caller)
    people = await allOf(caller, 'Patient')
    findings = await allOf(caller, 'Observation', `&${patients}`)
  })

  const encode = (query: string): string =>
    query.replace(/=([^&]*)/g, (_, value: string) => `=${encodeURIComponent(value)}`)

  const check = async (type: string, query: string, among: readonly Resource[], rest = ''): Promise<void> => {
    const expected = among.filter((each) => matches(oracle, each, query)).map(({ id }) => id)
    const found = idsOf(await caller.search(`/${type}?${encode(query)}${rest}&_count=1000`))
    expect([...found].sort()).to.deep.equal([...expected].sort())
  }

  for (const query of ofPeople) it(`finds Patient?${query}`, async () => check('Patient', query, people))
  for (const query of ofFindings) {
    it(`finds Observation?${query}`, async () => check('Observation', query, findings, `&${patients}`))
  }

  it('is asked of data that some of them match and others do not', () => {
    const shares = ofFindings.map((query) => findings.filter((each) => matches(oracle, each, query)).length)
    expect(shares.filter((count) => count > 0 && count < findings.length).length).to.be.greaterThan(40)
  })
})
