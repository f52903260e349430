/** The hand-written fills of the clinic's dispensary. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

export const fill = (id: number, prescription: number, rest: Row): Row => ({
  ...{ DISP_ID: id, ORG_ID: 1, RX_ID: prescription, PAT_ID: 1, FILL_NO: 0, FILL_TYP: 'FF', QTY: 60, UOM: 'TAB' },
  ...{ DAYS_SUP: 30, DISP_DTTM: '2025-11-03 11:00:00', PHRM_USR_ID: 2, FAC_ID: 1, RTN_FLG: 'N', CRT_USR_ID: 2 },
  ...{ CRT_DTTM: '2025-11-03 11:00:00', LAST_UPD_USR_ID: 2, LAST_UPD_DTTM: '2025-11-03 11:01:00.000', ...rest },
})

export const anchorFills: readonly Planted[] = [
  plant('RX_DISP', fill(1, 1, { MED_ID: 70006, LABEL_SIG: 'TAKE 1 TABLET TWICE A DAY WITH FOOD' })),
  plant(
    'RX_DISP',
    fill(2, 1, { MED_ID: 70006, FILL_NO: 1, FILL_TYP: 'RF', DISP_DTTM: '2025-12-02 09:30:00', PHRM_USR_ID: 3 }),
  ),
  plant('RX_DISP', fill(3, 2, { MED_ID: 70001, QTY: 10, DAYS_SUP: 10, FILL_TYP: 'PF', PHRM_USR_ID: null })),
  plant(
    'RX_DISP',
    fill(4, 10, {
      ORG_ID: 2,
      PAT_ID: 2,
      MED_ID: 70025,
      QTY: 1,
      UOM: 'EA',
      FAC_ID: 5,
      PHRM_USR_ID: 4,
      DISP_DTTM: '2026-01-15 11:20:00',
    }),
  ),
  plant(
    'RX_DISP',
    fill(5, 11, {
      ORG_ID: 3,
      PAT_ID: 3,
      MED_ID: 70027,
      QTY: 30,
      FAC_ID: 6,
      PHRM_USR_ID: 5,
      FILL_TYP: 'TF',
      DISP_DTTM: '2026-04-20 15:00:00',
    }),
  ),
]
