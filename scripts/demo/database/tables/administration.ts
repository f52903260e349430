/** The tables of administration: tenants, sites, people who work there, and the code lists. */
import { table, type Table } from '../table.ts'

export const administrationTables: readonly Table[] = [
  table('ORG_MSTR', {
    era: 2,
    key: 'ORG_ID',
    columns: `ORG_ID SMALLINT, ORG_CD CHAR(6)!, ORG_NM VARCHAR(60)!, TAX_ID CHAR(10), NPI CHAR(10), +ADDR,
      PHONE CHAR(10), FAX CHAR(10), TZ_CD CHAR(3)!, TZ_NM VARCHAR(40), HL7_OID VARCHAR(64), ACTV_FLG CHAR(1)!`,
  }),
  table('FAC_MSTR', {
    era: 1,
    key: 'FAC_ID',
    columns: `FAC_ID SMALLINT@, ORG_ID SMALLINT!, FAC_CD CHAR(4)!, FAC_NM VARCHAR(40)!, FAC_TYP CHAR(2)!,
      PRNT_FAC_ID SMALLINT, NPI CHAR(10), CLIA_NO VARCHAR(10), +ADDR, CNTRY CHAR(3), PHONE CHAR(10), FAX CHAR(10),
      EMAIL_ADDR VARCHAR(60), POS_CD CHAR(2), OPEN_DT VARCHAR(8), CLOSE_DT VARCHAR(8), +AUD`,
    indexes: ['unique ORG_ID FAC_CD'],
  }),
  table('USR_MSTR', {
    era: 1,
    key: 'USR_ID',
    columns: `USR_ID INT@, ORG_ID SMALLINT!, USR_LOGIN VARCHAR(20)!, USR_NM VARCHAR(40)!, PROV_ID INT, JOB_CD CHAR(3),
      PWD_HASH VARBINARY(64), ACTV_FLG CHAR(1)!, LAST_LOGIN_DTTM SMALLDATETIME, +AUD`,
    indexes: ['unique USR_LOGIN'],
  }),
  table('PROV_MSTR', {
    era: 1,
    key: 'PROV_ID',
    columns: `PROV_ID INT@, ORG_ID SMALLINT!, PROV_CD CHAR(6)!, PROV_TYP CHAR(1)!, PROV_NM VARCHAR(40),
      LAST_NM VARCHAR(25), FIRST_NM VARCHAR(20), MID_INIT CHAR(1), CRED VARCHAR(12), SEX CHAR(1), NPI CHAR(10),
      UPIN CHAR(6), DEA_NO VARCHAR(10), LIC_NO VARCHAR(15), LIC_ST CHAR(2), TAXON_CD CHAR(10), SPEC_CD CHAR(3),
      PHONE CHAR(10), PAGER CHAR(10), EMAIL_ADDR VARCHAR(60), +ADDR, REC_STAT CHAR(1)!, +AUD`,
    indexes: ['unique ORG_ID PROV_CD', 'NPI'],
  }),
  table('PROV_FAC', {
    era: 2,
    key: 'PROV_ID FAC_ID',
    columns: `PROV_ID INT, FAC_ID SMALLINT, ORG_ID SMALLINT!, SPEC_CD CHAR(3), ROLE_CD CHAR(3), PRIM_FLG CHAR(1),
      EFF_DT VARCHAR(8), TERM_DT VARCHAR(8), PHONE CHAR(10), PHONE_EXT VARCHAR(5), DIRECT_ADDR VARCHAR(80)`,
  }),
  table('CODE_TBL', {
    era: 2,
    key: 'ORG_ID CD_TYP CD_VAL',
    columns: `ORG_ID SMALLINT, CD_TYP CHAR(8), CD_VAL VARCHAR(12), CD_DESC VARCHAR(60), SHRT_DESC VARCHAR(15),
      SORT_ORD SMALLINT, ACTV_FLG CHAR(1)!, STD_SYS CHAR(4), STD_CD VARCHAR(20)`,
  }),
  table('CODE_XREF', {
    era: 4,
    key: 'XREF_ID',
    columns: `XREF_ID INT@, SRC_SYS CHAR(4)!, SRC_CD VARCHAR(20)!, TGT_SYS CHAR(4)!, TGT_CD VARCHAR(20)!,
      TGT_DESC VARCHAR(120), PREF_FLG CHAR(1), EFF_DT VARCHAR(8), END_DT VARCHAR(8)`,
    indexes: ['SRC_SYS SRC_CD'],
  }),
]
