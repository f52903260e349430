/** Makes up a patient's course: which conditions, which visits for them, and the rows of visits and their diagnoses. */
import { ageInYears, clock, compactDate, dayOf, preciseStamp, stamp, today, workday } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { loginOfProvider } from '../shop/logins.ts'
import { outsideProvider, ownProviders } from '../shop/providers.ts'
import { codeOfCheckup, codeOfChildCheckup, conditions, type Condition } from '../vocabulary/conditions.ts'
import { isMerged, type Person } from './person.ts'

/** A diagnosis as codes with dots, and its words. */
export type Coded = Pick<Condition, 'icd10' | 'icd9' | 'snomed' | 'text'>

/** A condition that the patient has, from `onset`; an acute one until `end`. */
export interface Had {
  readonly condition: Condition
  readonly onset: number
  readonly end?: number
}

export interface Visit {
  readonly id: number
  readonly day: number
  readonly minute: number
  readonly type: string
  readonly reasons: readonly Coded[]
  readonly provider: number
}

/** The conditions a patient comes to have while he is seen. */
export function makeConditions(person: Person): Had[] {
  const random = person.choices('conditions')
  return conditions.flatMap((condition): Had[] => {
    const share = condition.course === 'mind' && person.organization === 3 ? 0.5 : condition.share
    const fits = condition.sex === undefined || condition.sex === person.sex
    const drawn = random.chance(share)
    const age = random.integer(condition.from, condition.until)
    const onset = person.birth + age * 365 + random.integer(0, 364)
    if (!fits || !drawn || onset > person.end) return []
    if (condition.course !== 'acute') return [{ condition, onset }]
    const start = workday(Math.floor(person.seen + (person.end - person.seen) * random.next()))
    return [{ condition, onset: start - random.integer(0, 4), end: start + random.integer(5, 20) }]
  })
}

/** The visits, in order of time; their rows and those of their diagnoses are handed out. */
export function makeVisits(person: Person, had: readonly Had[]): Visit[] {
  const random = person.choices('visits')
  const planned = [...checkups(random, person), ...followUps(random, person, had), ...acuteVisits(random, had)]
  const within = planned.filter(({ day }) => day >= person.seen && day <= person.end)
  const sorted = within.sort((one, other) => one.day - other.day || one.minute - other.minute)
  const kept = isMerged(person.number) ? sorted.slice(0, 2) : sorted
  const visits = kept.map((plan) => ({ ...plan, id: person.nextKey('ENC_HDR'), provider: providerOf(random, person) }))
  return visits.filter((visit) => putVisit(random, person, visit))
}

type Plan = Pick<Visit, 'day' | 'minute' | 'type' | 'reasons'>

function plan(random: Random, day: number, type: string, reasons: readonly Coded[]): Plan {
  return { day: workday(day), minute: 480 + random.integer(0, 35) * 15, type, reasons }
}

const childMonths = [0.1, 2, 4, 6, 9, 12, 15, 18, 24, 30, 36]

function checkups(random: Random, { birth, seen, end, organization }: Person): Plan[] {
  if (organization === 3) return [plan(random, seen, 'NEW', [])]
  const early = childMonths.map((months) => Math.round(birth + months * 30.44))
  const plans = early.filter((day) => day >= seen).map((day) => plan(random, day, 'WEL', [codeOfChildCheckup]))
  for (let day = Math.max(seen, birth + 4 * 365); day < end; day += random.integer(330, 700)) {
    const child = ageInYears(birth, day) < 18
    plans.push(plan(random, day, day === seen ? 'NEW' : 'WEL', [child ? codeOfChildCheckup : codeOfCheckup]))
  }
  return plans
}

function followUps(random: Random, { seen, end, organization }: Person, had: readonly Had[]): Plan[] {
  const chronic = had.filter(({ condition }) => condition.course !== 'acute')
  const plans: Plan[] = []
  const gap = organization === 3 ? 70 : 230
  for (let day = seen + gap; day < end; day += random.integer(gap - 40, gap + 140)) {
    const active = chronic.filter(({ onset }) => onset <= day).map(({ condition }) => condition)
    const type = random.chance(day > dayOf(2020, 3, 15) ? 0.2 : 0) ? random.pick(['VID', 'TEL']) : 'EST'
    if (active.length > 0) plans.push(plan(random, day, type, shuffled(random, active).slice(0, random.integer(1, 4))))
  }
  return plans
}

function acuteVisits(random: Random, had: readonly Had[]): Plan[] {
  const acute = had.filter(({ condition }) => condition.course === 'acute')
  return acute.map(({ condition, onset }) => plan(random, onset + 3, random.chance(0.08) ? 'ERV' : 'EST', [condition]))
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const keyed = list.map((value) => ({ value, at: random.next() }))
  return keyed.sort((one, other) => one.at - other.at).map(({ value }) => value)
}

function providerOf(random: Random, { provider, organization }: Person): number {
  return random.chance(0.8) ? provider : random.pick(ownProviders[organization] ?? [provider])
}

const classes: Readonly<Record<string, string>> = { ERV: 'E', VID: 'V', TEL: 'V', HOS: 'I' }
const firstDiagnosisRow = dayOf(2009, 1, 1)
const firstClass = dayOf(2006, 1, 1)
const firstOfIcd10 = dayOf(2015, 10, 1)

/** Hands out the rows of a visit; false when it was voided, so that nothing hangs on it. */
function putVisit(random: Random, person: Person, visit: Visit): boolean {
  const { id, day, minute, type, reasons, provider } = visit
  const status = statusOf(random, day)
  const old = day < firstDiagnosisRow
  person.put('ENC_HDR', {
    ...{ ENC_ID: id, ORG_ID: person.organization, PAT_ID: person.id, ENC_NO: `V${String(id).padStart(9, '0')}` },
    ...{ ENC_DT: compactDate(day), ENC_TM: random.chance(0.02) ? '0000' : clock(minute), STAT_CD: status },
    VIST_TYP: random.chance(0.01) ? 'PHY' : type,
    END_DTTM: old ? null : stamp(day, minute + random.integer(2, 6) * 10),
    ENC_CLS: day < firstClass ? null : (classes[type] ?? 'O'),
    ...{ FAC_ID: person.site, PROV_ID: provider, SUPV_PROV_ID: random.chance(0.05) ? person.provider : null },
    REF_PROV_ID: type === 'NEW' && random.chance(0.4) ? outsideProvider(random, person.organization) : null,
    CC_TXT: reasons[0]?.text ?? 'Initial evaluation',
    ...(old ? oldDiagnoses(reasons) : {}),
    DISPO_CD: type === 'ERV' ? random.pick(['01', '01', '02', '07', '99']) : null,
    ACCT_NO: `A${String(id).padStart(9, '0')}`,
    ...signature(random, person, visit, status),
  })
  if (!old && status !== 'X') reasons.forEach((reason, at) => putDiagnosis(random, person, visit, reason, at + 1))
  return status !== 'X'
}

function statusOf(random: Random, day: number): string {
  if (random.chance(0.015)) return 'X'
  if (random.chance(0.01)) return 'O'
  return day < dayOf(2015, 1, 1) ? 'B' : random.pick(['S', 'B'])
}

function oldDiagnoses(reasons: readonly Coded[]): Row {
  return Object.fromEntries(reasons.slice(0, 4).map(({ icd9 }, at) => [`DX_CD${at + 1}`, icd9.replace('.', '')]))
}

function signature(random: Random, { nurse }: Person, { day, minute, provider }: Visit, status: string): Row {
  const signed = status === 'S' || status === 'B'
  const recent = day > dayOf(2002, 6, 1)
  return {
    SIGN_USR_ID: signed && recent ? loginOfProvider(provider) : null,
    SIGN_DTTM: signed && recent ? stamp(day, minute + 90) : null,
    ...{ CRT_USR_ID: nurse.id, CRT_DTTM: stamp(day, minute - 10), LAST_UPD_USR_ID: recent ? nurse.id : null },
    LAST_UPD_DTTM: recent ? preciseStamp(day, minute + 90, random.integer(0, 59999)) : null,
  }
}

function putDiagnosis(
  random: Random,
  person: Person,
  { id, day, minute, provider }: Visit,
  coded: Coded,
  at: number,
): void {
  const code = day < firstOfIcd10 ? coded.icd9 : coded.icd10
  const key = person.nextKey('ENC_DX')
  person.put('ENC_DX', {
    ...{ ENC_DX_ID: key, ENC_ID: id, PAT_ID: person.id, SEQ_NO: at, DX_DESC: coded.text, ONSET_DT: '', RSLVD_DT: '' },
    DX_CD: random.chance(0.5) ? code : code.replace('.', ''),
    DX_VER: day < firstOfIcd10 ? '9' : '0',
    SCT_CD: day > dayOf(2012, 1, 1) && random.chance(0.7) ? coded.snomed : null,
    ...{ CRT_DTTM: stamp(day, minute + 20), CRT_USR_ID: loginOfProvider(provider) },
    DEL_FLG: random.chance(0.01) ? 'Y' : random.pick(['N', null]),
  })
  if (day > today - 200) putTrail(person, key, day, minute + 20)
}

function putTrail({ put, nextKey, nurse }: Person, key: number, day: number, minute: number): void {
  put('AUD_TRL', {
    ...{ AUD_ID: nextKey('AUD_TRL'), AUD_DTTM: preciseStamp(day, minute, 0), USR_ID: nurse.id, TBL_NM: 'ENC_DX' },
    ...{ KEY_VAL: `ENC_DX_ID=${key}`, ACTN: 'I', WRKSTN: 'EXAM03' },
  })
}
