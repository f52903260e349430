/** The directory of patients on every database server that answers here, the same as on SQLite. */
import { openClinic, type Clinic } from '../smart/patients/clinic.ts'
import { describeDirectory } from '../smart/patients/contract.ts'
import { answers, createOwn, dropOwn, services } from './databases.ts'

for (const service of services) {
  describe(`The directory of patients on ${service.name}`, function () {
    this.timeout(120_000)
    let clinic: Clinic | undefined

    before(async function () {
      const { server, name } = service
      if (server === undefined || !(await answers(server))) {
        const reason = server === undefined ? 'no server is named' : `nothing answers at ${new URL(server).host}`
        console.log(`    ${name}: SKIPPED, ${reason}`)
        return this.skip()
      }
      clinic = await openClinic(await createOwn(service, server))
    })

    describeDirectory(() => Promise.resolve(clinic!))

    after(async () => {
      await clinic?.database.close()
      if (clinic !== undefined && service.server !== undefined) await dropOwn(service, service.server)
    })
  })
}
