/** The hand-written care teams, plans and goals: every kind of member, every kind of item. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function member(patient: number, team: number, number: number, type: string, rest: Row): Planted {
  return plant('CARE_TEAM', {
    ...{ PAT_ID: patient, TEAM_NO: team, MBR_NO: number, ORG_ID: patient, MBR_TYP: type, STAT_CD: 'A', TERM_DT: '' },
    ...{ EFF_DT: '20240301', LAST_UPD_DTTM: '2024-03-01 09:00:00.000', ...rest },
  })
}

const members: Planted[] = [
  member(1, 1, 1, 'P', { PROV_ID: 1, ROLE_CD: 'PCP', TEAM_NM: 'Diabetes team' }),
  member(1, 1, 2, 'R', { PROV_ID: 4, FAC_ID: 2, ROLE_CD: 'SPEC', TEAM_NM: 'Diabetes care team' }),
  member(1, 1, 3, 'C', { CNTC_SEQ: 2, ROLE_CD: 'CGV', EFF_DT: '20240000' }),
  member(1, 1, 4, 'U', { USR_ID: 2, ROLE_CD: 'RN', LAST_UPD_DTTM: '2025-11-03 10:30:00.000' }),
  member(1, 1, 5, 'F', { FAC_ID: 18, ROLE_CD: 'HHA' }),
  member(1, 1, 6, 'S', { ROLE_CD: null, TERM_DT: '99991231' }),
  member(1, 1, 7, 'U', { USR_ID: 3, ROLE_CD: 'PCP', TERM_DT: '20250630', STAT_CD: 'I' }),
  member(1, 2, 1, 'P', { PROV_ID: 5, ROLE_CD: 'SPEC', STAT_CD: 'I', EFF_DT: '20240213', TERM_DT: '20240215' }),
  member(1, 3, 1, 'P', { PROV_ID: 1, ROLE_CD: 'PCP', TEAM_NM: 'Weight loss group', STAT_CD: 'P', LAST_UPD_DTTM: null }),
  member(2, 1, 1, 'P', { PROV_ID: 2, ROLE_CD: 'PCP', TEAM_NM: 'Newborn team' }),
  member(2, 1, 2, 'C', { CNTC_SEQ: 1, ROLE_CD: 'CGV' }),
  member(3, 1, 1, 'P', { PROV_ID: 3, ROLE_CD: 'SPEC', TEAM_NM: 'Behavioral health team' }),
]

const audit = {
  ...{ CRT_USR_ID: 3, CRT_DTTM: '2025-11-03 10:08:00', LAST_UPD_USR_ID: 3, LAST_UPD_DTTM: '2025-11-03 10:09:00.000' },
}

function plan(id: number, patient: number, type: string, name: string, rest: Row): Planted {
  return plant('CARE_PLN', {
    ...{ PLN_ID: id, ORG_ID: patient, PAT_ID: patient, PLN_TYP: type, PLN_NM: name, STAT_CD: 'A', STRT_DT: '20251103' },
    ...{ END_DT: '', ...audit, ...rest },
  })
}

const plans: Planted[] = [
  plan(1, 1, 'DM ', 'Diabetes care plan', {
    ...{ ASMT_TXT: 'A1c 7.2 %, goal <7.\r\nContinue metformin & recheck in 3 months.', AUTH_PROV_ID: 1, ENC_ID: 1 },
    ...{ TEAM_NO: 1, PROB_IDS: '3;1' },
  }),
  plan(2, 1, 'ASM', 'Asthma action plan', {
    ...{ STAT_CD: 'C', STRT_DT: '20240215', END_DT: '20240815', ASMT_TXT: 'Discharged on inhaler.', PROB_IDS: '2' },
  }),
  plan(3, 1, 'BH ', 'Sleep plan', { STAT_CD: 'D', ASMT_TXT: null, PROB_IDS: null }),
  plan(4, 2, 'ASM', 'Skin care plan', {
    ASMT_TXT: 'Emollients twice a day.',
    AUTH_PROV_ID: 2,
    PROB_IDS: '15',
    TEAM_NO: 1,
  }),
  plan(5, 3, 'BH ', 'Behavioral health plan', {
    ...{ ASMT_TXT: 'Therapy weekly.', AUTH_PROV_ID: 3, ENC_ID: 8, PROB_IDS: '14', TEAM_NO: 1, STRT_DT: '20260420' },
  }),
]

function item(id: number, planned: number, patient: number, type: string, text: string, rest: Row): Planted {
  return plant('CARE_PLN_ITM', {
    ...{ PLN_ITM_ID: id, PLN_ID: planned, PAT_ID: patient, ITM_TYP: type, ITM_TXT: text, CD_LIST: '', STAT_CD: 'AC' },
    ...{ STRT_DT: '20251103', TRGT_DT: '', END_DT: '', RESP_USR_ID: 2, DEL_FLG: 'N', ...audit, ...rest },
  })
}

const items: Planted[] = [
  item(1, 1, 1, 'G', 'Hemoglobin A1c below 7 %', {
    ...{ CD_LIST: 'SCT:408443003', ACHV_CD: 'IP', TRGT_DT: '20260503', TRGT_VAL: '<7.0 %', TRGT_LN: '4548-4' },
  }),
  item(2, 1, 1, 'I', 'Diabetic diet education', { CD_LIST: 'SCT:409002', STRT_DT: '20251103', END_DT: '20251203' }),
  item(3, 1, 1, 'I', 'Foot check at each visit', { STAT_CD: 'PR' }),
  item(4, 1, 1, 'B', 'Works night shifts', {}),
  item(5, 0, 1, 'G', 'Walk 30 minutes on most days', { STAT_CD: 'PR', STRT_DT: '20251100' }),
  item(6, 2, 1, 'G', 'No more stays in hospital for asthma', {
    STAT_CD: 'CM',
    ACHV_CD: 'AC',
    STRT_DT: '20240215',
    TRGT_DT: '20240800',
  }),
  item(7, 4, 2, 'G', 'Skin clear', { ACHV_CD: 'IM' }),
  item(8, 5, 3, 'G', 'PHQ-9 score below 5', {
    TRGT_LN: '44261-6',
    TRGT_VAL: '<5',
    TRGT_DT: '20261020',
    STRT_DT: '20260420',
  }),
  item(9, 5, 3, 'I', 'Psychotherapy', { CD_LIST: 'SCT:75516001', STRT_DT: '20260420' }),
]

export const anchorCare: readonly Planted[] = [...members, ...plans, ...items]
