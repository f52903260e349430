/** All that is written for SQL Server, by a judge of T-SQL over the embedded database: no server is asked. */
import { types } from '../declared/contract.ts'
import { describeIndexed, describeRandom, describeSearches } from '../tsql/demo.ts'

describe('all that is written for SQL Server', function () {
  this.timeout(900_000)

  describe('of the demo mapping', () => {
    const few = { samples: 1, origins: 1, pairs: 0, patients: 0 }
    describeSearches(few)
    describeIndexed(
      few,
      types.filter((type) => type !== 'Provenance'),
    )
  })

  describeRandom(4, 20)
})
