/** Makes up the problem list, allergies and social history. */
import { compactDate, dayOf, preciseStamp, stamp, yearOf } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { socialFindings } from '../vocabulary/conditions.ts'
import type { Person } from './person.ts'
import type { Had, Visit } from './visits.ts'

/** Who entered a row and when, in the columns that all lists share. */
function entered(random: Random, { organization, id, nurse }: Person, { day, minute }: Visit): Row {
  const touched = day > dayOf(2002, 6, 1)
  return {
    ...{ ORG_ID: organization, PAT_ID: id, CRT_USR_ID: nurse.id, CRT_DTTM: stamp(day, minute + 25) },
    ...{ LAST_UPD_USR_ID: touched ? nurse.id : null },
    LAST_UPD_DTTM: touched ? preciseStamp(day, minute + 25, random.integer(0, 59999)) : null,
  }
}

/** Hands out the problem list; PROB_ID by ICD-10-CM code comes back for those who refer to it. */
export function putProblems(
  person: Person,
  had: readonly Had[],
  visits: readonly Visit[],
): ReadonlyMap<string, number> {
  const random = person.choices('problems')
  const keys = new Map<string, number>()
  for (const one of had.filter(({ condition }) => condition.course !== 'acute')) {
    const visit = visits.find(({ day }) => day >= one.onset) ?? visits.at(-1)
    if (visit === undefined) continue
    const key = person.nextKey('PROB_LIST')
    const row = problem(random, one)
    // Nothing refers to a problem that was deleted.
    if (row['DEL_FLG'] !== 'Y') keys.set(one.condition.icd10, key)
    person.put('PROB_LIST', {
      PROB_ID: key,
      ...row,
      ...entered(random, person, visit),
      ...noted(random, person, visit),
    })
  }
  const recent = visits.at(-1)
  if (recent !== undefined && recent.day > dayOf(2018, 1, 1) && random.chance(0.12))
    putSocialFinding(random, person, recent)
  return keys
}

function problem(random: Random, { condition, onset }: Had): Row {
  const { icd9, icd10, snomed, text } = condition
  const codes = [`${icd10};SCT:${snomed}`, `ICD9:${icd9};ICD10:${icd10};SCT:${snomed}`, `ICD10:${icd10}`, icd10]
  const status = random.chance(0.08) ? 'R' : random.pick(['A', 'A', 'A', 'A', 'A', 'A', 'I', 'C'])
  const started = random.pick([compactDate(onset), `${compactDate(onset).slice(0, 6)}00`, `${yearOf(onset)}0000`, ''])
  return {
    ...{ PROB_DESC: text, CD_LIST: random.chance(0.08) ? '' : random.pick(codes), PROB_CATG: 'PL', STAT_CD: status },
    ...{ VER_CD: random.pick(['C', 'C', null, 'P']), ONSET_DT: started },
    RSLVD_DT: status === 'R' ? compactDate(onset + random.integer(200, 900)) : '',
    ...{ SEV_CD: random.pick(['1', '2', '3', null]), DEL_FLG: random.chance(0.02) ? 'Y' : 'N' },
  }
}

function noted(random: Random, { nurse }: Person, { id, day, minute }: Visit): Row {
  return {
    ...{ ENTR_DTTM: stamp(day, minute + 25), ENTR_USR_ID: nurse.id, ENC_ID: random.chance(0.8) ? id : null },
    ASRT_DTTM: day > dayOf(2011, 1, 1) && random.chance(0.5) ? stamp(day, minute + 20) : null,
  }
}

function putSocialFinding(random: Random, person: Person, visit: Visit): void {
  const [snomed, icd10, text] = random.pick(socialFindings)
  person.put('PROB_LIST', {
    ...{ PROB_ID: person.nextKey('PROB_LIST'), PROB_DESC: text, CD_LIST: `${icd10};SCT:${snomed}`, PROB_CATG: 'SD' },
    ...{ STAT_CD: 'A', VER_CD: 'C', ONSET_DT: '', RSLVD_DT: '', DEL_FLG: 'N' },
    ...{ ...entered(random, person, visit), ...noted(random, person, visit) },
  })
}

/** Type, words, STD_SYS, STD_CD, usual reactions. */
const allergens: readonly (readonly [string, string, string, string, string])[] = [
  ['D', 'PENICILLIN', 'RXN ', '7980', 'HIV;RSH'],
  ['D', 'SULFAMETHOXAZOLE', 'RXN ', '10180', 'RSH'],
  ['D', 'CODEINE', 'RXN ', '2670', 'NAU;ITC'],
  ['D', 'ASPIRIN', 'RXN ', '1191', 'WHZ'],
  ['F', 'PEANUT', 'SCT ', '256349002', 'ANA;SWE'],
  ['F', 'EGG', 'SCT ', '102263004', 'HIV'],
  ['F', 'SHELLFISH', 'SCT ', '227037002', 'ANA'],
  ['E', 'GRASS POLLEN', 'SCT ', '256277009', 'SNZ;COU'],
  ['E', 'HOUSE DUST MITE', 'SCT ', '260147004', 'SNZ'],
  ['E', 'CAT DANDER', '', '', 'itc'],
  ['E', 'LATEX', 'SCT ', '111088007', 'RSH'],
]

/** Hands out allergies, or the statement that there are none. */
export function putAllergies(person: Person, visits: readonly Visit[]): void {
  const random = person.choices('allergies')
  const visit = visits[0]
  if (visit === undefined) return
  const count = random.pick([0, 0, 0, 1, 1, 2])
  const meta = {
    ...entered(random, person, visit),
    ENTR_DTTM: stamp(visit.day, visit.minute + 12),
    ENTR_USR_ID: person.nurse.id,
  }
  const put = (row: Row): void => person.put('ALRG_LIST', { ALRG_ID: person.nextKey('ALRG_LIST'), ...meta, ...row })
  if (count === 0 && random.chance(0.7))
    put({ ALRG_TYP: 'N', ALRG_DESC: 'NKA', STAT_CD: 'A', ERR_FLG: 'N', ONSET_DT: '' })
  for (let at = 0; at < count; at++) put(allergy(random))
}

function allergy(random: Random): Row {
  const [type, text, system, code, reactions] = random.pick(allergens)
  const coded = system !== '' && random.chance(0.8)
  return {
    ...{ ALRG_TYP: type, ALRG_DESC: text, STD_SYS: coded ? system : null, STD_CD: coded ? code : null },
    ...(random.chance(0.8) ? { RXN_CDS: reactions } : { RXN_TXT: 'REPORTED BY PATIENT' }),
    ...{
      SEV_CD: random.pick(['1', '2', '3']),
      CRIT_CD: random.pick(['L', 'H', null]),
      INTOL_FLG: random.pick(['N', 'N', 'Y']),
    },
    ...{
      ONSET_DT: random.pick(['', '20080000', '19991100']),
      STAT_CD: random.pick(['A', 'A', 'A', 'I', 'R']),
      VER_CD: 'C',
    },
    ERR_FLG: random.chance(0.02) ? 'Y' : 'N',
  }
}

/** Hands out answers of social history at some visits of grown-ups since 2011, each later one replacing the one before. */
export function putAnswers(person: Person, visits: readonly Visit[]): void {
  const random = person.choices('answers')
  const asked = visits.filter(
    ({ day, type }) => day > dayOf(2011, 1, 1) && day - person.birth > 13 * 365 && type !== 'TEL',
  )
  const smoking = random.pick(['1', '2', '3', '3', '4', '4', '4', '4', '9', 'HVY'])
  asked
    .filter((_, at) => at % 4 === 0)
    .forEach((visit, at, chosen) => {
      const key = person.nextKey('SOC_HX_ANS')
      const replaced = at < chosen.length - 1 && random.chance(0.5)
      putAnswer(random, person, visit, {
        SOC_ANS_ID: key,
        QSTN_ID: 1,
        ANS_CD: smoking,
        SUPRSD_BY: replaced ? key + 1 : null,
      })
      if (!replaced) putOtherAnswers(random, person, visit)
    })
}

function putAnswer(random: Random, { put, id, nurse }: Person, { id: visit, day, minute }: Visit, row: Row): void {
  const user = random.chance(0.8) ? nurse.id : null
  put('SOC_HX_ANS', { PAT_ID: id, REC_DTTM: stamp(day, minute + 15), REC_USR_ID: user, ENC_ID: visit, ...row })
}

function putOtherAnswers(random: Random, person: Person, visit: Visit): void {
  const put = (question: number, share: number, row: Row): void => {
    if (!random.chance(share)) return
    putAnswer(random, person, visit, { SOC_ANS_ID: person.nextKey('SOC_HX_ANS'), QSTN_ID: question, ...row })
  }
  put(7, 0.6, { ANS_CD: random.pick(['NEV', 'MON', '2-4', '2-3', '4+']) })
  put(8, 0.3, { ANS_NUM: random.integer(0, 8) / 2 })
  put(9, 0.1, { ANS_TXT: random.pick(['None', 'Cannabis, weekends', 'Denies']) })
  put(10, 0.3, { ANS_CD: random.pick(['Y', 'N', 'N', 'N']) })
  put(12, 0.3, { ANS_CD: random.pick(['LT8', 'HS', 'COL']) })
  put(15, 0.3, { ANS_NUM: random.integer(0, 7) })
  put(2, 0.4, {
    ANS_CD: random.pick(['CASHR', 'TRUCK', 'SOFTW', 'CARPN', 'COOK', 'ACCT', 'RETD']),
    STRT_DT: '20120301',
    END_DT: '',
  })
  if (person.sex === 'F' && visit.day - person.birth < 50 * 365)
    put(4, 0.4, { ANS_CD: random.pick(['NOT', 'NOT', 'NOT', 'PRG']) })
  put(6, 0.2, { ANS_CD: random.pick(['STR', 'STR', 'STR', 'GAY', 'BI', 'ND']) })
}
