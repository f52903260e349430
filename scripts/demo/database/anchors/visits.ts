/** The hand-written visits, diagnoses and problems of patient 1 (1 to 6), 2 (7) and 3 (8). */
import { plant, type Planted } from '../plant.ts'

const signed = { STAT_CD: 'S', CRT_USR_ID: 2, LAST_UPD_USR_ID: 2 }

export const anchorVisits: readonly Planted[] = [
  plant('ENC_HDR', {
    ...{ ENC_ID: 1, ORG_ID: 1, PAT_ID: 1, ENC_NO: 'V000000001', ENC_DT: '20251103', ENC_TM: '0930', ...signed },
    ...{ END_DTTM: '2025-11-03 10:10:00', VIST_TYP: 'EST', ENC_CLS: 'O', FAC_ID: 1, PROV_ID: 1, SUPV_PROV_ID: 4 },
    ...{ REF_PROV_ID: 45, CC_TXT: 'Blood pressure check and cough', RSN_PROB_ID: 1, ACCT_NO: 'A000000001' },
    ...{ SIGN_USR_ID: 3, SIGN_DTTM: '2025-11-03 12:00:00', CRT_DTTM: '2025-11-03 09:25:00' },
    LAST_UPD_DTTM: '2025-11-03 12:00:04.350',
  }),
  plant('ENC_HDR', {
    ...{ ENC_ID: 2, ORG_ID: 1, PAT_ID: 1, ENC_NO: 'V000000002', ENC_DT: '20240212', ENC_TM: '2210', ...signed },
    ...{ VIST_TYP: 'HOS', ENC_CLS: 'I', FAC_ID: 7, PROV_ID: 1, SUPV_PROV_ID: 5, REF_PROV_ID: 48 },
    ...{ CC_TXT: 'Shortness of breath', DISPO_CD: '01', ADMT_DTTM: '2024-02-12 22:10:00', RSN_PROB_ID: 2 },
    ...{ DSCH_DTTM: '2024-02-15 11:45:00', ACCT_NO: 'A000000002', SIGN_USR_ID: 3, SIGN_DTTM: '2024-02-15 13:00:00' },
    ...{ CRT_DTTM: '2024-02-12 22:20:00', LAST_UPD_DTTM: '2024-02-15 13:00:00.000' },
  }),
  plant('ENC_HDR', {
    ...{ ENC_ID: 3, ORG_ID: 1, PAT_ID: 1, ENC_NO: 'V000000003', ENC_DT: '20050418', ENC_TM: '1415', STAT_CD: 'B' },
    ...{ VIST_TYP: 'EST', ENC_CLS: null, FAC_ID: 2, PROV_ID: 1, CC_TXT: 'DIABETES FOLLOW UP', DX_CD1: '25000' },
    ...{ DX_CD2: '4019', DX_CD3: 'V700', DX_CD4: '49390', ACCT_NO: 'A000000003' },
    ...{ CRT_USR_ID: 1, CRT_DTTM: '2005-04-18 14:10:00', LAST_UPD_USR_ID: null, LAST_UPD_DTTM: null },
  }),
  plant('ENC_HDR', {
    ...{ ENC_ID: 4, ORG_ID: 1, PAT_ID: 1, ENC_NO: 'V000000004', ENC_DT: '20260616', ENC_TM: '0800', ...signed },
    ...{ VIST_TYP: 'VID', ENC_CLS: 'V', FAC_ID: 1, PROV_ID: 1, STAT_CD: 'O', CC_TXT: 'Medication question' },
    ...{ ACCT_NO: 'A000000004', CRT_DTTM: '2026-06-16 07:55:00', LAST_UPD_DTTM: '2026-06-16 08:20:00.000' },
  }),
  plant('ENC_HDR', {
    ...{ ENC_ID: 5, ORG_ID: 1, PAT_ID: 1, ENC_NO: 'V000000005', ENC_DT: '20260915', ENC_TM: '1000', STAT_CD: 'P' },
    ...{ VIST_TYP: 'WEL', ENC_CLS: 'O', FAC_ID: 1, PROV_ID: 1, ACCT_NO: '', CRT_USR_ID: 2 },
    ...{ CRT_DTTM: '2026-06-16 08:21:00', LAST_UPD_DTTM: '2026-06-16 08:21:00.000' },
  }),
  plant('ENC_HDR', {
    ...{ ENC_ID: 6, ORG_ID: 1, PAT_ID: 1, ENC_NO: 'V000000006', ENC_DT: '20230709', ENC_TM: '1745', ...signed },
    ...{ END_DTTM: '2023-07-09 21:00:00', VIST_TYP: 'ERV', ENC_CLS: 'E', FAC_ID: 7, PROV_ID: 1, DISPO_CD: '07' },
    ...{ CC_TXT: 'Laceration of hand', ACCT_NO: 'A000000006', CRT_DTTM: '2023-07-09 17:50:00' },
    LAST_UPD_DTTM: '2023-07-10 08:00:00.000',
  }),
  plant('ENC_HDR', {
    ...{ ENC_ID: 7, ORG_ID: 2, PAT_ID: 2, ENC_NO: 'V000000007', ENC_DT: '20260115', ENC_TM: '1030', STAT_CD: 'S' },
    ...{ END_DTTM: '2026-01-15 11:00:00', VIST_TYP: 'WEL', ENC_CLS: 'O', FAC_ID: 5, PROV_ID: 2 },
    ...{ CC_TXT: 'Twelve month checkup', ACCT_NO: 'A000000007', CRT_USR_ID: 4, CRT_DTTM: '2026-01-15 10:20:00' },
    LAST_UPD_DTTM: '2026-01-15 11:30:00.000',
  }),
  plant('ENC_HDR', {
    ...{ ENC_ID: 8, ORG_ID: 3, PAT_ID: 3, ENC_NO: 'V000000008', ENC_DT: '20260420', ENC_TM: '1400', STAT_CD: 'S' },
    ...{ END_DTTM: '2026-04-20 14:50:00', VIST_TYP: 'EST', ENC_CLS: 'O', FAC_ID: 6, PROV_ID: 3, DISPO_CD: '01' },
    ...{ CC_TXT: 'Low mood', ACCT_NO: 'A000000008', CRT_USR_ID: 5, CRT_DTTM: '2026-04-20 13:50:00' },
    LAST_UPD_DTTM: '2026-04-20 15:30:00.000',
  }),
]

export const anchorDiagnoses: readonly Planted[] = [
  plant('ENC_DX', {
    ...{ ENC_DX_ID: 1, ENC_ID: 1, PAT_ID: 1, SEQ_NO: 1, DX_CD: 'I10', DX_VER: '0', DX_DESC: 'Essential hypertension' },
    ...{ SCT_CD: '38341003', ONSET_DT: '20120000', RSLVD_DT: '', CRT_DTTM: '2025-11-03 10:00:00', CRT_USR_ID: 3 },
  }),
  plant('ENC_DX', {
    ...{ ENC_DX_ID: 2, ENC_ID: 1, PAT_ID: 1, SEQ_NO: 2, DX_CD: 'J209', DX_VER: '0', DX_DESC: 'Acute bronchitis' },
    ...{ ONSET_DT: '20251030', RSLVD_DT: '20251114', CRT_DTTM: '2025-11-03 10:01:00', CRT_USR_ID: 3, DEL_FLG: 'N' },
  }),
  plant('ENC_DX', {
    ...{ ENC_DX_ID: 3, ENC_ID: 2, PAT_ID: 1, SEQ_NO: 1, DX_CD: 'J45.909', DX_VER: '0', DX_DESC: 'Asthma' },
    ...{ SCT_CD: '195967001', CRT_DTTM: '2024-02-13 08:00:00', CRT_USR_ID: 3 },
  }),
  plant('ENC_DX', {
    ...{ ENC_DX_ID: 4, ENC_ID: 7, PAT_ID: 2, SEQ_NO: 1, DX_CD: 'Z00129', DX_VER: '0', CRT_USR_ID: 7 },
    ...{ DX_DESC: 'Routine child health examination', CRT_DTTM: '2026-01-15 11:00:00' },
  }),
  plant('ENC_DX', {
    ...{ ENC_DX_ID: 5, ENC_ID: 8, PAT_ID: 3, SEQ_NO: 1, DX_CD: 'F32.9', DX_VER: '0', DX_DESC: 'Depressive disorder' },
    ...{ SCT_CD: '35489007', CRT_DTTM: '2026-04-20 14:40:00', CRT_USR_ID: 8 },
  }),
]
