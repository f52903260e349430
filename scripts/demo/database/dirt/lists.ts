/** The odd problems, allergies, vaccines and drugs. */
import { notServed } from '../manifest.ts'
import type { Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd } from './odd.ts'

const shared = { ORG_ID: 1, PAT_ID: host[1], CRT_USR_ID: 2, LAST_UPD_DTTM: '2019-05-06 09:50:00.000' }
const active = { clinicalStatus: { coding: [{ code: 'active' }] } }

function oddProblem(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    ...{ PROB_ID: id, ...shared, PROB_DESC: 'Essential hypertension', CD_LIST: 'I10', PROB_CATG: 'PL', STAT_CD: 'A' },
    ...{
      ONSET_DT: '',
      RSLVD_DT: '',
      ENTR_DTTM: '2019-05-06 09:50:00',
      ENTR_USR_ID: 2,
      ENC_ID: 22,
      DEL_FLG: 'N',
      ...rest,
    },
  }
  return odd('PROB_LIST', row, quirk, `Condition/cond-${id}`, expected, absent)
}

const oddProblems: Planted[] = [
  oddProblem(
    20,
    'problem-without-code',
    { PROB_DESC: 'TROUBLE SLEEPING', CD_LIST: '' },
    { code: { text: 'TROUBLE SLEEPING' } },
  ),
  oddProblem(21, 'deleted-by-flag', { DEL_FLG: 'Y' }, notServed),
  oddProblem(22, 'entered-in-error', { VER_CD: 'E' }, notServed),
  oddProblem(23, 'year-only-date', { ONSET_DT: '20120000' }, { onsetDateTime: '2012' }),
  oddProblem(24, 'sentinel-date', { ONSET_DT: '00000000', RSLVD_DT: '99991231' }, active, [
    'onsetDateTime',
    'abatementDateTime',
  ]),
  oddProblem(
    25,
    'joined-codes',
    { CD_LIST: 'ICD9:401.9;ICD10:I10;SCT:38341003' },
    {
      code: { coding: [{ code: '401.9' }, { code: 'I10' }, { system: 'http://snomed.info/sct', code: '38341003' }] },
    },
  ),
  oddProblem(26, 'orphan', { PAT_ID: nobody }, notServed),
  oddProblem(27, 'month-only-date', { ONSET_DT: '19850600' }, { onsetDateTime: '1985-06' }),
]

function oddAllergy(id: number, quirk: string, rest: Row, expected: Expected): Planted {
  const row = {
    ...{ ALRG_ID: id, ...shared, ALRG_TYP: 'D', ALRG_DESC: 'PENICILLIN', STAT_CD: 'A', VER_CD: 'C', ERR_FLG: 'N' },
    ...{ ONSET_DT: '', ENTR_DTTM: '2019-05-06 09:45:00', ENTR_USR_ID: 2, ...rest },
  }
  return odd('ALRG_LIST', row, quirk, `AllergyIntolerance/alg-${id}`, expected)
}

const hivesAndNausea = [{ coding: [{ code: '126485001' }] }, { coding: [{ code: '422587007' }] }]

const oddAllergies: Planted[] = [
  oddAllergy(20, 'entered-in-error', { ERR_FLG: 'Y' }, notServed),
  oddAllergy(21, 'none-known', { ALRG_TYP: 'N', ALRG_DESC: 'NKA' }, { code: { coding: [{ code: '716186003' }] } }),
  oddAllergy(22, 'code-case-differs', { RXN_CDS: 'hiv;nau' }, { reaction: [{ manifestation: hivesAndNausea }] }),
  oddAllergy(23, 'orphan', { PAT_ID: nobody }, notServed),
]

function oddVaccine(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    ...{ IMM_ID: id, ...shared, VACC_CD: 'MMR', CVX_CD: '03', ADMIN_DT: '20190506', STAT_CD: 'G', SRC_CD: '00' },
    ...{ EXP_DT: '20200101', ENC_ID: 22, FAC_ID: 1, ...rest },
  }
  return odd('IMM_HX', row, quirk, `Immunization/imm-${id}`, expected, absent)
}

const cvx = 'http://hl7.org/fhir/sid/cvx'

const oddVaccines: Planted[] = [
  oddVaccine(20, 'leading-zero-lost', { CVX_CD: '3' }, { vaccineCode: { coding: [{ system: cvx, code: '03' }] } }),
  oddVaccine(21, 'entered-in-error', { STAT_CD: 'E' }, { status: 'entered-in-error' }),
  oddVaccine(
    22,
    'refused-vaccine',
    { STAT_CD: 'R', RFSL_RSN_CD: 'PO' },
    {
      ...{ status: 'not-done', statusReason: { coding: [{ code: 'PATOBJ' }] } },
    },
  ),
  oddVaccine(23, 'month-only-date', { ADMIN_DT: '20191100' }, { occurrenceDateTime: '2019-11' }),
  oddVaccine(24, 'sentinel-date', { EXP_DT: '00000000' }, { status: 'completed' }, ['expirationDate']),
  oddVaccine(25, 'orphan', { PAT_ID: nobody }, notServed),
]

function oddPrescription(id: number, quirk: string, rest: Row, expected: Expected): Planted {
  const row = {
    ...{
      RX_ID: id,
      ...shared,
      ENC_ID: 22,
      PROV_ID: 1,
      MED_ID: 70001,
      DRUG_TXT: 'LISINOPRIL 10 MG TAB',
      RX_DT: '20190506',
    },
    ...{ SIG_TXT: 'TAKE 1 TABLET BY MOUTH ONCE A DAY', STRT_DT: '20190506', STOP_DT: '', STAT_CD: 'A', ...rest },
  }
  return odd('RX_HDR', row, quirk, `MedicationRequest/rx-${id}`, expected)
}

function oddReported(id: number, quirk: string, rest: Row, expected: Expected): Planted {
  const row = {
    ...{ MED_RPTD_ID: id, ...shared, MED_TXT: 'Herbal tea', INFO_SRC: 'P', TAKING_FLG: 'Y', DEL_FLG: 'N' },
    ...{ REC_DTTM: '2019-05-06 09:30:00', REC_USR_ID: 2, ENC_ID: 22, ...rest },
  }
  return odd('MED_RPTD', row, quirk, `MedicationRequest/mrp-${id}`, expected)
}

const oddDrugs: Planted[] = [
  oddPrescription(20, 'entered-in-error', { STAT_CD: 'E' }, notServed),
  oddPrescription(21, 'active-after-its-end', { STOP_DT: '20190605' }, { status: 'completed' }),
  oddPrescription(
    22,
    'free-text-drug',
    { MED_ID: 0, DRUG_TXT: 'COMPOUNDED CREAM' },
    {
      medicationCodeableConcept: { text: 'COMPOUNDED CREAM' },
    },
  ),
  oddPrescription(23, 'sentinel-date', { STOP_DT: '20781231' }, { status: 'active' }),
  oddPrescription(
    24,
    'unknown-frequency',
    { FREQ_CD: 'Q3D' },
    {
      dosageInstruction: [{ text: 'TAKE 1 TABLET BY MOUTH ONCE A DAY' }],
    },
  ),
  oddPrescription(25, 'orphan', { PAT_ID: nobody }, notServed),
  oddReported(20, 'deleted-by-flag', { DEL_FLG: 'Y' }, notServed),
  oddReported(21, 'unknown-if-taken', { TAKING_FLG: 'U' }, { status: 'unknown' }),
]

export const oddLists: readonly Planted[] = [...oddProblems, ...oddAllergies, ...oddVaccines, ...oddDrugs]
