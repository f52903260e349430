/**
 * The search contract, whole on SQLite; on every database server that answers here with each parameter, modifier and prefix in every zone and by the ways into
 * large tables, but without pairs of parameters, which are put together before any engine is asked.
 */
import { describeContract } from '../declared/contract.ts'
import { readerOf } from '../declared/reader.ts'
import { describeSameness, patientTypes } from '../declared/same.ts'
import { sqliteUrl, subjectAt } from '../declared/subject.ts'
import type { Subject } from '../../src/verify/runner/model.ts'
import { answering, createOwn, dropOwn, services } from './databases.ts'

describe('The whole search contract of the demo mapping on SQLite', function () {
  this.timeout(600_000)
  describeContract(() => subjectAt(sqliteUrl), { behind: '3' })
})

for (const service of services) {
  describe(`The search contract of the demo mapping on ${service.name}`, function () {
    this.timeout(600_000)
    let subject: Subject | undefined

    before(async function () {
      const server = await answering(service)
      if (server === undefined) return this.skip()
      subject = await subjectAt(await createOwn(service, server))
    })

    describeContract(() => Promise.resolve(subject!), { behind: '3', origins: 10, pairs: 0, patients: 1 })
    describeSameness(() =>
      Promise.resolve({ reader: readerOf(subject!), types: patientTypes, patients: ['pat-8', 'pat-7', 'pat-1'] }),
    )

    after(async () => {
      await subject?.database.close()
      if (subject !== undefined && service.server !== undefined) await dropOwn(service, service.server)
    })
  })
}
