/** Makes up care teams and plans of care for patients with long conditions, since 2011. */
import { compactDate, dayOf, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { loginOfProvider } from '../shop/logins.ts'
import { type Care, cares } from '../vocabulary/care.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

const firstPlan = dayOf(2011, 6, 1)

/** `problems` is PROB_ID by ICD-10-CM code. */
export function putCare(person: Person, visits: readonly Visit[], problems: ReadonlyMap<string, number>): void {
  const random = person.choices('care')
  cares.forEach((care, at) => {
    const problem = problems.get(care.icd10)
    const visit = visits.find(
      ({ day, reasons }) => day > firstPlan && reasons.some(({ icd10 }) => icd10 === care.icd10),
    )
    if (problem === undefined || visit === undefined || !random.chance(0.4)) return
    putTeam(random, person, visit, care, at + 1)
    putPlan(random, person, { visit, care, problem, team: at + 1 })
  })
}

function putTeam(random: Random, person: Person, visit: Visit, care: Care, team: number): void {
  const members: Row[] = [
    { MBR_TYP: 'P', PROV_ID: visit.provider, ROLE_CD: 'PCP' },
    { MBR_TYP: 'U', USR_ID: person.nurse.id, ROLE_CD: 'RN' },
    { MBR_TYP: 'S', ROLE_CD: 'SELF' },
  ]
  const since = compactDate(visit.day)
  members.slice(0, random.integer(1, 3)).forEach((member, at) =>
    person.put('CARE_TEAM', {
      ...{ PAT_ID: person.id, TEAM_NO: team, MBR_NO: at + 1, ORG_ID: person.organization, ...member, EFF_DT: since },
      ...{ TEAM_NM: at === 0 ? care.team : random.pick([care.team, '']), TERM_DT: random.pick(['', '20781231']) },
      ...{ STAT_CD: random.chance(0.1) ? 'I' : 'A', LAST_UPD_DTTM: preciseStamp(visit.day, visit.minute + 50, 0) },
    }),
  )
}

interface Planned {
  readonly visit: Visit
  readonly care: Care
  readonly problem: number
  readonly team: number
}

function putPlan(random: Random, person: Person, { visit, care, problem, team }: Planned): void {
  const plan = person.nextKey('CARE_PLN')
  const ended = random.chance(0.3)
  person.put('CARE_PLN', {
    ...{ PLN_ID: plan, ORG_ID: person.organization, PAT_ID: person.id, PLN_TYP: care.type, PLN_NM: care.plan },
    ...{ STAT_CD: ended ? 'C' : random.pick(['A', 'A', 'A', 'D', 'H']), STRT_DT: compactDate(visit.day) },
    ...{ END_DT: ended ? compactDate(visit.day + 180) : '', ASMT_TXT: care.assessment, AUTH_PROV_ID: visit.provider },
    ...{ ENC_ID: visit.id, TEAM_NO: team, PROB_IDS: String(problem), ...audit(random, visit) },
  })
  care.items.forEach((item) => putItem(random, person, plan, visit, item))
}

function putItem(random: Random, person: Person, plan: number, visit: Visit, item: Row): void {
  const goal = item['ITM_TYP'] === 'G'
  person.put('CARE_PLN_ITM', {
    ...{ PLN_ITM_ID: person.nextKey('CARE_PLN_ITM'), PLN_ID: plan, PAT_ID: person.id, ...item },
    ...{
      STAT_CD: random.pick(['AC', 'AC', 'CM', 'PR', 'OH']),
      ACHV_CD: goal ? random.pick(['IP', 'AC', 'NA', null]) : null,
    },
    ...{ STRT_DT: compactDate(visit.day), TRGT_DT: goal ? compactDate(visit.day + 180) : '', END_DT: '' },
    ...{ RESP_USR_ID: person.nurse.id, DEL_FLG: random.chance(0.02) ? 'Y' : 'N', ...audit(random, visit) },
  })
}

function audit(random: Random, { day, minute, provider }: Visit): Row {
  const user = loginOfProvider(provider)
  return {
    ...{ CRT_USR_ID: user, CRT_DTTM: stamp(day, minute + 35), LAST_UPD_USR_ID: user },
    LAST_UPD_DTTM: preciseStamp(day, minute + 36, random.integer(0, 59999)),
  }
}
