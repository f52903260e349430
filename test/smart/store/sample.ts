/** A grant and the tokens of it, as the tests of the store have them. */
import type { GrantContext } from '../../../src/smart/model.ts'

export const contextOf = (patient: string): GrantContext => ({
  realm: 'portal',
  client: 'demo-app',
  subject: 'subject-of-amy',
  organizations: ['1'],
  fhirUser: `Patient/${patient}`,
  launch: { patient, needPatientBanner: true, fhirContext: [{ reference: 'Encounter/enc-9' }] },
})

export const tokens = { jti: 'jti-1', accessSeconds: 300, refreshToken: 'refresh-1', refreshSeconds: 86_400 }
