/** Every search that US Core 6.1.0 names for the mapped types, by GET and by POST, held against an oracle. https://hl7.org/fhir/us/core/STU6.1/CapabilityStatement-us-core-server.html */
import { expect } from 'chai'
import type { Oracle } from '../../src/verify/oracle/oracle.ts'
import { mustSupport } from '../demo/served/must-support.ts'
import { backendOf, idsOf, type Bundle, type Caller, type Resource } from './client.ts'
import { allOf, oracleFor } from './oracle.ts'

/** Types of which some search names no patient: all are asked for. */
const whole = ['Patient', 'Practitioner', 'PractitionerRole', 'Organization', 'Location', 'CareTeam', 'RelatedPerson']

/** Whose resources of the other types are asked for: each search names a patient or what one resource alone has. */
const patients = 'pat-1,pat-20,pat-101'

interface Asked {
  readonly name: string
  readonly value: string
}

const searches = [
  ...new Map(mustSupport.flatMap(({ type, searches: all }) => all.map((each) => [`${type} ${each}`, { type, each }]))),
]

const isDate = (name: string): boolean => /date$|^date|authoredon/.test(name)

/** The first value in each of these forms: whole, and for a date as a beginning and as an end. */
function valuesOf(oracle: Oracle, resource: Resource, name: string): readonly string[] {
  if (oracle.values(resource, name).length === 0) return []
  const samples = oracle.sampleValues(resource, name)
  const [first = ''] = samples
  return isDate(name) ? [first, `ge${first}`, `lt${first}`, `le${first}`, `gt${first}`] : [first]
}

/** All parameters at one of their values, the others at their first. */
function questionsOf(oracle: Oracle, resource: Resource, names: readonly string[]): readonly (readonly Asked[])[] {
  const values = names.map((name) => valuesOf(oracle, resource, name))
  if (values.some((each) => each.length === 0)) return []
  const count = Math.max(...values.map((each) => each.length))
  return Array.from({ length: count }, (_, at) =>
    names.map((name, i) => ({ name, value: values[i]?.[at] ?? values[i]?.[0] ?? '' })),
  )
}

/** The first, the last and one between of those that have it all. */
const someOf = <T>(all: readonly T[]): readonly T[] =>
  [...new Set([0, all.length >> 1, all.length - 1])].flatMap((at) => all.slice(at, at + 1))

const print = (asked: readonly Asked[]): string =>
  asked.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('&')

describe('the searches of US Core', function () {
  this.timeout(30_000)
  let caller: Caller
  let oracle: Oracle
  const known = new Map<string, readonly Resource[]>()
  const resourcesOf = async (type: string): Promise<readonly Resource[]> => {
    const isWhole = whole.includes(type)
    const resources = known.get(type) ?? (await allOf(caller, type, isWhole ? '' : `&patient=${patients}`))
    known.set(type, resources)
    return resources
  }

  before(async () => {
    caller = await backendOf(1)
    oracle = await oracleFor(caller)
  })

  for (const [title, { type, each }] of searches) {
    it(`has ${title}`, async () => {
      const names = each.split('+')
      const resources = await resourcesOf(type)
      const questions = resources
        .map((resource) => questionsOf(oracle, resource, names))
        .filter((all) => all.length > 0)
      expect(questions.length, 'resources to ask about').to.be.greaterThan(0)
      for (const asked of someOf(questions).flat()) {
        const expected = resources.filter((resource) =>
          asked.every(({ name, value }) => oracle.matches(resource, { name, values: value.split(/(?<!\\),/) })),
        )
        const query = print(asked)
        const found = await caller.search(`/${type}?${query}&_count=1000`)
        expect([...idsOf(found)].sort(), query).to.deep.equal(expected.map(({ id }) => id).sort())
        if (asked.some(({ value }) => /^(?:ge|lt|le|gt)/.test(value))) continue
        const posted = await caller.post<Bundle>(type, `${query}&_count=1000`)
        expect([posted.status, idsOf(posted.json)], `POST ${query}`).to.deep.equal([200, idsOf(found)])
      }
    })
  }

  it('take the patient with and without its type, and as an absolute URL under the base', async () => {
    const ids = idsOf(await caller.search('/Condition?patient=pat-1'))
    expect(ids).to.have.length.greaterThan(10)
    expect(idsOf(await caller.search('/Condition?patient=Patient/pat-1'))).to.deep.equal(ids)
    expect(
      idsOf(await caller.search(`/Condition?patient=${encodeURIComponent(`${caller.base}/Patient/pat-1`)}`)),
    ).to.deep.equal(ids)
    expect(idsOf(await caller.search('/Condition?patient:Patient=pat-1'))).to.deep.equal(ids)
    expect(idsOf(await caller.search('/Condition?subject=Patient/pat-1'))).to.deep.equal(ids)
  })

  it('take several values with commas and several parameters of a name together', async () => {
    const codes = async (query: string) => idsOf(await caller.search(`/Observation?patient=pat-1&${query}`))
    const [rate, breath] = [await codes('code=8867-4'), await codes('code=http://loinc.org|9279-1')]
    expect([...(await codes('code=8867-4,http://loinc.org%7C9279-1'))].sort()).to.deep.equal(
      [...rate, ...breath].sort(),
    )
    const between = await codes('code=8867-4&date=ge2024-01-01&date=lt2025-01-01')
    expect(between).to.deep.equal(['vit-2-8867-4'])
    expect(await codes('code=8867-4&code=9279-1')).to.deep.equal([])
  })

  it('take an instant of any offset at the precision of a second', async () => {
    const at = async (text: string) =>
      idsOf(await caller.search(`/Encounter?patient=pat-1&date=${encodeURIComponent(text)}`))
    // Periods without an end go on.
    expect(await at('gt2025-11-03T16:09:59Z')).to.deep.equal(['enc-1', 'enc-3', 'enc-4', 'enc-5'])
    expect(await at('gt2025-11-03T11:10:00-05:00')).to.deep.equal(['enc-3', 'enc-4', 'enc-5'])
    const rates = await caller.search('/Observation?patient=pat-1&code=8867-4&date=2025-11-03T15:40:00Z')
    expect(idsOf(rates)).to.deep.equal(['vit-1-8867-4'])
  })

  it('take a value of the form system|, and of |code', async () => {
    const search = async (query: string) => idsOf(await caller.search(`/Condition?patient=pat-1&${query}`))
    expect(await search('code=http://hl7.org/fhir/sid/icd-9-cm|'))
      .to.include.members(['edx1-3.1', 'cond-2'])
      .and.not.include('cond-1')
    expect(await search('code=|I10')).to.deep.equal([])
  })
})
