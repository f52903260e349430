/** The hand-written orders: every type, every state, lines with a state of their own. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

export function order(id: number, type: string, rest: Row): Planted {
  return plant('ORD_HDR', {
    ...{ ORD_ID: id, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, PROV_ID: 1, ORD_DTTM: '2025-11-03 10:03:00', ORD_TYP: type },
    ...{ PRIOR_CD: 'R', STAT_CD: 'CM', PLCR_NO: `P000000${id}`, ENTR_USR_ID: 2, SIGN_USR_ID: 3 },
    ...{ SIGN_DTTM: '2025-11-03 10:04:00', CRT_USR_ID: 2, CRT_DTTM: '2025-11-03 10:03:00', LAST_UPD_USR_ID: 3 },
    ...{ LAST_UPD_DTTM: '2025-11-04 08:00:00.000', ...rest },
  })
}

export function line(id: number, orderId: number, code: string, text: string, rest: Row): Planted {
  return plant('ORD_DTL', {
    ORD_DTL_ID: id,
    ORD_ID: orderId,
    LN_NO: 1,
    TST_CD: code,
    TST_DESC: text,
    STAT_CD: null,
    ...rest,
  })
}

export const anchorOrders: readonly Planted[] = [
  order(1, 'L', { PERF_FAC_ID: 10, FILLR_NO: 'Q0000001' }),
  line(1, 1, 'BMP', 'BASIC METABOLIC PANEL', { LOINC_CD: '51990-0', DX_CDS: 'E11.9;I10', RSN_PROB_ID: 3 }),
  order(2, 'L', { PERF_FAC_ID: 10, FILLR_NO: 'Q0000002', PRIOR_CD: 'S' }),
  line(2, 2, 'UA', 'URINALYSIS', { LOINC_CD: '24356-8' }),
  line(3, 2, 'UCX', 'URINE CULTURE', { LN_NO: 2, LOINC_CD: '630-4', STAT_CD: 'CN', CNCL_RSN: 'NOT INDICATED' }),
  order(3, 'R', { STAT_CD: 'SN', PERF_FAC_ID: 13, SCHED_DT: '20251110', SCHED_END_DT: '20251110', PRIOR_CD: 'A' }),
  line(4, 3, 'XCHST', 'CHEST X-RAY, 2 VIEWS', { CPT_CD: '71046', DX_CDS: 'J209', RSN_PROB_ID: 2 }),
  order(4, 'C', { ENC_ID: 2, ORD_DTTM: '2024-02-13 12:00:00', PERF_FAC_ID: 7 }),
  line(5, 4, 'ECHO', 'ECHOCARDIOGRAM', { CPT_CD: '93306', SCT_CD: '40701008' }),
  order(5, 'F', {
    STAT_CD: 'NW',
    SCHED_DT: '20251115',
    SCHED_END_DT: '20260215',
    CLIN_INFO: 'Podiatry, yearly foot check.',
  }),
  line(6, 5, 'RFPOD', 'REFERRAL TO PODIATRY', { DX_CDS: 'E11.9' }),
  order(6, 'S', { STAT_CD: 'HD', SCHED_DT: '20260300' }),
  line(7, 6, 'COLO', 'COLONOSCOPY', { CPT_CD: '45378', SCT_CD: '73761001', DX_CDS: 'Z12.11' }),
  order(7, 'E', { STAT_CD: 'CM' }),
  line(8, 7, 'EDDM', 'DIABETIC DIET EDUCATION', { SCT_CD: '409002', RSN_PROB_ID: 3 }),
  order(8, 'D', { STAT_CD: 'PR', SCHED_DT: '20251105', SCHED_END_DT: '20251205', CLIN_INFO: 'Food pantry near home.' }),
  line(9, 8, 'SDFOOD', 'FOOD PANTRY REFERRAL', { SCT_CD: '713109004', RSN_PROB_ID: 5, DX_CDS: 'Z59.41' }),
  order(9, 'L', { ORG_ID: 2, PAT_ID: 2, ENC_ID: 7, PROV_ID: 2, PERF_FAC_ID: 11, FILLR_NO: 'Q0000004' }),
  line(10, 9, 'LEAD', 'LEAD, BLOOD', { LOINC_CD: '5671-3', DX_CDS: 'Z00.129' }),
  order(10, 'L', { ORG_ID: 3, PAT_ID: 3, ENC_ID: 8, PROV_ID: 3, PERF_FAC_ID: 12, STAT_CD: 'PR' }),
  line(11, 10, 'TSH', 'TSH', { LOINC_CD: '3016-3', DX_CDS: 'F32.9', RSN_PROB_ID: 14 }),
]
