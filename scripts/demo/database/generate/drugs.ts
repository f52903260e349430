/** Makes up vaccines by age, prescriptions by condition, and what patients say they take. */
import { ageInYears, clock, compactDate, dayOf, preciseStamp, stamp, today } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { loginOfProvider } from '../shop/logins.ts'
import { outsideProvider } from '../shop/providers.ts'
import { type Drug, drugs, drugsFor } from '../vocabulary/drugs.ts'
import { childVaccines, type Vaccine, adultVaccines } from '../vocabulary/vaccines.ts'
import { putFills } from './dispensing.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

/** Hands out the vaccines that were due at each visit. */
export function putVaccines(person: Person, visits: readonly Visit[]): void {
  const random = person.choices('vaccines')
  const given = new Map<string, number>()
  for (const visit of visits.filter(({ type }) => type === 'WEL' || type === 'NEW')) {
    const months = (visit.day - person.birth) / 30.44
    for (const vaccine of months < 19 * 12 ? childVaccines : adultVaccines) {
      const doses = given.get(vaccine.code) ?? 0
      const due = vaccine.months[Math.min(doses, vaccine.months.length - 1)] ?? 0
      const open = doses < vaccine.months.length || vaccine.yearly
      if (!open || months < due || months > due + (vaccine.yearly ? 900 : 30) || !random.chance(0.7)) continue
      given.set(vaccine.code, doses + 1)
      putVaccine(random, person, visit, vaccine)
    }
  }
}

function putVaccine(random: Random, person: Person, visit: Visit, vaccine: Vaccine): void {
  const status = random.chance(0.03)
    ? 'R'
    : random.chance(0.01)
      ? random.pick(['C', 'E'])
      : random.chance(0.1)
        ? 'H'
        : 'G'
  person.put('IMM_HX', {
    ...{ IMM_ID: person.nextKey('IMM_HX'), ORG_ID: person.organization, PAT_ID: person.id, VACC_CD: vaccine.code },
    CVX_CD: random.chance(0.9) ? (random.chance(0.5) ? String(Number(vaccine.cvx)) : vaccine.cvx) : null,
    ...{ MVX_CD: vaccine.maker, CPT_CD: vaccine.cpt, ADMIN_DT: compactDate(visit.day), STAT_CD: status },
    ...(status === 'G' || status === 'E' ? dose(random, person, visit, vaccine) : {}),
    RFSL_RSN_CD: status === 'R' ? random.pick(['RL', 'PH', 'PO', 'PD']) : status === 'C' ? 'MP' : null,
    ...{ SRC_CD: status === 'H' ? '01' : '00', ENC_ID: visit.id, FAC_ID: person.site, ...meta(random, person, visit) },
  })
}

function dose(random: Random, { provider, birth }: Person, { day, minute }: Visit, vaccine: Vaccine): Row {
  const baby = day - birth < 2 * 365
  const oral = vaccine.route === 'PO'
  return {
    ...{
      ADMIN_TM: clock(minute + 30),
      DOSE_AMT: oral ? 1 : 0.5,
      DOSE_UOM: 'ML',
      LOT_NO: `${random.pick(['U', 'AC', 'X'])}${random.digits(4)}`,
    },
    ...{ EXP_DT: compactDate(day + random.integer(60, 500)), ROUTE_CD: vaccine.route, ADMIN_PROV_ID: provider },
    SITE_CD: oral ? 'MTH' : random.pick(baby ? ['LT', 'RT'] : ['LA', 'RA']),
    VIS_DT: compactDate(day - 200),
  }
}

function meta(random: Random, { nurse }: Person, { day, minute }: Visit): Row {
  const touched = day > dayOf(2002, 6, 1)
  const when = touched ? preciseStamp(day, minute + 31, random.integer(0, 59999)) : null
  const who = { CRT_USR_ID: nurse.id, LAST_UPD_USR_ID: touched ? nurse.id : null }
  return { ...who, CRT_DTTM: stamp(day, minute + 31), LAST_UPD_DTTM: when }
}

/** Hands out prescriptions since 2005 for the reasons of the visits; `problems` is PROB_ID by ICD-10-CM code. */
export function putPrescriptions(
  person: Person,
  visits: readonly Visit[],
  problems: ReadonlyMap<string, number>,
): void {
  const random = person.choices('prescriptions')
  for (const visit of visits.filter(({ day }) => day > dayOf(2005, 6, 1))) {
    for (const { icd10 } of visit.reasons) {
      const choice = drugsFor(icd10)
      if (choice.length === 0 || !random.chance(0.6)) continue
      putPrescription(random, person, visit, random.pick(choice), problems.get(icd10))
    }
  }
}

function putPrescription(random: Random, person: Person, visit: Visit, drug: Drug, problem: number | undefined): void {
  const refills = problem === undefined ? 0 : random.integer(0, 5)
  const last = visit.day + drug.days * (refills + 1)
  const date = compactDate(visit.day)
  const key = person.nextKey('RX_HDR')
  person.put('RX_HDR', {
    ...{ RX_ID: key, ORG_ID: person.organization, PAT_ID: person.id, ENC_ID: visit.id },
    MED_ID: random.chance(0.04) ? random.pick([0, null]) : drug.id,
    ...{ DRUG_TXT: `${drug.generic} ${drug.strength} ${drug.form}`, SIG_TXT: drug.sig, DAW_FLG: 'N', RFL_CNT: refills },
    ...{ RX_DT: date, STRT_DT: date, STOP_DT: random.chance(0.5) ? compactDate(last) : '' },
    ...(visit.day > dayOf(2010, 1, 1) ? taking(random, drug) : {}),
    ...{ ...statusOf(random, last), ...reasonOf(random, visit, drug, problem), ...prescriber(random, visit) },
    ...{ SETNG_CD: random.pick([null, 'O', 'O', 'C']), PHARM_FAC_ID: person.organization + 13 },
  })
  putFills(person, visit, drug, key)
}

function statusOf(random: Random, last: number): Row {
  if (random.chance(0.01)) return { STAT_CD: 'E' }
  if (random.chance(0.05)) return { STAT_CD: 'D', DC_RSN: random.pick(['SIDE EFFECT', 'NOT EFFECTIVE']) }
  if (random.chance(0.05)) return { STAT_CD: random.pick(['X', 'H']) }
  return { STAT_CD: last < today && random.chance(0.6) ? 'C' : 'A' }
}

function reasonOf(random: Random, { day }: Visit, drug: Drug, problem: number | undefined): Row {
  return {
    RSN_DX_CD: day > dayOf(2015, 10, 1) && random.chance(0.5) ? drug.reason : null,
    RSN_PROB_ID: problem !== undefined && day > dayOf(2011, 1, 1) ? problem : null,
  }
}

function taking(random: Random, drug: Drug): Row {
  return {
    ...{ DOSE_QTY: drug.dose, DOSE_UOM: drug.unit, ROUTE_CD: drug.route },
    FREQ_CD: random.chance(0.015) ? 'Q3D' : drug.frequency,
    ...{ DISP_QTY: drug.quantity, DISP_UOM: drug.unit, DAYS_SUP: drug.days },
  }
}

function prescriber(random: Random, { provider, day, minute }: Visit): Row {
  const user = loginOfProvider(provider)
  const written = stamp(day, minute + 28)
  const changed = preciseStamp(day, minute + 29, random.integer(0, 59999))
  const audit = { CRT_USR_ID: user, CRT_DTTM: written, LAST_UPD_USR_ID: user, LAST_UPD_DTTM: changed }
  return { PROV_ID: provider, RX_DTTM: day > dayOf(2010, 1, 1) ? written : null, ...audit }
}

/** Hands out what the patient said he takes, at some visit since 2011. */
export function putReported(person: Person, visits: readonly Visit[]): void {
  const random = person.choices('reported')
  const later = visits.filter(({ day }) => day > dayOf(2011, 6, 1))
  const count = ageInYears(person.birth, person.end) < 18 ? random.integer(0, 1) : random.integer(0, 4)
  for (let at = 0; at < count && later.length > 0; at++) putReport(random, person, random.pick(later))
}

function putReport(random: Random, person: Person, visit: Visit): void {
  const drug = random.pick(drugs)
  const source = random.pick(['P', 'P', 'P', 'O', null])
  person.put('MED_RPTD', {
    ...{ MED_RPTD_ID: person.nextKey('MED_RPTD'), ORG_ID: person.organization, PAT_ID: person.id, ENC_ID: visit.id },
    ...{
      MED_TXT: `${drug.brand} ${drug.strength}`,
      RXCUI: random.chance(0.7) ? drug.rxcui : null,
      SIG_TXT: 'as needed',
    },
    ...{ STRT_TXT: random.pick(['since 2015', 'last year', '', '2019']), END_DT: '', INFO_SRC: source },
    INFO_PROV_ID: source === 'O' ? outsideProvider(random, person.organization) : null,
    ...{
      TAKING_FLG: random.pick(['Y', 'Y', 'N', 'U']),
      REC_DTTM: stamp(visit.day, visit.minute + 5),
      REC_USR_ID: person.nurse.id,
    },
    ...{ DEL_FLG: random.chance(0.02) ? 'Y' : 'N', ...meta(random, person, visit) },
  })
}
