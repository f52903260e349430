/** The hand-written answers of social history: every question and every type of answer. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function answer(id: number, question: number, rest: Row): Planted {
  return plant('SOC_HX_ANS', {
    ...{ SOC_ANS_ID: id, PAT_ID: 1, QSTN_ID: question, REC_DTTM: '2025-11-03 09:55:00', REC_USR_ID: 2, ENC_ID: 1 },
    ...rest,
  })
}

/** Of what was mended in place the answer's own row keeps no trace. */
function mended(id: number, answered: number, time: string, rest: Row): Planted {
  return plant('AUD_TRL', {
    ...{ AUD_ID: id, AUD_DTTM: time, USR_ID: 2, TBL_NM: 'SOC_HX_ANS', KEY_VAL: `SOC_ANS_ID=${answered}`, ACTN: 'U' },
    ...{ FLD_NM: 'ANS_TXT', WRKSTN: 'EXAM01', ...rest },
  })
}

export const anchorAnswers: readonly Planted[] = [
  plant('SCRN_HDR', {
    ...{ SCRN_ID: 1, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, FRM_CD: 'SOCHX', SCRN_DTTM: '2025-11-03 09:35:00', STAT_CD: 'C' },
    ...{ ENTR_BY: 'P', EXT_GUID: '8f14e45f-ceea-467f-a9d5-0242ac120002', LAST_UPD_DTTM: '2025-11-03 09:36:00.000' },
  }),
  answer(1, 1, { ANS_CD: '3', STRT_DT: '', END_DT: '' }),
  answer(2, 2, { ANS_CD: 'CNA', STRT_DT: '20100901', END_DT: '20220630' }),
  answer(3, 3, { ANS_CD: 'HOME', STRT_DT: '20100901', END_DT: '20220630' }),
  answer(4, 4, { ANS_CD: 'NOT' }),
  answer(5, 5, { ANS_CD: 'UNS' }),
  answer(6, 6, { ANS_CD: 'str' }),
  answer(7, 7, { ANS_CD: '2-4', SRC_SCRN_ID: 1, REC_USR_ID: null }),
  answer(8, 8, { ANS_NUM: 1.5 }),
  answer(9, 9, { ANS_TXT: 'Cannabis in college, none since 2004' }),
  answer(10, 10, { ANS_CD: 'N' }),
  answer(11, 12, { ANS_CD: 'COL' }),
  answer(12, 13, { ANS_DT: '20251020' }),
  answer(13, 14, { ANS_CD: 'Y' }),
  answer(14, 2, { ANS_CD: 'ELEMT', STRT_DT: '20220815', END_DT: '', REC_DTTM: '2025-11-03 09:56:00' }),
  answer(15, 3, { ANS_CD: 'EDUC', STRT_DT: '20220815', END_DT: '', REC_DTTM: '2025-11-03 09:56:00' }),
  answer(16, 1, { ANS_CD: '1', REC_DTTM: '2012-05-14 09:10:00', ENC_ID: null, SUPRSD_BY: 1 }),
  answer(17, 11, { ANS_NUM: 0, ENC_ID: 2, REC_DTTM: '2024-02-13 07:00:00' }),
  answer(18, 1, { PAT_ID: 3, ANS_CD: '2', ENC_ID: 8, REC_USR_ID: 5, REC_DTTM: '2026-04-20 14:10:00' }),
  answer(19, 6, { PAT_ID: 3, ANS_CD: 'BI', ENC_ID: 8, REC_USR_ID: 5, REC_DTTM: '2026-04-20 14:11:00' }),
  answer(20, 16, { ANS_TXT: 'No ventilator; comfort first' }),
  answer(21, 17, { ANS_TXT: 'A chaplain, and my daughter in the room' }),
  mended(3, 9, '2026-01-08 09:30:00.000', {
    OLD_VAL: 'Cannabis in college',
    NEW_VAL: 'Cannabis in college, none since 2004',
  }),
  mended(4, 9, '2025-11-10 14:20:00.000', { OLD_VAL: 'Canabis in college', NEW_VAL: 'Cannabis in college' }),
]
