/** The hand-written patients 1 to 3, one in each organization, with their histories and contacts. */
import { plant, type Planted } from '../plant.ts'

const everythingPatient: Planted[] = [
  plant('PAT_MSTR', {
    ...{ PAT_ID: 1, ORG_ID: 1, CHART_NO: '0000900001', SSN: '987654321', LAST_NM: 'RIVERA', FIRST_NM: 'MARGARET' },
    ...{ MID_NM: 'ANN', NM_SFX: 'II', NM_PFX: 'MS', NICK_NM: 'MAGGIE', DOB: '19820315', SEX: 'F', BIRTH_SEX: 'F' },
    ...{ GNDR_ID_CD: 'F', SEX_CLIN_CD: '248152002', MARITAL: 'M', RACE_CD: 'W', RACE_CDS: '2106-3;1002-5' },
    ...{ ETHN_CD: 'H', ETHN_DTL: '2148-5', TRIBE_CD: 'PAI', LANG_CD: 'SPA', INTRP_FLG: 'Y' },
    ...{ ADDR1: '1204 N MAPLE AVE', ADDR2: 'APT 3B', CITY: 'CHICAGO', ST: 'IL', ZIP: '606141234', CNTY_CD: '031' },
    ...{ HM_PHONE: '3125550111', WK_PHONE: '3125550112', WK_EXT: '204', CELL_PHONE: '(312)555-0113' },
    ...{ EMAIL_ADDR: 'margaret.rivera@example.org', PCP_PROV_ID: 1, FAC_ID: 1, DEATH_FLG: 'N', DEATH_DT: '' },
    ...{ VIP_FLG: 'N', RSTRCT_CD: null, REC_STAT: 'A', CRT_DT: '20040810' },
    ...{ LAST_UPD_DTTM: '2025-11-03 10:15:30.127', LAST_UPD_USR: 'RNGRANT' },
  }),
  plant('PAT_NAME_HX', {
    ...{ NAME_HX_ID: 1, PAT_ID: 1, NM_TYP: 'P', LAST_NM: 'SANTOS', FIRST_NM: 'MARGARET', MID_NM: 'ANN', NM_SFX: 'II' },
    ...{ EFF_DT: '20040810', END_DT: '20100612', CRT_DTTM: '2010-06-14 09:05:00' },
  }),
  plant('PAT_NAME_HX', {
    ...{ NAME_HX_ID: 2, PAT_ID: 1, NM_TYP: 'M', LAST_NM: 'SANTOS', FIRST_NM: 'MARGARET', END_DT: '' },
    ...{ EFF_DT: '', CRT_DTTM: '2010-06-14 09:06:00' },
  }),
  plant('PAT_ADDR_HX', {
    ...{ ADDR_HX_ID: 1, PAT_ID: 1, ADDR_TYP: 'H', ADDR1: '77 W ELM ST', ADDR2: '', CITY: 'EVANSTON', ST: 'IL' },
    ...{ ZIP: '60201', CNTRY: 'USA', EFF_DT: '20040810', THRU_DT: '20150831', CHG_USR: 'RNGRANT' },
  }),
  plant('PAT_ADDR_HX', {
    ...{ ADDR_HX_ID: 2, PAT_ID: 1, ADDR_TYP: 'H', ADDR1: '1204 N MAPLE AVE', ADDR2: 'APT 3B', CITY: 'CHICAGO' },
    ...{ ST: 'IL', ZIP: '606141234', CNTRY: 'USA', EFF_DT: '20150901', THRU_DT: '', CHG_USR: 'RNGRANT' },
  }),
  plant('PAT_CNTC', {
    ...{ PAT_ID: 1, SEQ_NO: 1, CNTC_TYP: 'EC', CNTC_NM: 'RIVERA, DANIEL', REL_CD: 'SP', SEX: 'M', DOB: '19800101' },
    ...{ ADDR1: 'SAME', PHONE1: '3125550114', PHONE1_TYP: 'M', ACTV_FLG: 'Y' },
    LAST_UPD_DTTM: '2021-05-05 08:00:00.000',
  }),
  plant('PAT_CNTC', {
    ...{ PAT_ID: 1, SEQ_NO: 2, CNTC_TYP: 'CG', CNTC_NM: 'SANTOS, LUCIA', REL_CD: 'MT', SEX: 'F', DOB: '19570000' },
    ...{ ADDR1: '77 W ELM ST', CITY: 'EVANSTON', ST: 'IL', ZIP: '60201', PHONE1: '8475550115', PHONE1_TYP: 'H' },
    ...{ EMAIL_ADDR: 'lucia.santos@example.org', ACTV_FLG: 'Y', LAST_UPD_DTTM: '2021-05-05 08:01:00.000' },
  }),
]

const childPatient: Planted[] = [
  plant('PAT_MSTR', {
    ...{ PAT_ID: 2, ORG_ID: 2, CHART_NO: '0000900001', SSN: '', LAST_NM: 'CHEN', FIRST_NM: 'OLIVIA', MID_NM: 'MEI' },
    ...{ DOB: '20250110', SEX: 'F', BIRTH_SEX: 'F', SEX_CLIN_CD: '248152002', MARITAL: 'S', RACE_CD: 'A' },
    ...{ RACE_CDS: '2028-9', ETHN_CD: 'N', LANG_CD: 'ENG', INTRP_FLG: 'N', ADDR1: '15 PARK PL', ADDR2: '' },
    ...{ CITY: 'BROOKLYN', ST: 'NY', ZIP: '11215', CNTY_CD: '047', HM_PHONE: '7185550121', PCP_PROV_ID: 2, FAC_ID: 5 },
    ...{ DEATH_FLG: 'N', REC_STAT: 'A', CRT_DT: '20250112', LAST_UPD_DTTM: '2026-01-15 11:00:00.000' },
    LAST_UPD_USR: 'RNOKAFOR',
  }),
  plant('PAT_CNTC', {
    ...{ PAT_ID: 2, SEQ_NO: 1, CNTC_TYP: 'GU', CNTC_NM: 'CHEN, WEI', REL_CD: 'MT', SEX: 'F', ADDR1: 'SAME' },
    ...{ PHONE1: '7185550121', PHONE1_TYP: 'H', ACTV_FLG: 'Y' },
  }),
]

const adultPatient: Planted[] = [
  plant('PAT_MSTR', {
    ...{ PAT_ID: 3, ORG_ID: 3, CHART_NO: '0000900001', SSN: '', LAST_NM: 'BEGAY', FIRST_NM: 'THOMAS', MID_NM: 'R' },
    ...{ DOB: '19750704', SEX: 'M', BIRTH_SEX: 'M', GNDR_ID_CD: 'M', SEX_CLIN_CD: '248153007', MARITAL: 'D' },
    ...{ RACE_CD: 'I', RACE_CDS: '1002-5;1586-7', ETHN_CD: 'N', TRIBE_CD: 'NAV', LANG_CD: 'NAV', INTRP_FLG: 'N' },
    ...{ ADDR1: '9 MESA DR', ADDR2: '', CITY: 'CHINLE', ST: 'AZ', ZIP: '86503', CNTY_CD: '001' },
    ...{ HM_PHONE: '9285550131', CELL_PHONE: '928-555-0132', PCP_PROV_ID: 3, FAC_ID: 6, DEATH_FLG: 'N' },
    ...{ REC_STAT: 'A', CRT_DT: '20170302', LAST_UPD_DTTM: '2026-04-20 14:30:00.000', LAST_UPD_USR: 'RNBENALLY' },
  }),
]

export const anchorPatients: readonly Planted[] = [...everythingPatient, ...childPatient, ...adultPatient]
