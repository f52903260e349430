/** Makes up what pays for a patient. */
import { ageInYears, compactDate, dayOf, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { payersOf } from '../shop/payers.ts'
import type { Person } from './person.ts'

const memberNumbers = dayOf(2012, 1, 1)

/** Hands out the patient's policies: the one he has, at times one that ended, or a second one. */
export function putPolicies(person: Person): void {
  const random = person.choices('policies')
  const count = random.pick([0, 1, 1, 1, 1, 2])
  let from = person.seen
  for (let at = 0; at < count; at++) {
    const ended = at < count - 1 && random.chance(0.5)
    const until = from + Math.floor((person.end - from) * random.next())
    person.put('PAT_INS', policy(random, person, { from, until: ended ? until : undefined, level: ended ? 1 : at + 1 }))
    if (ended) from = until + 1
  }
}

interface Term {
  readonly from: number
  readonly until: number | undefined
  readonly level: number
}

function policy(random: Random, person: Person, { from, until, level }: Term): Row {
  const old = ageInYears(person.birth, person.end) >= 65 && person.organization === 1
  const number = `${random.pick(['X', 'W', 'ZG'])}${random.digits(9)}`
  const grouped = random.chance(0.7)
  return {
    ...{
      PAT_INS_ID: person.nextKey('PAT_INS'),
      ORG_ID: person.organization,
      PAT_ID: person.id,
      INS_LVL: String(level),
    },
    INS_CO_ID: old ? 1 : random.pick(payersOf(person.organization)),
    ...{
      PLAN_NM: random.pick(['CHOICE PLUS', 'SILVER 2500', 'OPEN ACCESS', '']),
      PLAN_CD: random.pick(['', 'P100', 'S25']),
    },
    ...(from < memberNumbers ? { POL_NO: number } : { POL_NO: '', MBR_ID: number }),
    ...(grouped ? { GRP_NO: random.digits(6), GRP_NM: random.pick(['ACME TOOL', 'CITY SCHOOLS', '']) } : {}),
    ...subscriber(random, person),
    ...{
      EFF_DT: compactDate(from),
      TERM_DT: until === undefined ? random.pick(['', '99991231', '20781231']) : compactDate(until),
    },
    ...{ COPAY_AMT: random.pick([0, 20, 35]), STAT_CD: until === undefined ? 'A' : 'T' },
    ...audit(random, person, from),
  }
}

function subscriber(random: Random, { birth, end }: Person): Row {
  const relation = ageInYears(birth, end) < 19 ? 'C' : random.pick(['S', 'S', 'S', 'P', 'O'])
  return relation === 'S' ? { SUBSCR_REL: 'S' } : { SUBSCR_REL: relation, SUBSCR_NM: 'ON FILE', SUBSCR_DOB: '' }
}

function audit(random: Random, { nurse }: Person, day: number): Row {
  return {
    ...{ CRT_USR_ID: nurse.id, CRT_DTTM: stamp(day, random.integer(480, 1020)), LAST_UPD_USR_ID: null },
    LAST_UPD_DTTM: day > dayOf(2002, 6, 1) ? preciseStamp(day, 1020, random.integer(0, 59999)) : null,
  }
}
