/** Makes up screening forms that were filled at visits. */
import { dayOf, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import { filledForms, type Filled } from '../vocabulary/forms.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

/** The forms came with the add-on of 2011, for grown-ups. */
const firstForm = dayOf(2011, 6, 1)

export function putScreens(person: Person, visits: readonly Visit[]): void {
  const random = person.choices('screens')
  const asked = visits.filter(
    ({ day, type }) => day > firstForm && day - person.birth > 18 * 365 && type !== 'TEL' && random.chance(0.12),
  )
  for (const visit of asked) putScreen(random, person, visit, random.pick(filledForms))
}

function putScreen(random: Random, person: Person, visit: Visit, { code, coded, most }: Filled): void {
  const id = person.nextKey('SCRN_HDR')
  const { day, minute } = visit
  const isOwn = random.chance(0.7)
  person.put('SCRN_HDR', {
    ...{ SCRN_ID: id, ORG_ID: person.organization, PAT_ID: person.id, ENC_ID: visit.id, FRM_CD: code },
    ...{ SCRN_DTTM: stamp(day, minute - 5), STAT_CD: random.pick(['C', 'C', 'C', 'C', 'I', 'A']) },
    ...{ TOT_SCR: most === undefined ? null : random.integer(0, most), ENTR_BY: isOwn ? 'P' : 'S' },
    ...{ ENTR_USR_ID: isOwn ? null : person.nurse.id, CRT_USR_ID: person.nurse.id, CRT_DTTM: stamp(day, minute - 5) },
    LAST_UPD_DTTM: random.chance(0.5) ? preciseStamp(day, minute, random.integer(0, 59999)) : null,
  })
  coded.forEach(([question, codes]) =>
    person.put('SCRN_ANS', { SCRN_ID: id, QSTN_ID: question, REPT_NO: 1, ANS_CD: random.pick(codes) }),
  )
}
