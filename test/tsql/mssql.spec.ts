/** What is written for SQL Server, by a judge that shares no code with what writes it: a sample; the services' suite asks the whole. */
import { describeChecks, describeDesk, describeExtremes, describeRandom, describeSearches } from './demo.ts'

describe('what is written for SQL Server', function () {
  this.timeout(300_000)

  describe('of the demo mapping', () => {
    describeSearches({ samples: 1, origins: 1, pairs: 0, patients: 0 }, ['Encounter', 'Coverage', 'Practitioner'])
    describeExtremes()
    describeChecks()
    describeDesk()
  })

  describeRandom(1, 3)
})
