/** The hand-written policies: before and after member numbers, open and ended, the patient's own and another's. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function policy(id: number, patient: number, company: number, rest: Row): Planted {
  return plant('PAT_INS', {
    ...{ PAT_INS_ID: id, ORG_ID: patient, PAT_ID: patient, INS_CO_ID: company, INS_LVL: '1', STAT_CD: 'A' },
    ...{ CRT_USR_ID: 2, CRT_DTTM: '2024-01-04 09:00:00', LAST_UPD_DTTM: '2025-01-06 08:30:00.000', ...rest },
  })
}

export const anchorPolicies: readonly Planted[] = [
  policy(1, 1, 3, {
    ...{ PLAN_NM: 'CHOICE PLUS 2500', PLAN_CD: 'CP25', POL_NO: '', MBR_ID: 'XZG123456789', GRP_NO: '0071234' },
    ...{ GRP_NM: 'CITY SCHOOLS', SUBSCR_REL: 'S', EFF_DT: '20240101', TERM_DT: '99991231', COPAY_AMT: 25 },
  }),
  policy(2, 1, 6, {
    ...{ INS_LVL: '2', PLAN_NM: 'DEPENDENT CARE', POL_NO: '4471-22', GRP_NM: 'RIVERA PLUMBING', SUBSCR_REL: 'P' },
    ...{ SUBSCR_NM: 'RIVERA, DANIEL', SUBSCR_DOB: '19800101', EFF_DT: '20110101', TERM_DT: '20151231', STAT_CD: 'T' },
    ...{ CRT_DTTM: '2011-01-05 10:00:00', LAST_UPD_DTTM: null },
  }),
  policy(3, 2, 9, {
    ...{ PLAN_NM: 'OPEN ACCESS', PLAN_CD: 'OA1', MBR_ID: 'EMP00099102', GRP_NO: '88', SUBSCR_REL: 'C' },
    ...{ SUBSCR_NM: 'CHEN, WEI', EFF_DT: '20250110', TERM_DT: '20781231' },
  }),
  policy(4, 3, 12, { MBR_ID: 'A10029931', SUBSCR_REL: 'S', EFF_DT: '20170301', TERM_DT: '', PLAN_NM: '' }),
]
