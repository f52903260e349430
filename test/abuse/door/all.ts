/** All attacks, on one running deployment. */
import type { Subject } from '../../smart/gate/app.ts'
import { envelopeAttacks } from './envelopes.ts'
import { formAttacks } from './forms.ts'
import { pageAttacks } from './pages.ts'
import { pathAttacks } from './paths.ts'
import { peopleAttacks } from './people.ts'
import { redirectAttacks } from './redirects.ts'
import { requestAttacks } from './requests.ts'
import { smugglingAttacks } from './smuggling.ts'
import { tokenAttacks } from './tokens.ts'
import { traceAttacks } from './traces.ts'

export const allAttacks = (subject: Subject): void => {
  redirectAttacks(subject)
  requestAttacks(subject)
  tokenAttacks(subject)
  envelopeAttacks(subject)
  formAttacks(subject)
  peopleAttacks(subject)
  pathAttacks(subject)
  smugglingAttacks(subject)
  pageAttacks(subject)
  traceAttacks(subject)
}
