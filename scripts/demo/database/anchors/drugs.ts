/** The hand-written vaccines, prescriptions and reported medicines. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function vaccine(id: number, code: string, cvx: string | null, date: string, rest: Row): Planted {
  return plant('IMM_HX', {
    ...{ IMM_ID: id, ORG_ID: 1, PAT_ID: 1, VACC_CD: code, CVX_CD: cvx, ADMIN_DT: date, STAT_CD: 'G', SRC_CD: '00' },
    ...{ CRT_USR_ID: 2, CRT_DTTM: '2025-11-03 10:20:00', LAST_UPD_USR_ID: 2, LAST_UPD_DTTM: '2025-11-03 10:20:00.000' },
    ...rest,
  })
}

const vaccines: Planted[] = [
  vaccine(1, 'FLU', '140', '20251103', {
    ...{ MVX_CD: 'PMC', CPT_CD: '90656', ADMIN_TM: '1015', DOSE_AMT: 0.5, DOSE_UOM: 'ML', LOT_NO: 'U4411AA' },
    ...{
      EXP_DT: '20260630',
      ROUTE_CD: 'IM',
      SITE_CD: 'LA',
      ADMIN_PROV_ID: 1,
      ENC_ID: 1,
      FAC_ID: 1,
      VIS_DT: '20250801',
    },
    CMNT_TXT: 'Tolerated well.',
  }),
  vaccine(2, 'ZOST', '187', '20251103', { STAT_CD: 'R', RFSL_RSN_CD: 'PO', ENC_ID: 1, FAC_ID: 1 }),
  vaccine(3, 'MMR', '03', '19830900', { STAT_CD: 'H', SRC_CD: '01' }),
  vaccine(4, 'HEPB', '08', '20100105', { STAT_CD: 'C', RFSL_RSN_CD: 'MP' }),
  vaccine(5, 'DTAP', '20', '20260115', {
    ...{ ORG_ID: 2, PAT_ID: 2, MVX_CD: 'SKB', ADMIN_TM: '1055', DOSE_AMT: 0.5, DOSE_UOM: 'ML', LOT_NO: 'AC14B' },
    ...{ EXP_DT: '20270131', ROUTE_CD: 'IM', SITE_CD: 'LT', ADMIN_PROV_ID: 2, ENC_ID: 7, FAC_ID: 5 },
  }),
  vaccine(6, 'MMR', '03', '20260115', { ...{ ORG_ID: 2, PAT_ID: 2, ENC_ID: 7, STAT_CD: 'R', RFSL_RSN_CD: 'PD' } }),
]

function prescription(id: number, drug: string, medication: number | null, rest: Row): Planted {
  return plant('RX_HDR', {
    ...{ RX_ID: id, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, PROV_ID: 1, MED_ID: medication, DRUG_TXT: drug, STAT_CD: 'A' },
    ...{ RX_DT: '20251103', STRT_DT: '20251103', STOP_DT: '', DAW_FLG: 'N', CRT_USR_ID: 3, LAST_UPD_USR_ID: 3 },
    ...{ CRT_DTTM: '2025-11-03 10:06:00', LAST_UPD_DTTM: '2025-11-03 10:06:30.000', ...rest },
  })
}

const twiceDaily = {
  ...{ SIG_TXT: 'TAKE 1 TABLET BY MOUTH TWICE A DAY', DOSE_QTY: 1, DOSE_UOM: 'TAB', ROUTE_CD: 'PO', FREQ_CD: 'BID' },
  ...{ DISP_QTY: 60, DISP_UOM: 'TAB', RFL_CNT: 3, DAYS_SUP: 30 },
}

const prescriptions: Planted[] = [
  prescription(1, 'METFORMIN ER 500 MG TABLET', 70006, {
    ...{ ...twiceDaily, RX_DTTM: '2025-11-03 10:06:00', RSN_DX_CD: 'E11.9', RSN_PROB_ID: 3, SETNG_CD: 'O' },
    ...{ PHARM_FAC_ID: 14, ERX_MSG_ID: 'ERX-0000000001' },
  }),
  prescription(2, 'LISINOPRIL 10 MG TABLET', 70001, {
    ...{ SIG_TXT: 'TAKE 1 TABLET BY MOUTH ONCE A DAY', DOSE_QTY: 1, DOSE_UOM: 'TAB', ROUTE_CD: 'PO', FREQ_CD: 'QD' },
    ...{ DISP_QTY: 30, DISP_UOM: 'TAB', RFL_CNT: 0, DAYS_SUP: 30, RSN_PROB_ID: 1, SETNG_CD: null },
  }),
  prescription(3, 'MAGIC MOUTHWASH', 0, {
    ...{ SIG_TXT: 'SWISH AND SPIT AS NEEDED', FREQ_CD: 'PRN', RSN_DX_CD: 'J209' },
  }),
  prescription(4, 'ALBUTEROL 90 MCG INHALER', 70008, {
    ...{ SIG_TXT: 'INHALE 2 PUFFS EVERY 4 HOURS', DOSE_QTY: 2, DOSE_UOM: 'PUF', ROUTE_CD: 'IH', FREQ_CD: 'Q4H' },
    ...{ SETNG_CD: 'I', ENC_ID: 2, RX_DT: '20240213', RX_DTTM: '2024-02-13 06:00:00', STRT_DT: '20240213' },
    ...{ STOP_DT: '20240215', DISP_QTY: 1, DISP_UOM: 'EA', RFL_CNT: 0, RSN_PROB_ID: 2 },
  }),
  prescription(5, 'PREDNISONE 20 MG TABLET', null, {
    ...{ SIG_TXT: 'TAKE 2 TABLETS DAILY FOR 5 DAYS', SETNG_CD: 'D', ENC_ID: 2, RX_DT: '20240215', STAT_CD: 'C' },
  }),
  prescription(6, 'SIMVASTATIN 20 MG TABLET', 70004, {
    STAT_CD: 'D',
    DC_RSN: 'MUSCLE PAIN',
    RX_DT: '20190611',
    ENC_ID: null,
  }),
  prescription(7, 'WARFARIN 5 MG TABLET', 70013, { STAT_CD: 'H' }),
  prescription(8, 'ATORVASTATIN 20 MG TABLET', 70005, { STAT_CD: 'P' }),
  prescription(9, 'IBUPROFEN 200 MG TABLET', 70018, { STAT_CD: 'X', SETNG_CD: 'C' }),
  prescription(10, 'HYDROCORTISONE 1 % CREAM', 70025, {
    ...{ ORG_ID: 2, PAT_ID: 2, ENC_ID: 7, PROV_ID: 2, RX_DT: '20260115', RX_DTTM: '2026-01-15 10:58:00' },
    ...{ STRT_DT: '20260115', SIG_TXT: 'APPLY THIN LAYER TO SKIN TWICE A DAY', ROUTE_CD: 'TO', FREQ_CD: 'BID' },
  }),
  prescription(11, 'SERTRALINE 50 MG TABLET', 70027, {
    ...{ ORG_ID: 3, PAT_ID: 3, ENC_ID: 8, PROV_ID: 3, RX_DT: '20260420', RX_DTTM: '2026-04-20 14:44:00' },
    ...{ STRT_DT: '20260420', ...twiceDaily, FREQ_CD: 'QD', SIG_TXT: 'TAKE 1 TABLET BY MOUTH ONCE A DAY' },
    ...{ RSN_DX_CD: 'F329', RSN_PROB_ID: 14 },
  }),
]

function reported(id: number, text: string, rest: Row): Planted {
  return plant('MED_RPTD', {
    ...{ MED_RPTD_ID: id, ORG_ID: 1, PAT_ID: 1, MED_TXT: text, END_DT: '', INFO_SRC: 'P', TAKING_FLG: 'Y' },
    ...{ REC_DTTM: '2025-11-03 09:50:00', REC_USR_ID: 2, ENC_ID: 1, DEL_FLG: 'N', CRT_USR_ID: 2 },
    ...{ CRT_DTTM: '2025-11-03 09:50:00', LAST_UPD_USR_ID: 2, LAST_UPD_DTTM: '2025-11-03 09:50:20.000', ...rest },
  })
}

const reportedMedicines: Planted[] = [
  reported(1, 'Tylenol 325 mg', { RXCUI: '209387', SIG_TXT: '2 tablets when in pain', STRT_TXT: 'since 2015' }),
  reported(2, 'Vitamin D', { INFO_SRC: 'C', INFO_CNTC_SEQ: 2, SIG_TXT: 'one a day' }),
  reported(3, 'Clopidogrel 75 mg', { RXCUI: '309362', INFO_SRC: 'O', INFO_PROV_ID: 45, TAKING_FLG: 'U' }),
  reported(4, 'Fish oil', { INFO_SRC: null, TAKING_FLG: 'N', END_DT: '20251001' }),
]

export const anchorDrugs: readonly Planted[] = [...vaccines, ...prescriptions, ...reportedMedicines]
