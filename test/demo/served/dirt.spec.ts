/** Every entry of the manifest of dirt, as callers of the gateway see it. */
import { expect } from 'chai'
import { dirtEntries } from '../../../scripts/demo/database/dirt/all.ts'
import type { ManifestEntry } from '../../../scripts/demo/database/manifest.ts'
import { backendOf, entriesOf, idsOf, type Outcome, type Resource } from '../../http/client.ts'
import { isSearched } from '../../../src/plan/question/offered.ts'
import { startDemo } from '../../http/demo.ts'
import { referencesIn } from './anchors.ts'
import { differenceOf, valueAt } from './fragment.ts'

const isHidden = ({ expected }: ManifestEntry): boolean => 'served' in expected && expected.served === false

const organizations = [1, 2, 3]

/** All that searches without parameters give out in an organization, by `Type/id`. */
async function everythingOf(organization: number): Promise<ReadonlyMap<string, Resource>> {
  const { mapping } = await startDemo()
  const caller = await backendOf(organization)
  const found = new Map<string, Resource>()
  for (const type of [...mapping.byType.keys()].filter(isSearched)) {
    for (const page of await caller.pages(`/${type}?_count=1000`)) {
      for (const each of entriesOf(page)) found.set(`${type}/${each.id}`, each)
    }
  }
  return found
}

const titleOf = ({ quirk, table, resource }: ManifestEntry): string => `${quirk} in ${table}: ${resource}`

describe('the planted dirt', function () {
  this.timeout(90_000)
  const served = new Map<number, ReadonlyMap<string, Resource>>()
  const isServed = ({ resource }: ManifestEntry): boolean => [...served.values()].some((each) => each.has(resource))

  before(async () => {
    for (const organization of organizations) served.set(organization, await everythingOf(organization))
  })

  it('leaves nothing that refers to what is not served', () => {
    for (const resources of served.values()) {
      expect(resources.size).to.be.greaterThan(100)
      const dangling = [...resources].flatMap(([name, resource]) =>
        referencesIn(resource)
          .filter((reference) => !resources.has(reference))
          .map((reference) => `${name} refers to ${reference}`),
      )
      expect(dangling).to.deep.equal([])
    }
  })

  for (const entry of dirtEntries.filter(isHidden)) {
    it(`hides ${titleOf(entry)}`, async () => {
      const caller = await backendOf(entry.organization)
      const { status, json } = await caller.get<Outcome>(`/${entry.resource}`)
      expect([status, json.issue[0]?.details.coding[0].code]).to.deep.equal([404, 'plan-not-found'])
      const [type, id] = entry.resource.split('/')
      expect(idsOf(await caller.search(`/${type}?_id=${id}`))).to.deep.equal([])
      expect(isServed(entry)).to.equal(false)
    })
  }

  for (const entry of dirtEntries.filter((each) => !isHidden(each))) {
    it(`serves ${titleOf(entry)}`, async () => {
      const caller = await backendOf(entry.organization)
      const { status, json } = await caller.get<Resource>(`/${entry.resource}`)
      expect(status).to.equal(200)
      if (!('served' in entry.expected)) expect(differenceOf(json, entry.expected, entry.resource)).to.equal(undefined)
      for (const path of entry.absent ?? []) expect(valueAt(json, path), path).to.equal(undefined)
      const [type, id] = entry.resource.split('/')
      expect(entriesOf(await caller.search(`/${type}?_id=${id}`))).to.deep.equal([json])
      expect(isServed(entry)).to.equal(true)
    })
  }

  it('gives an outcome beside the page for a value that cannot be mapped, and does not tell the value', async () => {
    const caller = await backendOf(1)
    const bundle = await caller.search('/Patient?_id=pat-16,pat-15')
    expect(idsOf(bundle)).to.have.members(['pat-15', 'pat-16'])
    const [outcome] = entriesOf(bundle, 'outcome')
    const text = JSON.stringify(outcome)
    expect(text).to.contain('write-value').and.to.contain('Patient.birthDate')
    expect(text).not.to.contain('20191345')
  })
})
