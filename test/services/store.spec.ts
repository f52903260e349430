/** The store of contexts on every database server that answers here, the same as in a file. */
import { describeStore } from '../smart/store/suite.ts'
import { answering, createOwn, dropOwn, services } from './databases.ts'

for (const service of services) {
  describe(`The store of contexts on ${service.name}`, function () {
    this.timeout(60_000)
    let url: string | undefined

    before(async function () {
      const server = await answering(service)
      if (server === undefined) return this.skip()
      url = await createOwn(service, server)
    })

    describe('with two replicas', () => describeStore(() => url!))

    after(async () => {
      if (url !== undefined && service.server !== undefined) await dropOwn(service, service.server)
    })
  })
}
