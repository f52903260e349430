/** The second schema on every database server that answers here, by the same answer key. */
import { openServers } from '../random/engines.ts'
import { describeSecond } from '../second/suite.ts'

for (const dialect of ['postgres', 'mariadb'] as const) {
  describe(`A second schema on ${dialect}`, () => {
    describeSecond(async () => (await openServers((each) => each === dialect))[0])
  })
}
