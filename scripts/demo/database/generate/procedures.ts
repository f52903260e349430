/** Makes up what was done at visits, and the lines of the bill for it. */
import { ageInYears, compactDate, dayOf, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { colonoscopy, type Deed, deeds } from '../vocabulary/procedures.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

const firstRow = dayOf(2000, 1, 3)

/** Hands out the procedures of the visits; `problems` is PROB_ID by ICD-10-CM code. */
export function putProcedures(person: Person, visits: readonly Visit[], problems: ReadonlyMap<string, number>): void {
  const random = person.choices('procedures')
  for (const visit of visits) {
    putCharge(random, person, visit, visitCode(person, visit), 1)
    doneAt(random, person, visit).forEach((deed, at) => {
      // What is billed is not always in the list, and the list came later than the bills.
      if (visit.day > firstRow && random.chance(0.75)) putProcedure(random, person, visit, deed, problems)
      putCharge(random, person, visit, deed.cpt, at + 2)
    })
  }
}

function doneAt(random: Random, { birth }: Person, visit: Visit): Deed[] {
  if (visit.type === 'TEL' || visit.type === 'VID') return []
  const codes = visit.reasons.map(({ icd10 }) => icd10)
  const done = deeds.filter(({ reasons }) => reasons.some((code) => codes.includes(code)) && random.chance(0.35))
  const screened = visit.type === 'WEL' && ageInYears(birth, visit.day) >= 50 && random.chance(0.1)
  return screened ? [...done, colonoscopy] : done
}

function putProcedure(
  random: Random,
  person: Person,
  visit: Visit,
  deed: Deed,
  problems: ReadonlyMap<string, number>,
): void {
  const { day, minute } = visit
  const [reason] = visit.reasons.filter(({ icd10 }) => deed.reasons.includes(icd10))
  const timed = day > dayOf(2012, 1, 1) && random.chance(0.4)
  person.put('PROC_HX', {
    ...{ PROC_ID: person.nextKey('PROC_HX'), ORG_ID: person.organization, PAT_ID: person.id, PROC_CD: deed.cpt },
    ...{
      PROC_CD_SYS: 'C',
      SCT_CD: random.chance(0.3) && deed.snomed !== '' ? deed.snomed : null,
      PROC_DESC: deed.text,
    },
    ...{
      PROC_DT: compactDate(day),
      STAT_CD: random.chance(0.02) ? 'X' : 'D',
      PROV_ID: visit.provider,
      ENC_ID: visit.id,
    },
    ...(timed
      ? { STRT_DTTM: stamp(day, minute + 10), END_DTTM: stamp(day, minute + 10 + random.integer(1, 5) * 5) }
      : {}),
    ...{ FAC_ID: person.site, IND_CD: reason?.icd10.replace('.', '') ?? null },
    IND_PROB_ID: reason === undefined ? null : (problems.get(reason.icd10) ?? null),
    ...(deed.site === '' ? {} : { SITE_TXT: deed.site, LATRL: random.pick(['L', 'R']) }),
    ...audit(random, person, visit),
  })
}

function audit(random: Random, { nurse }: Person, { day, minute }: Visit): Row {
  const touched = day > dayOf(2002, 6, 1)
  return {
    ...{ CRT_USR_ID: nurse.id, CRT_DTTM: stamp(day, minute + 40), LAST_UPD_USR_ID: touched ? nurse.id : null },
    LAST_UPD_DTTM: touched ? preciseStamp(day, minute + 41, random.integer(0, 59999)) : null,
  }
}

/** The code of the visit itself, by whether the patient is new or known, by telephone, or for a check-up. */
function visitCode({ birth }: Person, { type, day }: Visit): string {
  if (type === 'WEL') return ageInYears(birth, day) < 18 ? '99392' : '99396'
  return { NEW: '99203', TEL: '99441', ERV: '99283' }[type] ?? '99213'
}

function putCharge(random: Random, { put, nextKey, id }: Person, visit: Visit, code: string, line: number): void {
  put('ENC_CHG', {
    ...{ ENC_CHG_ID: nextKey('ENC_CHG'), ENC_ID: visit.id, PAT_ID: id, SVC_DT: compactDate(visit.day), CPT_CD: code },
    ...{ UNITS: 1, DX_PTR: visit.reasons.length === 0 ? '' : '1', FEE_AMT: 40 + line * 35, PROV_ID: visit.provider },
    ...{ POST_FLG: 'Y', VOID_DT: random.chance(0.01) ? compactDate(visit.day + 10) : '' },
  })
}
