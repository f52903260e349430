/** Makes up what the clinic's own dispensary gave out for a prescription. */
import { dayOf, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Drug } from '../vocabulary/drugs.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

const firstDispensed = dayOf(2010, 1, 1)

/** Hands out the fills of a prescription, of which few are filled here. `key` is its RX_ID. */
export function putFills(person: Person, visit: Visit, drug: Drug, key: number): void {
  const random = person.choices(`fills ${key}`)
  if (visit.day < firstDispensed || !random.chance(0.15)) return
  const fills = random.integer(1, 2)
  for (let fill = 0; fill < fills; fill++) putFill(random, person, { visit, drug, key, fill })
}

interface Fill {
  readonly visit: Visit
  readonly drug: Drug
  readonly key: number
  readonly fill: number
}

function putFill(random: Random, person: Person, { visit, drug, key, fill }: Fill): void {
  const day = visit.day + fill * drug.days
  if (day > person.end) return
  person.put('RX_DISP', {
    ...{
      DISP_ID: person.nextKey('RX_DISP'),
      ORG_ID: person.organization,
      RX_ID: key,
      PAT_ID: person.id,
      MED_ID: drug.id,
    },
    ...{
      NDC_CD: drug.ndc,
      FILL_NO: fill,
      FILL_TYP: fill === 0 ? 'FF' : 'RF',
      DISP_DTTM: stamp(day, visit.minute + 60),
    },
    ...{ QTY: drug.quantity, UOM: drug.unit, DAYS_SUP: drug.days, PHRM_USR_ID: person.nurse.id, FAC_ID: person.site },
    ...{ LABEL_SIG: drug.sig, RTN_FLG: random.chance(0.03) ? 'Y' : 'N', CRT_USR_ID: person.nurse.id },
    ...{ CRT_DTTM: stamp(day, visit.minute + 60), LAST_UPD_USR_ID: person.nurse.id },
    LAST_UPD_DTTM: preciseStamp(day, visit.minute + 61, random.integer(0, 59999)),
  })
}
