/** The hand-written reports, specimens and results: every type of value, every kind of result. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

const reports: Planted[] = [
  plant('SPEC_HDR', {
    ...{ SPEC_ID: 1, ORD_ID: 1, PAT_ID: 1, ACSN_NO: 'ACC0000001', SPEC_TYP: 'BLD', SCT_CD: '119297000' },
    ...{ COLL_TS: '20251103101500', COLL_USR: 'RNGRANT', VOL_TXT: '5 ML', RCV_TS: '20251103143000', REJ_FLG: 'N' },
  }),
  plant('SPEC_HDR', {
    ...{
      SPEC_ID: 2,
      ORD_ID: 2,
      PAT_ID: 1,
      ACSN_NO: 'ACC0000002',
      SPEC_TYP: 'UR',
      COLL_TS: '202511031020',
      COND_CD: 'HEM',
    },
  }),
  plant('RPT_HDR', {
    ...{ RPT_ID: 1, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, RPT_TYP: 'L', RPT_CD: 'BMP', RPT_DESC: 'BASIC METABOLIC PANEL' },
    ...{ LOINC_CD: '51990-0', STAT_CD: 'F', OBS_TS: '20251103101500', RPT_TS: '20251104071200', PERF_FAC_ID: 10 },
    ...{
      FILLR_NO: 'Q0000001',
      ORD_ID: 1,
      SPEC_ID: 1,
      INTRP_PROV_ID: 45,
      RVW_USR_ID: 3,
      RVW_DTTM: '2025-11-04 08:00:00',
      CRT_USR_ID: 6,
    },
    ...{ CRT_DTTM: '2025-11-04 07:13:00', LAST_UPD_USR_ID: 3, LAST_UPD_DTTM: '2025-11-04 08:00:00.000' },
  }),
  plant('RPT_HDR', {
    ...{ RPT_ID: 2, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, RPT_TYP: 'L', RPT_CD: 'UA', RPT_DESC: 'URINALYSIS', STAT_CD: 'C' },
    ...{ OBS_TS: '202511031020', RPT_TS: '202511041000', PERF_FAC_ID: 10, FILLR_NO: 'Q0000002', ORD_ID: 2, SPEC_ID: 2 },
    ...{ CRT_USR_ID: 6, CRT_DTTM: '2025-11-04 10:00:00', LAST_UPD_DTTM: '2025-11-05 09:00:00.000' },
  }),
  plant('RPT_HDR', {
    ...{ RPT_ID: 3, ORG_ID: 1, PAT_ID: 1, ENC_ID: 2, RPT_TYP: 'C', RPT_CD: 'ECHO', RPT_DESC: 'ECHOCARDIOGRAM' },
    ...{ LOINC_CD: '34552-0', STAT_CD: 'F', OBS_TS: '20240214', RPT_TS: '20240214160000', ORD_ID: 4, PERF_FAC_ID: 7 },
    ...{
      INTRP_PROV_ID: 45,
      DOC_ID: 8,
      NARR_TXT: 'Normal size of the left ventricle.',
      LAST_UPD_DTTM: '2024-02-14 16:00:00.000',
    },
  }),
  plant('RPT_HDR', {
    ...{ RPT_ID: 4, ORG_ID: 2, PAT_ID: 2, ENC_ID: 7, RPT_TYP: 'L', RPT_CD: 'LEAD', RPT_DESC: 'LEAD, BLOOD' },
    ...{
      LOINC_CD: '5671-3',
      STAT_CD: 'F',
      OBS_TS: '20260115110000',
      RPT_TS: '20260117080000',
      PERF_FAC_ID: 11,
      ORD_ID: 9,
    },
    LAST_UPD_DTTM: '2026-01-17 08:00:00.000',
  }),
  plant('RPT_HDR', {
    ...{ RPT_ID: 5, ORG_ID: 3, PAT_ID: 3, ENC_ID: 8, RPT_TYP: 'L', RPT_CD: 'TSH', RPT_DESC: 'TSH', LOINC_CD: '3016-3' },
    ...{ STAT_CD: 'P', OBS_TS: '20260420145500', RPT_TS: '20260421090000', PERF_FAC_ID: 12, ORD_ID: 10 },
    LAST_UPD_DTTM: '2026-04-21 09:00:00.000',
  }),
]

function result(id: number, report: number, code: string, text: string, loinc: string | null, rest: Row): Planted {
  return plant('RSLT_DTL', {
    ...{ RSLT_ID: id, RPT_ID: report, PAT_ID: 1, SEQ_NO: id, TST_CD: code, TST_DESC: text, LOINC_CD: loinc },
    ...{ VAL_TYP: 'NM', STAT_CD: 'F', CATG_CD: 'L', ...rest },
  })
}

const results: Planted[] = [
  result(1, 1, 'GLU', 'GLUCOSE', '2345-7', { RSLT_VAL: '142', UOM: 'mg/dL', REF_RNG: '65-99', ABN_FLG: 'H' }),
  result(2, 1, 'CREAT', 'CREATININE', '2160-0', { RSLT_VAL: '0.80', UOM: 'MG/DL', REF_RNG: '0.60-1.30', ABN_FLG: '' }),
  result(3, 1, 'A1C', 'HEMOGLOBIN A1C', '4548-4', {
    ...{ RSLT_VAL: '7.2', UOM: '%', REF_RNG: '4.0-5.6', ABN_FLG: 'H', OBS_TS: '20251103101700' },
    NOTE_TXT: 'Goal for most adults with diabetes is below 7.',
  }),
  result(4, 1, 'TROP', 'TROPONIN I', '10839-9', { VAL_TYP: 'SN', RSLT_VAL: '<^0.01', UOM: 'ng/mL', REF_RNG: '<0.04' }),
  result(5, 2, 'UANIT', 'NITRITE', '5802-4', { VAL_TYP: 'CE', RSLT_VAL: 'NEG^Negative^L', REF_RNG: 'Negative' }),
  result(6, 2, 'UACOL', 'COLOR', '5778-6', { VAL_TYP: 'ST', RSLT_VAL: 'YELLOW' }),
  result(7, 2, 'UAMIC', 'MICROSCOPY', null, { VAL_TYP: 'TX', RSLT_VAL: 'FEW BACTERIA SEEN. NO CASTS.' }),
  result(8, 2, 'UAPRO', 'PROTEIN, URINE', '5804-0', {
    VAL_TYP: 'ST',
    RSLT_VAL: '1+',
    ABN_FLG: 'A',
    REF_RNG: 'Negative',
  }),
  result(9, 3, 'LVEF', 'EJECTION FRACTION', '18043-0', { RSLT_VAL: '58', UOM: '%', REF_RNG: '>=55', CATG_CD: 'I' }),
  result(10, 3, 'FEV1FVC', 'FEV1/FVC', '19926-5', { RSLT_VAL: '74', UOM: '%', CATG_CD: 'P', OBS_TS: '20240214101500' }),
  result(11, 3, 'MURMUR', 'HEART MURMUR', null, { VAL_TYP: 'ST', RSLT_VAL: 'NONE HEARD', CATG_CD: 'E' }),
  result(12, 3, 'STEPS', 'STEPS IN 24 HOURS', '41950-7', {
    RSLT_VAL: '6120',
    UOM: 'STEPS',
    CATG_CD: 'A',
    OBS_TS: '20240214',
  }),
  result(13, 4, 'LEAD', 'LEAD, BLOOD', '5671-3', { PAT_ID: 2, RSLT_VAL: '1.2', UOM: 'ug/dL', REF_RNG: '<3.5' }),
  result(14, 5, 'TSH', 'TSH', '3016-3', {
    PAT_ID: 3,
    RSLT_VAL: '2.11',
    UOM: 'uIU/mL',
    REF_RNG: '0.40-4.50',
    STAT_CD: 'P',
  }),
  result(15, 2, 'UACOL2', 'LAST BLOOD DRAW', null, { VAL_TYP: 'DT', RSLT_VAL: '20251001' }),
]

export const anchorResults: readonly Planted[] = [...reports, ...results]
