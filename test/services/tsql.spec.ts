/** All that is written for SQL Server, by a judge of T-SQL over the embedded database: no server is asked. */
import { describeIndexed, describeRandom, describeSearches } from '../tsql/demo.ts'

describe('all that is written for SQL Server', function () {
  this.timeout(900_000)

  describe('of the demo mapping', () => {
    describeSearches({ samples: 1, origins: 4, pairs: 0, patients: 1 })
    describeIndexed({ samples: 1, origins: 1, pairs: 0, patients: 0 })
  })

  describeRandom(4, 20)
})
