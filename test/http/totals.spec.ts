/** Of every type of the demo, and of one patient: the total is what a walk over all pages gives. https://hl7.org/fhir/R4/bundle.html#total */
import { expect } from 'chai'
import { backendOf, type Bundle, type Caller } from './client.ts'

const matches = ({ entry = [] }: Bundle): number => entry.filter(({ search }) => search.mode === 'match').length

describe('a total', function () {
  this.timeout(60_000)
  let caller: Caller

  before(async () => {
    caller = await backendOf(1)
  })

  const types = ['Patient', 'Practitioner', 'Organization', 'Location', 'Encounter', 'Condition', 'AllergyIntolerance']
  const more = ['Immunization', 'Medication', 'MedicationRequest', 'Observation']
  for (const type of [...types, ...more]) {
    it(`of ${type} is the number of resources that its pages hold`, async () => {
      const isShared = ['Patient', 'Practitioner', 'Organization', 'Location', 'Medication'].includes(type)
      for (const search of isShared ? [`/${type}?`] : [`/${type}?patient=pat-1,pat-101&`, `/${type}?`]) {
        const pages = await caller.pages(`${search}_count=500&_total=accurate`)
        const walked = pages.reduce((sum, page) => sum + matches(page), 0)
        expect(new Set(pages.map(({ total }) => total))).to.deep.equal(new Set([walked]))
        expect((await caller.search(`${search}_summary=count`)).total).to.equal(walked)
      }
    })
  }
})
