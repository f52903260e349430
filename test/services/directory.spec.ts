/** The directory of patients, and clients bound to groups of them, on every database server that answers here, the same as on SQLite. */
import { openClinic, type Clinic } from '../smart/patients/clinic.ts'
import { describeDirectory } from '../smart/patients/contract.ts'
import { describeGroups } from '../smart/patients/groups.ts'
import { answering, createOwn, dropOwn, services } from './databases.ts'

for (const service of services) {
  describe(`The directory of patients on ${service.name}`, function () {
    this.timeout(120_000)
    let clinic: Clinic | undefined

    before(async function () {
      const server = await answering(service)
      if (server === undefined) return this.skip()
      clinic = await openClinic(await createOwn(service, server))
    })

    describeDirectory(() => Promise.resolve(clinic!))
    describeGroups(() => Promise.resolve(clinic!))

    after(async () => {
      await clinic?.database.close()
      if (clinic !== undefined && service.server !== undefined) await dropOwn(service, service.server)
    })
  })
}
