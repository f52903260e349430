/** The hand-written problem list and allergies: all categories and states. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function problem(id: number, description: string, codes: string, category: string, rest: Row): Planted {
  return plant('PROB_LIST', {
    ...{ PROB_ID: id, ORG_ID: 1, PAT_ID: 1, PROB_DESC: description, CD_LIST: codes, PROB_CATG: category, STAT_CD: 'A' },
    ...{ VER_CD: 'C', ONSET_DT: '', RSLVD_DT: '', ENTR_DTTM: '2025-11-03 10:05:00', ENTR_USR_ID: 2, ENC_ID: 1 },
    ...{ CRT_USR_ID: 2, CRT_DTTM: '2025-11-03 10:05:00', LAST_UPD_USR_ID: 2, LAST_UPD_DTTM: '2025-11-03 10:05:11.900' },
    ...rest,
  })
}

const problems: Planted[] = [
  problem(1, 'Essential hypertension', 'I10;SCT:38341003', 'PL', {
    ...{
      ONSET_DT: '20120000',
      ASRT_DTTM: '2012-05-14 09:00:00',
      SEV_CD: '2',
      CMNT_TXT: 'Home readings high in winter.',
    },
  }),
  problem(2, 'Asthma', 'ICD9:493.90;ICD10:J45.909;SCT:195967001', 'PL', { ONSET_DT: '20030900', ENC_ID: 2 }),
  problem(3, 'Type 2 diabetes mellitus', 'ICD9:250.00;ICD10:E11.9;SCT:44054006', 'PL', { ONSET_DT: '20050418' }),
  problem(4, 'Pneumonia', 'ICD10:J18.9;SCT:233604007', 'PL', {
    ...{ STAT_CD: 'R', ONSET_DT: '20240212', RSLVD_DT: '20240315', ASRT_DTTM: '2024-02-13 07:40:00', ENC_ID: 2 },
  }),
  problem(5, 'Food insecurity', 'Z59.41;SCT:733423003', 'SD', {
    ASRT_DTTM: '2025-11-03 10:02:00',
    ONSET_DT: '20250900',
  }),
  problem(6, 'Worried about weight', '', 'HC', { VER_CD: null }),
  problem(7, 'Difficulty climbing stairs', 'SCT:714915006', 'FN', {}),
  problem(8, 'Hearing loss', 'H91.90;SCT:15188001', 'DS', { LATRL: 'L' }),
  problem(9, 'Memory impairment', 'SCT:386807006', 'CG', { VER_CD: 'P' }),
  problem(10, 'Migraine', 'G43.909;SCT:37796009', 'PL', { STAT_CD: 'I', ONSET_DT: '19990101' }),
  problem(11, 'Low back pain', 'M54.50', 'PL', { STAT_CD: 'C', ENC_ID: null }),
  problem(12, 'Possible sleep apnea', 'G47.33;SCT:78275009', 'PL', { VER_CD: 'D' }),
  problem(13, 'Heart murmur', 'SCT:88610006', 'PL', { VER_CD: 'R', STAT_CD: 'I' }),
  problem(14, 'Depressive disorder', 'F32.9;SCT:35489007', 'PL', {
    ...{ ORG_ID: 3, PAT_ID: 3, ENC_ID: 8, ENTR_USR_ID: 5, ONSET_DT: '20230100', SEV_CD: '3' },
    ...{ ENTR_DTTM: '2026-04-20 14:45:00', LAST_UPD_DTTM: '2026-04-20 14:45:00.000' },
  }),
  problem(15, 'Atopic dermatitis', 'L20.9;SCT:24079001', 'PL', {
    ...{ ORG_ID: 2, PAT_ID: 2, ENC_ID: 7, ENTR_USR_ID: 4, ONSET_DT: '20250800', ENTR_DTTM: '2026-01-15 10:50:00' },
  }),
]

function allergy(id: number, type: string, description: string, rest: Row): Planted {
  return plant('ALRG_LIST', {
    ...{ ALRG_ID: id, ORG_ID: 1, PAT_ID: 1, ALRG_TYP: type, ALRG_DESC: description, STAT_CD: 'A', VER_CD: 'C' },
    ...{ INTOL_FLG: 'N', ONSET_DT: '', ENTR_DTTM: '2018-03-22 15:00:00', ENTR_USR_ID: 2, ERR_FLG: 'N', CRT_USR_ID: 2 },
    ...{ CRT_DTTM: '2018-03-22 15:00:00', LAST_UPD_USR_ID: 2, LAST_UPD_DTTM: '2018-03-22 15:00:09.003', ...rest },
  })
}

const allergies: Planted[] = [
  allergy(1, 'D', 'PENICILLIN V', {
    ...{ ALRG_CD: 'PCN', STD_SYS: 'RXN ', STD_CD: '7984', RXN_CDS: 'HIV;NAU', SEV_CD: '3', CRIT_CD: 'H' },
    ONSET_DT: '19950000',
  }),
  allergy(2, 'F', 'PEANUT', { STD_SYS: 'SCT ', STD_CD: '256349002', RXN_CDS: 'ana', SEV_CD: '3', CRIT_CD: 'H' }),
  allergy(3, 'E', 'LATEX', { ...{ STD_SYS: 'SCT ', STD_CD: '111088007', RXN_TXT: 'BLISTERS ON HANDS' }, STAT_CD: 'I' }),
  allergy(4, 'F', 'LACTOSE', { ...{ INTOL_FLG: 'Y', RXN_CDS: 'VOM', SEV_CD: '1', CRIT_CD: 'L', VER_CD: 'P' } }),
  allergy(5, 'D', 'CODEINE', { ...{ STAT_CD: 'R', STD_SYS: 'RXN ', STD_CD: '2670', RXN_CDS: 'ITC' } }),
  allergy(6, 'N', 'NO KNOWN ALLERGIES', {
    ...{ ORG_ID: 2, PAT_ID: 2, ENTR_USR_ID: 4, ENTR_DTTM: '2026-01-15 10:45:00' },
  }),
  allergy(7, 'B', 'BEE VENOM', {
    ...{ ORG_ID: 3, PAT_ID: 3, ENTR_USR_ID: 5, STD_SYS: 'SCT ', STD_CD: '288328004', RXN_CDS: 'SWE;WHZ', SEV_CD: '2' },
  }),
]

export const anchorProblems: readonly Planted[] = [...problems, ...allergies]
