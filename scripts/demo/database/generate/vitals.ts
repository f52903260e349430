/** Makes up the vital signs of a visit from age, sex and conditions. */
import { clock, compactDate, dayOf, preciseStamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import type { Person } from './person.ts'
import type { Had, Visit } from './visits.ts'

/** Hands out one row of vital signs for most visits that happen in a room. */
export function putVitals(person: Person, had: readonly Had[], visits: readonly Visit[]): void {
  const random = person.choices('vitals')
  const body = bodyOf(random, person, had)
  for (const visit of visits) {
    if (visit.type === 'TEL' || visit.type === 'VID' || random.chance(0.1)) continue
    const key = person.nextKey('VIT_SGN')
    const deleted = random.chance(0.004)
    person.put('VIT_SGN', {
      VIT_ID: key,
      PAT_ID: deleted ? -person.id : person.id,
      ...measure(random, person, body, visit),
    })
    if (deleted) putDeletion(person, key, visit)
  }
}

interface Body {
  /** Full-grown height in inches, and body mass index. */
  readonly height: number
  readonly index: number
  readonly systolic: number
}

function bodyOf(random: Random, { sex }: Person, had: readonly Had[]): Body {
  const has = (code: string): boolean => had.some(({ condition }) => condition.icd10 === code)
  return {
    height: random.bell(sex === 'F' ? 64 : 69.5, 2.6),
    index: Math.max(17, random.bell(has('E66.9') ? 34 : 25.5, 3)),
    systolic: random.bell(has('I10') ? 140 : 118, 8),
  }
}

function measure(random: Random, person: Person, body: Body, visit: Visit): Row {
  const age = (visit.day - person.birth) / 365.25
  const taken = { VIT_DT: compactDate(visit.day), VIT_TM: random.chance(0.01) ? '0000' : clock(visit.minute + 8) }
  const row = { ENC_ID: visit.id, ...taken, ENTR_USR: person.nurse.login }
  if (random.chance(0.01)) return { ...row, NOT_DONE_CD: random.pick(['RF', 'UN']) }
  return {
    ...{
      ...row,
      ...pressure(random, age, body),
      ...rates(random, age),
      ...size(random, age, body, person.organization),
    },
    ...(visit.day > dayOf(2006, 1, 1) ? oxygen(random) : {}),
    LAST_UPD_DTTM:
      visit.day > dayOf(2002, 6, 1) ? preciseStamp(visit.day, visit.minute + 9, random.integer(0, 59999)) : null,
  }
}

function pressure(random: Random, age: number, { systolic }: Body): Row {
  if (age < 3) return {}
  const high = Math.round(random.bell(age < 18 ? 90 + age * 1.5 : systolic, 7))
  const low = Math.round(high * 0.42 + random.bell(24, 5))
  const second = high > 140 && random.chance(0.6)
  return {
    ...{ BP_SYS: high, BP_DIA: random.chance(0.01) ? 0 : low, BP_SITE: random.pick(['LA', 'RA', 'LA']), BP_POS: 'SI' },
    ...{ BP2_SYS: second ? high - random.integer(2, 10) : null, BP2_DIA: second ? low - random.integer(0, 4) : null },
  }
}

function rates(random: Random, age: number): Row {
  const young = Math.max(0, 18 - age)
  const fever = random.chance(0.05)
  return {
    PULSE: Math.round(random.bell(72 + young * 2.2, 8)),
    RESP: random.chance(0.05) ? 0 : Math.round(random.bell(15 + young * 0.7, 2)),
    TEMP: round(random.bell(fever ? 101.4 : 98.2, 0.5), 1),
    ...{ TEMP_UOM: 'F', TEMP_RT: age < 2 ? 'R' : random.pick(['O', 'T']) },
    PAIN_SCR: age > 5 && random.chance(0.3) ? random.integer(0, 8) : null,
  }
}

function size(random: Random, age: number, { height, index }: Body, organization: number): Row {
  const grown = Math.min(1, 0.29 + 0.71 * (1 - Math.exp(-age / 6.5)) * 1.07)
  const tall = height * grown
  const bmi = age < 18 ? random.bell(14.5 + age * 0.4, 1.2) : Math.max(16, random.bell(index, 0.8))
  const pounds = (bmi * tall * tall) / 703
  const weighed = { HT: round(tall, 2), HT_UOM: 'I', BMI: age >= 2 ? round(bmi, 2) : null }
  if (organization !== 2) return { ...weighed, WT: round(pounds, 1), WT_UOM: 'L' }
  const baby = age < 2
  const weight = baby
    ? { WT: Math.round(pounds * 16), WT_UOM: 'O' }
    : { WT: round(pounds * 0.45359237, 2), WT_UOM: 'K' }
  return { ...weighed, ...weight, ...percentiles(random, age) }
}

function percentiles(random: Random, age: number): Row {
  const percentile = (): number => round(Math.min(99, Math.max(1, random.bell(52, 20))), 1)
  const head =
    age < 3 ? { HC: round(35 + (15.5 * age) / (age + 0.45), 1), HC_PCT: percentile(), WTLEN_PCT: percentile() } : {}
  return { ...head, HT_PCT: percentile(), WT_PCT: percentile(), BMI_PCT: age >= 2 ? percentile() : null }
}

function oxygen(random: Random): Row {
  if (!random.chance(0.7)) return {}
  const low = random.chance(0.03)
  const given = low ? { O2_FLOW: random.integer(2, 8) / 2, FIO2: random.integer(24, 40) } : {}
  return { O2_SAT: low ? random.integer(86, 92) : random.integer(95, 100), ...given }
}

// The old screen deletes a measurement by turning its patient's number negative; the trail has the rest.
function putDeletion({ put, nextKey, nurse }: Person, key: number, { day, minute }: Visit): void {
  put('AUD_TRL', {
    ...{ AUD_ID: nextKey('AUD_TRL'), AUD_DTTM: preciseStamp(day, minute + 30, 0), USR_ID: nurse.id, TBL_NM: 'VIT_SGN' },
    ...{ KEY_VAL: `VIT_ID=${key}`, ACTN: 'D', WRKSTN: 'EXAM01' },
  })
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
