/** Clients bound to groups of patients, on the embedded demo database. */
import { embeddedClinic } from './clinic.ts'
import { describeGroups } from './groups.ts'

describe('a client bound to groups of patients', function () {
  this.timeout(60_000)
  describeGroups(embeddedClinic)
})
