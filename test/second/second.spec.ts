/** A second database, as unlike the demo's as can be, on SQLite: every resource whole, and what searches find. */
import { openSqlite } from '../random/engines.ts'
import { describeSecond } from './suite.ts'

describe('A second schema on SQLite', () => {
  describeSecond(() => Promise.resolve(openSqlite()))
})
