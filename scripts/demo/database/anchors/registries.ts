/** Who of the hand-written patients stands on which list: still, no more, not any longer soon, and under the number of a chart that was merged away. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function listed(patient: number, row: Row = {}): Planted {
  return plant('PAT_LIST_MBR', {
    ...{ ORG_ID: 1, LIST_CD: 'DIABREG ', PAT_ID: patient, ADD_DT: '20190412', RMV_DT: '', ADD_USR: 'RNGRANT' },
    ...row,
  })
}

export const anchorRegistries: readonly Planted[] = [
  listed(1),
  listed(23, { RMV_DT: '99991231' }),
  listed(24, { RMV_DT: '20981231' }),
  listed(4, { RMV_DT: '20230930' }),
  // The mother's old number: the list was never told of the merger.
  listed(26, { LIST_CD: 'PCP00001' }),
  listed(25, { LIST_CD: 'PEDREG  ' }),
  listed(2, { ORG_ID: 2 }),
  // A slip of the pen: a patient of another organization.
  listed(3),
]
