/** Makes up orders: for the laboratory's panels, and for what is done elsewhere. */
import { compactDate, dayOf, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { loginOfProvider } from '../shop/logins.ts'
import { type Errand, errands } from '../vocabulary/errands.ts'
import type { Panel } from '../vocabulary/panels.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

const firstOrder = dayOf(2005, 3, 1)

/** Hands out the order of a panel, which is complete, and gives its ORD_ID. */
export function putPanelOrder(person: Person, visit: Visit, panel: Panel, filler: string): number {
  const random = person.choices(`order ${filler}`)
  const order = person.nextKey('ORD_HDR')
  putHeader(random, person, visit, {
    ...{ ORD_ID: order, ORD_TYP: 'L', STAT_CD: 'CM', PRIOR_CD: random.pick(['R', 'R', 'R', 'S']), FILLR_NO: filler },
    PERF_FAC_ID: person.organization + 9,
  })
  putLine(person, order, {
    ...{ TST_CD: panel.code, TST_DESC: panel.text, LOINC_CD: panel.loinc, DX_CDS: codesOf(visit) },
  })
  return order
}

/** Hands out orders of X-rays, referrals and the like at some visits. */
export function putErrands(person: Person, visits: readonly Visit[], problems: ReadonlyMap<string, number>): void {
  const random = person.choices('errands')
  for (const visit of visits.filter(({ day }) => day > firstOrder)) {
    for (const errand of errands) {
      const reason = visit.reasons.find(({ icd10 }) => errand.reasons.includes(icd10))
      if (reason !== undefined && random.chance(0.2))
        putErrand(random, person, visit, errand, problems.get(reason.icd10))
    }
  }
}

function putErrand(random: Random, person: Person, visit: Visit, errand: Errand, problem: number | undefined): void {
  const order = person.nextKey('ORD_HDR')
  putHeader(random, person, visit, {
    ...{ ORD_ID: order, ORD_TYP: errand.type, STAT_CD: random.pick(['CM', 'CM', 'SN', 'NW', 'CN']), PRIOR_CD: 'R' },
    ...{ SCHED_DT: compactDate(visit.day + 7), SCHED_END_DT: random.chance(0.5) ? compactDate(visit.day + 90) : '' },
    CLIN_INFO: random.chance(0.3) ? errand.words : null,
  })
  putLine(person, order, {
    ...{
      TST_CD: errand.code,
      TST_DESC: errand.text,
      CPT_CD: errand.cpt,
      SCT_CD: errand.snomed,
      DX_CDS: codesOf(visit),
    },
    RSN_PROB_ID: problem ?? null,
  })
}

const codesOf = ({ reasons, day }: Visit): string =>
  reasons
    .slice(0, 4)
    .map(({ icd9, icd10 }) => (day < dayOf(2015, 10, 1) ? icd9 : icd10))
    .join(';')

function putHeader(random: Random, { put, id, organization, nurse }: Person, visit: Visit, rest: Row): void {
  const { day, minute, provider } = visit
  const user = loginOfProvider(provider)
  put('ORD_HDR', {
    ...{ ORG_ID: organization, PAT_ID: id, ENC_ID: visit.id, PROV_ID: provider, ORD_DTTM: stamp(day, minute + 30) },
    ...{ PLCR_NO: `P${String(rest['ORD_ID']).padStart(7, '0')}`, ENTR_USR_ID: nurse.id, SIGN_USR_ID: user },
    ...{ SIGN_DTTM: stamp(day, minute + 32), CRT_USR_ID: nurse.id, CRT_DTTM: stamp(day, minute + 30) },
    ...{ LAST_UPD_USR_ID: user, LAST_UPD_DTTM: preciseStamp(day, minute + 32, random.integer(0, 59999)), ...rest },
  })
}

function putLine({ put, nextKey }: Person, order: number, rest: Row): void {
  put('ORD_DTL', { ORD_DTL_ID: nextKey('ORD_DTL'), ORD_ID: order, LN_NO: 1, STAT_CD: null, ...rest })
}
