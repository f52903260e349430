/** The hand-written screening forms: of each category, by each who may fill one, with each type of answer. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function screen(id: number, form: string, rest: Row): Planted {
  return plant('SCRN_HDR', {
    ...{ SCRN_ID: id, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, FRM_CD: form, SCRN_DTTM: '2025-11-03 09:37:00', STAT_CD: 'C' },
    ...{ ENTR_BY: 'P', CRT_USR_ID: 2, CRT_DTTM: '2025-11-03 09:38:00', LAST_UPD_USR_ID: 2 },
    ...{ LAST_UPD_DTTM: '2025-11-03 09:38:20.000', ...rest },
  })
}

const answer = (screenId: number, question: number, rest: Row): Planted =>
  plant('SCRN_ANS', { SCRN_ID: screenId, QSTN_ID: question, REPT_NO: 1, ...rest })

export const anchorScreens: readonly Planted[] = [
  screen(2, 'PHQ9', { TOT_SCR: 4, EXT_GUID: '8f14e45f-ceea-467f-a9d5-0242ac120003' }),
  answer(2, 102, { ANS_CD: '1' }),
  answer(2, 104, { ANS_CD: '2', CMNT: 'Worse in the evening' }),
  screen(3, 'HVS', { ENTR_BY: 'S', ENTR_USR_ID: 2 }),
  answer(3, 112, { ANS_CD: 'S' }),
  answer(3, 113, { ANS_CD: 'N' }),
  screen(4, 'PRAPARE', { ENTR_BY: 'C', ENTR_CNTC_SEQ: 2 }),
  answer(4, 122, { ANS_CD: 'T' }),
  answer(4, 125, { ANS_TXT: 'With my sister' }),
  answer(4, 123, { ANS_NUM: 3 }),
  answer(4, 124, { ANS_TXT: 'The rent, and my mother' }),
  screen(5, 'ADL', { STAT_CD: 'A' }),
  answer(5, 132, { ANS_CD: 'Y' }),
  answer(5, 133, { ANS_CD: 'N' }),
  screen(6, 'MOCA', { ENTR_BY: 'S', ENTR_USR_ID: 3, TOT_SCR: 27 }),
  screen(7, 'DISAB', { STAT_CD: 'I' }),
  answer(7, 152, { ANS_CD: 'N' }),
  answer(7, 153, { ANS_CD: null }),
  answer(7, 154, { ANS_TXT: 'Reading glasses' }),
  screen(8, 'PHQ9', { ORG_ID: 3, PAT_ID: 3, ENC_ID: 8, TOT_SCR: 0, SCRN_DTTM: '2026-04-20 14:06:00', CRT_USR_ID: 5 }),
  answer(8, 102, { ANS_CD: '0' }),
]
