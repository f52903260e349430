/** The tables of care coordination, documents and the system itself. */
import { table, type Table } from '../table.ts'

export const coordinationTables: readonly Table[] = [
  table('CARE_PLN', {
    era: 4,
    key: 'PLN_ID',
    columns: `PLN_ID INT@, ORG_ID SMALLINT!, PAT_ID INT!, PLN_TYP CHAR(3), PLN_NM VARCHAR(60), STAT_CD CHAR(1)!,
      STRT_DT VARCHAR(8), END_DT VARCHAR(8), ASMT_TXT TEXT, AUTH_PROV_ID INT, ENC_ID INT, TEAM_NO SMALLINT,
      PROB_IDS VARCHAR(60), +AUD`,
    indexes: ['PAT_ID'],
    foreignKeys: ['PAT_ID PAT_MSTR.PAT_ID'],
  }),
  table('CARE_PLN_ITM', {
    era: 4,
    key: 'PLN_ITM_ID',
    columns: `PLN_ITM_ID INT@, PLN_ID INT!, PAT_ID INT!, ITM_TYP CHAR(1)!, ITM_TXT VARCHAR(255), CD_LIST VARCHAR(60),
      STAT_CD CHAR(2)!, ACHV_CD CHAR(2), STRT_DT VARCHAR(8), TRGT_DT VARCHAR(8), END_DT VARCHAR(8),
      TRGT_VAL VARCHAR(20), TRGT_LN VARCHAR(10), RESP_USR_ID INT, DEL_FLG CHAR(1), +AUD`,
    indexes: ['PLN_ID', 'PAT_ID'],
    foreignKeys: ['PAT_ID PAT_MSTR.PAT_ID'],
  }),
  table('CARE_TEAM', {
    era: 4,
    key: 'PAT_ID TEAM_NO MBR_NO',
    columns: `PAT_ID INT, TEAM_NO SMALLINT, MBR_NO SMALLINT, ORG_ID SMALLINT!, MBR_TYP CHAR(1)!, PROV_ID INT,
      FAC_ID SMALLINT, CNTC_SEQ SMALLINT, USR_ID INT, ROLE_CD CHAR(4), TEAM_NM VARCHAR(40), EFF_DT VARCHAR(8),
      TERM_DT VARCHAR(8), STAT_CD CHAR(1)!, LAST_UPD_DTTM DATETIME`,
    foreignKeys: ['PAT_ID PAT_MSTR.PAT_ID'],
  }),
  table('PAT_LIST_MBR', {
    era: 3,
    key: 'ORG_ID LIST_CD PAT_ID',
    columns: `ORG_ID SMALLINT, LIST_CD CHAR(8), PAT_ID INT, ADD_DT VARCHAR(8), RMV_DT VARCHAR(8), ADD_USR VARCHAR(20)`,
  }),
  table('DOC_IDX', {
    era: 3,
    key: 'DOC_ID',
    columns: `DOC_ID INT@, ORG_ID SMALLINT!, PAT_ID INT!, ENC_ID INT, DOC_TYP CHAR(4), DOC_TTL VARCHAR(80), SVC_DT VARCHAR(8),
      CRT_DTTM SMALLDATETIME, AUTH_PROV_ID INT, AUTH_USR_ID INT, STAT_CD CHAR(1)!, SUPRSD_DOC_ID INT, STRG_CD CHAR(1)!,
      FILE_PATH VARCHAR(255), MIME_TYP VARCHAR(40), FILE_EXT CHAR(4), RPT_ID INT, CNFDL_FLG CHAR(1),
      CRT_USR_ID INT, LAST_UPD_USR_ID INT, LAST_UPD_DTTM DATETIME`,
    indexes: ['PAT_ID DOC_TYP SVC_DT'],
  }),
  table('DOC_BLOB', {
    era: 3,
    key: 'DOC_ID PG_NO',
    columns: `DOC_ID INT, PG_NO SMALLINT, BLOB_DATA IMAGE, CMPRS_FLG CHAR(1), BYTE_CNT INT`,
  }),
  table('NOTE_LN', {
    era: 1,
    key: 'DOC_ID LN_NO',
    columns: `DOC_ID INT, LN_NO SMALLINT, LN_TXT VARCHAR(255)`,
  }),
  table('AUD_TRL', {
    era: 2,
    key: 'AUD_ID',
    columns: `AUD_ID BIGINT@, AUD_DTTM DATETIME!, USR_ID INT, TBL_NM VARCHAR(20)!, KEY_VAL VARCHAR(40)!, ACTN CHAR(1)!,
      FLD_NM VARCHAR(30), OLD_VAL VARCHAR(255), NEW_VAL VARCHAR(255), WRKSTN VARCHAR(20)`,
    indexes: ['TBL_NM AUD_DTTM'],
  }),
  table('PRTL_ACCT', {
    era: 5,
    key: 'AcctGuid',
    columns: `AcctGuid UNIQUEIDENTIFIER, OrgId SMALLINT!, Email NVARCHAR(120)!, DisplayName NVARCHAR(80), PAT_ID INT,
      ProxyJson NVARCHAR(MAX), PROV_ID INT, IsLocked BIT!, CreatedUtc DATETIME2(3), LastLoginUtc DATETIME2(3)`,
    indexes: ['unique Email'],
    foreignKeys: ['PAT_ID PAT_MSTR.PAT_ID'],
  }),
]
