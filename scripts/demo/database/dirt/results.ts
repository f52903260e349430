/** The odd laboratory results. */
import { notServed } from '../manifest.ts'
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd } from './odd.ts'

const report = {
  ...{
    ORG_ID: 1,
    PAT_ID: host[1],
    ENC_ID: 22,
    RPT_TYP: 'L',
    RPT_CD: 'BMP',
    RPT_DESC: 'BASIC METABOLIC PANEL',
    STAT_CD: 'F',
  },
  ...{ RPT_TS: '20190507081500', PERF_FAC_ID: 10, CRT_USR_ID: 6, LAST_UPD_DTTM: '2019-05-07 08:15:00.000' },
}

function oddResult(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    ...{ RSLT_ID: id, RPT_ID: 20, PAT_ID: host[1], SEQ_NO: id, TST_CD: 'K', TST_DESC: 'POTASSIUM', LOINC_CD: '2823-3' },
    ...{ VAL_TYP: 'NM', RSLT_VAL: '4.4', UOM: 'mmol/L', REF_RNG: '3.5-5.3', STAT_CD: 'F', CATG_CD: 'L', ...rest },
  }
  return odd('RSLT_DTL', row, quirk, `Observation/rslt-${id}`, expected, absent)
}

const noValue = ['valueQuantity', 'valueString', 'valueCodeableConcept']

export const oddResults: readonly Planted[] = [
  plant('RPT_HDR', { ...report, RPT_ID: 20, OBS_TS: '20190506092500' }),
  plant('RPT_HDR', { ...report, RPT_ID: 21, OBS_TS: '20190310023000' }),
  oddResult(20, 'comparator-in-number', { RSLT_VAL: '<0.01' }, { valueQuantity: { value: 0.01, comparator: '<' } }),
  oddResult(21, 'test-not-performed', { RSLT_VAL: 'TNP' }, { dataAbsentReason: {} }, noValue),
  oddResult(22, 'empty-result', { RSLT_VAL: '' }, { dataAbsentReason: {} }, noValue),
  oddResult(23, 'replaced-result', { RSLT_VAL: '6.9', ABN_FLG: 'HH' }, notServed),
  oddResult(
    24,
    'corrected-result',
    { SEQ_NO: 23, RSLT_VAL: '4.9', STAT_CD: 'C', REPL_RSLT_ID: 23 },
    {
      ...{ status: 'corrected', valueQuantity: { value: 4.9 } },
    },
  ),
  oddResult(
    25,
    'comparator-in-number',
    { VAL_TYP: 'SN', RSLT_VAL: '>^100' },
    { valueQuantity: { value: 100, comparator: '>' } },
  ),
  oddResult(26, 'unknown-unit', { UOM: 'BLOBS' }, { valueQuantity: { value: 4.4, unit: 'BLOBS' } }, [
    'valueQuantity.code',
  ]),
  oddResult(27, 'cancelled-result', { STAT_CD: 'X', RSLT_VAL: '' }, { status: 'cancelled' }),
  oddResult(28, 'orphan', { PAT_ID: nobody }, notServed),
  oddResult(
    29,
    'words-in-number',
    { RSLT_VAL: 'SEE NOTE', NOTE_TXT: 'Specimen hemolyzed.' },
    { valueString: 'SEE NOTE' },
  ),
  oddResult(
    30,
    'code-from-crosswalk',
    { LOINC_CD: null },
    { code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }] } },
  ),
  oddResult(
    31,
    'unknown-test',
    { LOINC_CD: null, TST_CD: 'HOUSE7', TST_DESC: 'HOUSE TEST 7' },
    { code: { text: 'HOUSE TEST 7' } },
  ),
  oddResult(32, 'unit-case-differs', { UOM: 'MMOL/L' }, { valueQuantity: { code: 'mmol/L' } }),
  oddResult(33, 'month-only-time', { OBS_TS: '201903' }, { effectiveDateTime: '2019-03' }),
  oddResult(34, 'time-in-spring-gap', { RPT_ID: 21 }, { effectiveDateTime: '2019-03-10T03:00:00-05:00' }),
  oddResult(35, 'result-of-deleted-patient', { PAT_ID: 9 }, notServed),
]
