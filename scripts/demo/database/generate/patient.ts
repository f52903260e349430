/** Makes up one patient with everything that hangs on him. */
import { putAccount } from './accounts.ts'
import { putErrands } from './orders.ts'
import { makePerson, putPerson, type Asked, type Person } from './person.ts'
import { putCare } from './care.ts'
import { putDocuments } from './documents.ts'
import { putDevices } from './devices.ts'
import { putPrescriptions, putReported, putVaccines } from './drugs.ts'
import { putAllergies, putAnswers, putProblems } from './lists.ts'
import { putImaging } from './imaging.ts'
import { putPolicies } from './policies.ts'
import { putProcedures } from './procedures.ts'
import { putListed } from './registries.ts'
import { putResults } from './results.ts'
import { putScreens } from './screens.ts'
import { makeConditions, makeVisits } from './visits.ts'
import { putVitals } from './vitals.ts'

/** Hands out all rows of the patient of that number. The same seed and number give the same patient whatever the others are. */
export function putPatient(asked: Asked): void {
  const person = makePerson(asked)
  putPerson(person)
  const had = makeConditions(person)
  const visits = makeVisits(person, had)
  putVitals(person, had, visits)
  putResults(person, had, visits)
  const problems = putProblems(person, had, visits)
  putAllergies(person, visits)
  putVaccines(person, visits)
  putPrescriptions(person, visits, problems)
  putReported(person, visits)
  putAnswers(person, visits)
  putScreens(person, visits)
  putProcedures(person, visits, problems)
  putDevices(person, had)
  putErrands(person, visits, problems)
  putPolicies(person)
  putAccount(person)
  putCare(person, visits, problems)
  putListed(person, had)
  putDocuments(person, visits)
  putImaging(person, visits)
  if (person.choices('orphan').chance(0.2)) putOrphan(person)
}

// Rows whose patient somebody deleted by hand, long ago; no key held them.
function putOrphan({ put, nextKey, number }: Person): void {
  put('VIT_SGN', {
    ...{ VIT_ID: nextKey('VIT_SGN'), PAT_ID: 990_000_000 + number, VIT_DT: '20010515', VIT_TM: '0910', PULSE: 74 },
    ENTR_USR: 'SYSTEM',
  })
}
