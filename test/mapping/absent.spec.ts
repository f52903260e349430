/** Where `absent` may not stand. */
import { expect } from 'chai'
import { faults, patient, practitioner } from './clinic.ts'

/** What is wrong with one line in the map of patients. */
const faultsOfMap = (line: string): Promise<readonly string[]> =>
  faults({ 'pat.yaml': patient(line), 'prac.yaml': practitioner })

describe('a mapping', () => {
  for (const [title, line] of [
    ['an alternative', 'birthDate: { first: [{ is: =p.DOB | date(yyyymmdd), absent: unknown }, 2020-01-01] }'],
    ['a branch', 'maritalStatus: { case: p.SEX, F: { text: =p.LANG_CD, absent: unknown } }'],
    ['a type of a choice', 'deceased: { boolean: { is: =p.SEX | is(X), absent: unknown } }'],
  ] as const)
    it(`is told where absent, which is of the whole element, stands inside of ${title}`, async () => {
      expect(await faultsOfMap(line)).to.satisfy(
        (told: readonly string[]) => told.length === 1 && told[0]?.includes('absent stands inside of an alternative'),
      )
    })
})
