/** The tables of visits: the schedule, the visit itself, its diagnoses and its charges. */
import { table, type Table } from '../table.ts'

export const visitTables: readonly Table[] = [
  table('APPT_SCHED', {
    era: 1,
    key: 'APPT_ID',
    columns: `APPT_ID INT@, ORG_ID SMALLINT!, PAT_ID INT!, PROV_ID INT, FAC_ID SMALLINT, APPT_DT VARCHAR(8)!,
      APPT_TM CHAR(4), DURTN SMALLINT, APPT_TYP CHAR(3), APPT_STAT CHAR(1)!, RSN_TXT VARCHAR(60), ENC_ID INT, +AUD`,
    indexes: ['ORG_ID APPT_DT PROV_ID', 'PAT_ID'],
  }),
  table('ENC_HDR', {
    era: 1,
    key: 'ENC_ID',
    columns: `ENC_ID INT@, ORG_ID SMALLINT!, PAT_ID INT!, ENC_NO VARCHAR(12)!, ENC_DT VARCHAR(8), ENC_TM CHAR(4),
      END_DTTM SMALLDATETIME, VIST_TYP CHAR(3), ENC_CLS CHAR(1), STAT_CD CHAR(1)!, FAC_ID SMALLINT, PROV_ID INT,
      SUPV_PROV_ID INT, REF_PROV_ID INT, CC_TXT VARCHAR(255), DX_CD1 CHAR(6), DX_CD2 CHAR(6), DX_CD3 CHAR(6),
      DX_CD4 CHAR(6), RSN_PROB_ID INT, DISPO_CD CHAR(2), ADMT_DTTM SMALLDATETIME, DSCH_DTTM SMALLDATETIME,
      ACCT_NO VARCHAR(12), SIGN_USR_ID INT, SIGN_DTTM SMALLDATETIME, +AUD`,
    indexes: ['PAT_ID ENC_DT', 'ORG_ID ENC_DT', 'unique ENC_NO'],
  }),
  table('ENC_DX', {
    era: 3,
    key: 'ENC_DX_ID',
    columns: `ENC_DX_ID INT@, ENC_ID INT!, PAT_ID INT!, SEQ_NO SMALLINT, DX_CD VARCHAR(8), DX_VER CHAR(1),
      DX_DESC VARCHAR(80), SCT_CD VARCHAR(18), ONSET_DT VARCHAR(8), RSLVD_DT VARCHAR(8), CRT_DTTM SMALLDATETIME,
      CRT_USR_ID INT, DEL_FLG CHAR(1)`,
    indexes: ['ENC_ID', 'PAT_ID'],
  }),
  table('ENC_CHG', {
    era: 1,
    key: 'ENC_CHG_ID',
    columns: `ENC_CHG_ID INT@, ENC_ID INT!, PAT_ID INT!, SVC_DT VARCHAR(8), CPT_CD CHAR(5), MOD1 CHAR(2), MOD2 CHAR(2),
      UNITS SMALLINT, DX_PTR CHAR(4), FEE_AMT MONEY, PROV_ID INT, POST_FLG CHAR(1), VOID_DT VARCHAR(8)`,
    indexes: ['ENC_ID', 'PAT_ID'],
  }),
]
