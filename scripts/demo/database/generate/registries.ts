/** Makes up on which lists a patient stands. */
import { compactDate, dayOf, today } from '../calendar.ts'
import type { Person } from './person.ts'
import type { Had } from './visits.ts'

const begun = dayOf(2009, 1, 5)

/** Diabetics are in the registry, as long as they want to be; everyone is on the list of all, and on that of their doctor. */
export function putListed(person: Person, had: readonly Had[]): void {
  const random = person.choices('registries')
  const { organization, id, provider, nurse } = person
  const codes = ['ALLPAT', `PCP${String(provider).padStart(5, '0')}`]
  const isDiabetic = had.some(({ condition }) => condition.icd10.startsWith('E11'))
  for (const code of isDiabetic ? [...codes, 'DIABREG'] : codes) {
    const day = Math.max(begun, random.integer(person.seen, today))
    const left = random.chance(0.1) ? compactDate(random.integer(day, today)) : random.pick(['', '', '99991231'])
    person.put('PAT_LIST_MBR', {
      ...{ ORG_ID: organization, LIST_CD: code.padEnd(8), PAT_ID: id, ADD_DT: compactDate(day), RMV_DT: left },
      ADD_USR: nurse.login,
    })
  }
}
