/** The odd orders, specimens and reports. */
import { line, order } from '../anchors/orders.ts'
import { notServed } from '../manifest.ts'
import type { Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd } from './odd.ts'

function oddLine(id: number, quirk: string, head: Row, rest: Row, expected: Expected, absent?: string[]): Planted[] {
  const { row } = line(id, id, 'K', 'POTASSIUM', { LOINC_CD: '2823-3', ...rest })
  return [
    order(id, 'L', { PAT_ID: host[1], ENC_ID: 22, ...head }),
    odd('ORD_DTL', row, quirk, `ServiceRequest/sr-${id}`, expected, absent),
  ]
}

const oddOrders: Planted[] = [
  oddLine(20, 'state-of-the-header', { STAT_CD: 'SN' }, {}, { status: 'active' }),
  oddLine(21, 'state-of-the-line', { STAT_CD: 'CM' }, { STAT_CD: 'CN' }, { status: 'revoked' }),
  oddLine(
    22,
    'joined-codes',
    {},
    { DX_CDS: 'E119;4019' },
    { reasonCode: [{ coding: [{ code: 'E11.9' }] }, { coding: [{ code: '401.9' }] }] },
  ),
  oddLine(23, 'orphan', { PAT_ID: nobody }, {}, notServed),
  oddLine(24, 'sentinel-date', { SCHED_DT: '00000000', SCHED_END_DT: '99991231' }, {}, { status: 'completed' }, [
    'occurrencePeriod',
  ]),
  oddLine(25, 'month-only-date', { SCHED_DT: '20190600' }, {}, { occurrencePeriod: { start: '2019-06' } }),
].flat()

function oddSpecimen(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    SPEC_ID: id,
    PAT_ID: host[1],
    ACSN_NO: `ACC00000${id}`,
    SPEC_TYP: 'BLD',
    COLL_TS: '20190506092500',
    ...rest,
  }
  return odd('SPEC_HDR', row, quirk, `Specimen/spc-${id}`, expected, absent)
}

const oddSpecimens: Planted[] = [
  oddSpecimen(20, 'code-case-differs', { SPEC_TYP: 'Bld' }, { type: { coding: [{ code: '119297000' }] } }),
  oddSpecimen(
    21,
    'rejected',
    { REJ_FLG: 'Y', COND_CD: 'HEM' },
    { status: 'unsatisfactory', condition: [{ coding: [{ code: 'HEM' }] }] },
  ),
  oddSpecimen(22, 'month-only-time', { COLL_TS: '201905' }, { collection: { collectedDateTime: '2019-05' } }),
  oddSpecimen(23, 'unknown-codes', { SPEC_TYP: 'GOO' }, { type: { text: 'GOO' } }, ['type.coding']),
  oddSpecimen(24, 'words-in-number', { VOL_TXT: 'QNS' }, { status: 'available' }, ['collection.quantity.value']),
  oddSpecimen(25, 'orphan', { PAT_ID: nobody }, notServed),
]

function oddReport(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    ...{
      RPT_ID: id,
      ORG_ID: 1,
      PAT_ID: host[1],
      ENC_ID: 22,
      RPT_TYP: 'L',
      RPT_CD: 'K',
      RPT_DESC: 'POTASSIUM',
      STAT_CD: 'F',
    },
    ...{ OBS_TS: '20190506092500', RPT_TS: '20190507081500', PERF_FAC_ID: 10, ...rest },
  }
  return odd('RPT_HDR', row, quirk, `DiagnosticReport/rpt-${id}`, expected, absent)
}

const oddReports: Planted[] = [
  oddReport(30, 'cancelled-report', { STAT_CD: 'X' }, { status: 'cancelled' }, ['result']),
  oddReport(31, 'month-only-time', { OBS_TS: '201905' }, { effectiveDateTime: '2019-05' }),
  oddReport(
    32,
    'microbiology',
    { RPT_TYP: 'M' },
    { category: [{ coding: [{ code: 'LAB' }] }, { coding: [{ code: 'MB' }] }] },
  ),
  oddReport(33, 'orphan', { PAT_ID: nobody }, notServed),
  oddReport(
    34,
    'unknown-test',
    { RPT_CD: 'HOUSE', LOINC_CD: null, RPT_DESC: 'HOUSE PANEL' },
    { code: { text: 'HOUSE PANEL' } },
  ),
]

export const oddOrdersAndReports: readonly Planted[] = [...oddOrders, ...oddSpecimens, ...oddReports]
