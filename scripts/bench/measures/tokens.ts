/** T7: microseconds for a token that was verified before, all checks; ordinary is what verifying it each time costs. */
import jsonwebtoken from 'jsonwebtoken'
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { createAuthorizer } from '../../../src/auth/authorizer.ts'
import { toSurface } from '../../../src/app/settings.ts'
import type { Measure } from '../measure.ts'
import { race, rateOf } from '../row.ts'
import { benchSettings, organization, patientScope } from '../subject.ts'

export const tokens: Measure = {
  id: 'T7',
  on: 'one',
  async run({ issuer, subject, seconds }) {
    const settings = benchSettings('sqlite', 3000, issuer.port)
    const authorizer = createAuthorizer(settings.surfaces.map((each) => toSurface(settings, each)))
    const audience = 'http://localhost:3000/api/patients/v1'
    const token = issuer.token({ realm: 'portal', audience, scope: patientScope, patient: subject.patient })
    const request = { surface: 'patients', organization, authorization: `Bearer ${token}` }
    await authorizer.authorize(request)
    const answer = await fetch(`http://localhost:${issuer.port}/realms/portal/keys`)
    const { keys } = (await answer.json()) as { keys: [JsonWebKey] }
    const key = createPublicKey({ key: keys[0], format: 'jwk' })
    const { rates } = await race(
      {
        ours: rateOf(() => authorizer.authorize(request)),
        ordinary: rateOf(() => jsonwebtoken.verify(token, key, { algorithms: ['RS256'], audience }), 10),
      },
      seconds,
    )
    const [ours, ordinary] = [1e6 / rates.ours, 1e6 / rates.ordinary]
    const what = 'token on a warm cache, all checks'
    return { what, unit: 'us', floor: 0, ordinary, ours, ratio: ours, target: 2, isLess: true }
  },
}
