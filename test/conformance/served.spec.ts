/** What the gateway serves is valid: each resource against the profile it claims, by an independent validator. */
import { expect } from 'chai'
import { isSearched } from '../../src/plan/question/offered.ts'
import { readAnchors } from '../demo/served/anchors.ts'
import { backendOf, callerWith, entriesOf, type Bundle, type Resource } from '../http/client.ts'
import { startDemo, startOther } from '../http/demo.ts'
import { validate, type Claim } from './validator.ts'

const url = process.env['PORTICO_VALIDATOR_URL']
const patients = 200
/** Of each kind of resource of each source; all resources of the anchor patients come on top. */
const samples = 60

const base = 'http://hl7.org/fhir/StructureDefinition/'
const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition/'
const clinicalResult = `${usCore}us-core-observation-clinical-result`
const clinicalCategories = ['laboratory', 'exam', 'imaging', 'procedure', 'activity', 'vital-signs']

/** What claims no profile (Endpoint), or says nothing of itself, is held to its type. */
const profilesOf = ({ resourceType, meta }: Resource): readonly string[] =>
  (meta as { profile?: readonly string[] } | undefined)?.profile ?? [`${base}${resourceType}`]

/** A clinical result in all but its claim: clients that ask by category get it as one. */
function isClinicalResult({ resourceType, category }: Resource): boolean {
  const text = JSON.stringify(category ?? [])
  return resourceType === 'Observation' && clinicalCategories.some((code) => text.includes(`"${code}"`))
}

const claimsOf = (resource: Resource): readonly Claim[] =>
  [...new Set([...profilesOf(resource), ...(isClinicalResult(resource) ? [clinicalResult] : [])])].map((profile) => ({
    resource,
    profile,
  }))

/** Of which source and kind: `vit-12-8867-4` is `vit 8867-4`, and a laboratory result is another kind than a measure. */
const kindOf = (resource: Resource): string => {
  const [, source = '', suffix = ''] = /^(?:prv-)?([a-z0-9]+)-[^-]*-?(.*)$/.exec(resource.id) ?? []
  return [resource.resourceType, source, suffix, ...profilesOf(resource)].join(' ')
}

/** The first page of each type, by the edition: of the chart with everything, and of the shop. */
async function servedIn(usCore: '7.0.0'): Promise<readonly Resource[]> {
  const { mapping } = await startDemo(patients)
  const { url: other } = await startOther((settings) => ({ mapping: { ...settings.mapping, usCore } }))
  const caller = await backendOf(1)
  const at = callerWith(`${other}${new URL(caller.base).pathname}`, caller.token)
  const found: Resource[] = []
  for (const type of [...mapping.byType.keys()].filter(isSearched))
    found.push(...entriesOf(await at.search(`/${type}?_count=1000`)))
  return found
}

/** A day that nobody wrote is not made up; 7.0.0 has no result whose time is known to the month alone. */
const isMonthAlone = (error: string): boolean => /us-core-1/.test(error)

async function eachServed(): Promise<readonly Resource[]> {
  const { mapping } = await startDemo(patients)
  const found: Resource[] = []
  for (const organization of [1, 2, 3]) {
    const caller = await backendOf(organization)
    for (const type of [...mapping.byType.keys()].filter(isSearched)) {
      for (const page of await caller.pages(`/${type}?_count=1000`)) found.push(...entriesOf(page))
    }
  }
  return found
}

/** Spread evenly over each kind. */
function sample(resources: readonly Resource[]): readonly Resource[] {
  const kinds = new Map<string, Resource[]>()
  for (const each of resources) {
    const kind = kindOf(each)
    const known = kinds.get(kind)
    if (known === undefined) kinds.set(kind, [each])
    else known.push(each)
  }
  return [...kinds.values()]
    .flatMap((all) => {
      const step = Math.max(1, all.length / samples)
      return Array.from({ length: Math.min(all.length, samples) }, (_, at) => all[Math.floor(at * step)] ?? [])
    })
    .flat()
}

describe('what is served', function () {
  this.timeout(300_000)

  before(function () {
    if (url !== undefined) return
    console.log('    PORTICO_VALIDATOR_URL is not set: nothing is validated')
    this.skip()
  })

  it('is found faulty by the validator where it is', async () => {
    const claim = { resource: { resourceType: 'Patient', id: 'bad', gender: 'F' }, profile: `${usCore}us-core-patient` }
    expect(await validate(url ?? '', [claim])).not.to.deep.equal([])
  })

  it('is valid against its profiles, for every resource of the anchor patients', async () => {
    await startDemo(patients)
    const anchors = [...(await readAnchors()).values()].flat()
    expect(await validate(url ?? '', anchors.flatMap(claimsOf))).to.deep.equal([])
  })

  it('is valid as it is published of the organizations to everyone', async () => {
    const { url: gateway } = await startDemo(patients)
    const { entry = [] } = (await (await fetch(`${gateway}/api/patients/v1/services-base-url`)).json()) as Bundle
    const claims = entry.map(({ resource }) => ({ resource, profile: `${base}${resource.resourceType}` }))
    expect(claims).to.have.length(6)
    expect(await validate(url ?? '', claims)).to.deep.equal([])
  })

  it(`is valid against its profiles, for up to ${samples} resources of each kind`, async () => {
    const sampled = sample(await eachServed())
    expect(sampled.length).to.be.greaterThan(1000)
    expect(await validate(url ?? '', sampled.flatMap(claimsOf))).to.deep.equal([])
  })

  it('is valid in US Core 7.0.0 too, but for a result without a day', async () => {
    const sampled = sample(await servedIn('7.0.0'))
    expect(sampled.length).to.be.greaterThan(500)
    const claims = sampled.flatMap((resource) => profilesOf(resource).map((profile) => ({ resource, profile })))
    const errors = await validate(url ?? '', claims, '7.0.0')
    expect(errors.filter((each) => !isMonthAlone(each))).to.deep.equal([])
  })
})
