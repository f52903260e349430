/** Patients 23 to 26: a mother with two children, and the rows of contacts that say whose charts she may open, or may not. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

const plain = {
  ...{ ORG_ID: 1, SSN: '', LAST_NM: 'DELGADO', SEX: 'F', MARITAL: 'S', RACE_CD: 'W', RACE_CDS: '2106-3', ETHN_CD: 'H' },
  ...{ ETHN_DTL: '2148-5', LANG_CD: 'SPA', INTRP_FLG: 'N', ADDR1: '48 W CERMAK RD', ADDR2: 'APT 2', CITY: 'CHICAGO' },
  ...{ ST: 'IL', ZIP: '60608', CNTY_CD: '031', HM_PHONE: '3125550170', PCP_PROV_ID: 1, FAC_ID: 1, DEATH_FLG: 'N' },
  ...{ DEATH_DT: '', REC_STAT: 'A', CRT_DT: '20140602', LAST_UPD_DTTM: '2026-02-11 09:40:00.000' },
  LAST_UPD_USR: 'RNGRANT',
}

const patient = (id: number, row: Row): Planted =>
  plant('PAT_MSTR', { ...plain, PAT_ID: id, CHART_NO: `00009000${id}`, ...row })

const mother = 23
/** Her chart from before the two were found to be one person's. */
const oldChart = 26

const guardianship = (id: number, row: Row = {}): Planted =>
  plant('PAT_CNTC', {
    ...{ PAT_ID: id, SEQ_NO: 9, CNTC_TYP: 'GU', CNTC_NM: 'DELGADO, MARIA', REL_CD: 'MT', SEX: 'F', DOB: '19860412' },
    ...{ ADDR1: 'SAME', PHONE1: '3125550170', PHONE1_TYP: 'M', CNTC_PAT_ID: mother, ACTV_FLG: 'Y' },
    LAST_UPD_DTTM: '2024-08-19 08:20:00.000',
    ...row,
  })

const visit = (id: number, patient: number, day: string, reason: string): Planted =>
  plant('ENC_HDR', {
    ...{ ENC_ID: id, ORG_ID: 1, PAT_ID: patient, ENC_NO: `V000000${id}`, ENC_DT: day, ENC_TM: '0900', STAT_CD: 'S' },
    ...{ VIST_TYP: 'WEL', ENC_CLS: 'O', FAC_ID: 1, PROV_ID: 1, CC_TXT: reason, ACCT_NO: `A000000${id}` },
    ...{ CRT_USR_ID: 2, CRT_DTTM: '2025-08-18 09:00:00', LAST_UPD_USR_ID: 2, LAST_UPD_DTTM: '2025-08-18 10:00:00.000' },
  })

const vaccine = (id: number, patient: number, visitId: number, day: string): Planted =>
  plant('IMM_HX', {
    ...{ IMM_ID: id, ORG_ID: 1, PAT_ID: patient, VACC_CD: 'FLU', CVX_CD: '140', ADMIN_DT: day, STAT_CD: 'G' },
    ...{ SRC_CD: '00', ENC_ID: visitId, CRT_USR_ID: 2, CRT_DTTM: '2025-08-18 09:30:00', LAST_UPD_USR_ID: 2 },
    LAST_UPD_DTTM: '2025-08-18 09:30:00.000',
  })

export const anchorFamily: readonly Planted[] = [
  patient(mother, { FIRST_NM: 'MARIA', MID_NM: 'ELENA', DOB: '19860412', MARITAL: 'M', BIRTH_SEX: 'F' }),
  patient(24, { FIRST_NM: 'LUCAS', DOB: '20150907', SEX: 'M', BIRTH_SEX: 'M', CRT_DT: '20150910' }),
  patient(25, { FIRST_NM: 'SOFIA', DOB: '20190221', BIRTH_SEX: 'F', CRT_DT: '20190225' }),
  patient(oldChart, { FIRST_NM: 'MARIA', DOB: '19860412', REC_STAT: 'M', MRG_TO_PAT_ID: mother, CRT_DT: '20090318' }),
  guardianship(24),
  guardianship(25, { CNTC_PAT_ID: oldChart }),
  // Of an aunt, which ended; of a child at the children's clinic, which is another organization.
  guardianship(20, { REL_CD: 'OT', ACTV_FLG: 'N' }),
  guardianship(21, { REL_CD: 'OT' }),
  // Of an old neighbour whose chart is restricted; of one that was deleted; of one merged into another chart.
  guardianship(10, { REL_CD: 'OT' }),
  guardianship(9, { REL_CD: 'OT' }),
  guardianship(7, { REL_CD: 'OT' }),
  // Whom to call is not who decides.
  guardianship(4, { CNTC_TYP: 'CG', REL_CD: 'FR' }),
  visit(931, 24, '20250818', 'School physical'),
  visit(932, 25, '20250818', 'Well child'),
  visit(933, oldChart, '20120611', 'Annual visit'),
  vaccine(931, 24, 931, '20250818'),
  vaccine(932, 25, 932, '20250818'),
]
