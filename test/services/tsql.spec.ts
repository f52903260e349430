/** All that is written for SQL Server, by a judge of T-SQL over the embedded database: no server is asked. */
import { types } from '../declared/contract.ts'
import { describeIndexed, describeRandom, describeSearches } from '../tsql/demo.ts'

/** There is a Provenance of each resource: its statements are those of the other sources. */
const own = types.filter((type) => type !== 'Provenance')

describe('all that is written for SQL Server', function () {
  this.timeout(900_000)

  describe('of the demo mapping', () => {
    const few = { samples: 1, origins: 1, pairs: 0, patients: 0 }
    describeSearches(few, own)
    describeIndexed(few, own)
  })

  describeRandom(4, 20)
})
