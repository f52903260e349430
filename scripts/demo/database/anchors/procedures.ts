/** The hand-written procedures and lines of the bill: every code system and every state. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function procedure(id: number, code: string, system: string, text: string, rest: Row): Planted {
  return plant('PROC_HX', {
    ...{ PROC_ID: id, ORG_ID: 1, PAT_ID: 1, PROC_CD: code, PROC_CD_SYS: system, PROC_DESC: text, STAT_CD: 'D' },
    ...{ CRT_USR_ID: 2, CRT_DTTM: '2025-11-03 10:12:00', LAST_UPD_USR_ID: 2, LAST_UPD_DTTM: '2025-11-03 10:12:30.000' },
    ...rest,
  })
}

const procedures: Planted[] = [
  procedure(1, '45378', 'C', 'Colonoscopy', { PROC_DT: '20230512', PROV_ID: 1, FAC_ID: 7, IND_CD: 'Z12.11' }),
  procedure(2, '31622', 'C', 'Bronchoscopy', {
    ...{ SCT_CD: '10847001', PROC_DT: '20240213', STRT_DTTM: '2024-02-13 09:00:00', END_DTTM: '2024-02-13 09:40:00' },
    ...{ PROV_ID: 5, ENC_ID: 2, FAC_ID: 7, IND_PROB_ID: 2, CRT_USR_ID: 3, SITE_TXT: 'Bronchus' },
  }),
  procedure(3, '12001', 'C', 'Simple repair of wound', {
    ...{ SCT_CD: '288086009', PROC_DT: '20230709', PROV_ID: 1, ENC_ID: 6, FAC_ID: 7, SITE_TXT: 'hand', LATRL: 'L' },
  }),
  procedure(4, '80146002', 'S', 'Appendectomy', { PROC_DT: '19990000', OUTSD_FLG: 'Y' }),
  procedure(5, '45378', 'C', 'Colonoscopy', { ORD_DTL_ID: 7, PROC_DT: '', STAT_CD: 'N', ENC_ID: 1 }),
  procedure(6, '45.23', 'I', 'Colonoscopy', { PROC_DT: '20080317', PROV_ID: 1 }),
  procedure(7, 'G0108', 'H', 'Diabetes self-management training', {
    ...{ PROC_DT: '20251103', STAT_CD: 'P', ENC_ID: 1, IND_PROB_ID: 3, IND_CD: 'E11.9' },
  }),
  procedure(8, 'WRAP', 'L', 'Wrist wrapped', { PROC_DT: '20180322', SITE_TXT: 'wrist', LATRL: 'R' }),
  procedure(9, '92551', 'C', 'Screening test of hearing', {
    ...{ ORG_ID: 2, PAT_ID: 2, PROC_DT: '20260115', PROV_ID: 2, ENC_ID: 7, FAC_ID: 5, CRT_USR_ID: 4 },
  }),
  procedure(10, '90834', 'C', 'Psychotherapy, 45 minutes', {
    ...{ ORG_ID: 3, PAT_ID: 3, SCT_CD: '75516001', PROC_DT: '20260420', PROV_ID: 3, ENC_ID: 8, FAC_ID: 6 },
    ...{ CRT_USR_ID: 5, IND_PROB_ID: 14, IND_CD: 'F329' },
  }),
]

export const charge = (id: number, visit: number, code: string, rest: Row): Row => ({
  ...{ ENC_CHG_ID: id, ENC_ID: visit, PAT_ID: 1, CPT_CD: code, UNITS: 1, DX_PTR: '1', FEE_AMT: 75, PROV_ID: 1 },
  ...{ POST_FLG: 'Y', VOID_DT: '', ...rest },
})

const charges: Planted[] = [
  plant('ENC_CHG', charge(1, 1, '99213', { SVC_DT: '20251103' })),
  plant('ENC_CHG', charge(2, 1, '93000', { SVC_DT: '20251103' })),
  // The same wound as in the list of procedures.
  plant('ENC_CHG', charge(3, 6, '12001', { SVC_DT: '20230709', DX_PTR: '' })),
  plant('ENC_CHG', charge(4, 3, '80048', { SVC_DT: '20050418', DX_PTR: '12' })),
]

export const anchorProcedures: readonly Planted[] = [...procedures, ...charges]
