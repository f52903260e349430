/** The odd vital signs and answers. */
import { notServed } from '../manifest.ts'
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd, oddIn } from './odd.ts'

function vitals(id: number, rest: Row): Row {
  return {
    ...{ VIT_ID: id, PAT_ID: host[1], ENC_ID: 22, VIT_DT: '20190506', VIT_TM: '0920', PULSE: 80, TEMP_UOM: 'F' },
    ...{ ENTR_USR: 'RNGRANT', LAST_UPD_DTTM: '2019-05-06 09:21:00.000', ...rest },
  }
}

function oddVitals(id: number, code: string, quirk: string, rest: Row, expected: Expected): Planted {
  const organization = rest['PAT_ID'] === host[2] ? 2 : 1
  return oddIn(organization, 'VIT_SGN', vitals(id, rest), quirk, `Observation/vit-${id}-${code}`, expected)
}

function deletion(id: number, key: string): Row {
  const row = { AUD_ID: id, AUD_DTTM: '2019-05-06 10:00:00.000', USR_ID: 2, TBL_NM: 'VIT_SGN', KEY_VAL: key, ACTN: 'D' }
  return { ...row, WRKSTN: 'EXAM01' }
}

const springNight = { VIT_DT: '20190310', VIT_TM: '0230' }
const diastolicMissing = {
  component: [
    { code: { coding: [{ code: '8480-6' }] }, valueQuantity: { value: 150 } },
    { code: { coding: [{ code: '8462-4' }] }, dataAbsentReason: {} },
  ],
}

const oddMeasures: Planted[] = [
  oddVitals(20, '8867-4', 'zero-is-not-measured', { PULSE: 0, RESP: 16 }, notServed),
  oddVitals(21, '8310-5', 'temperature-typo', { TEMP: 986 }, { valueQuantity: { value: 986 } }),
  oddVitals(22, '8867-4', 'deleted-by-negative-patient', { PAT_ID: -host[1] }, notServed),
  plant('AUD_TRL', deletion(1, 'VIT_ID=22')),
  odd('AUD_TRL', deletion(2, 'VIT_ID=23'), 'deleted-row-gone', 'Observation/vit-23-8867-4', notServed),
  oddVitals(
    25,
    '29463-7',
    'weight-in-ounces',
    { PAT_ID: host[2], ENC_ID: 30, WT: 336, WT_UOM: 'O', ENTR_USR: 'RNOKAFOR' },
    {
      valueQuantity: { value: 21, code: '[lb_av]' },
    },
  ),
  // The row does not say of which measurement: the panel of them all.
  oddVitals(
    26,
    '85353-1',
    'measurement-refused',
    { PULSE: null, NOT_DONE_CD: 'RF' },
    {
      dataAbsentReason: { coding: [{ code: 'asked-declined' }] },
    },
  ),
  oddVitals(27, '8867-4', 'time-in-spring-gap', springNight, { effectiveDateTime: '2019-03-10T03:00:00-05:00' }),
  oddVitals(
    28,
    '8867-4',
    'time-twice-in-autumn',
    { VIT_DT: '20191103', VIT_TM: '0130' },
    {
      effectiveDateTime: '2019-11-03T01:30:00-05:00',
    },
  ),
  oddVitals(29, '8867-4', 'unknown-time', { VIT_TM: '0000' }, { effectiveDateTime: '2019-05-06' }),
  oddVitals(30, '8867-4', 'orphan', { PAT_ID: nobody }, notServed),
  oddVitals(31, '85354-9', 'zero-is-not-measured', { BP_SYS: 150, BP_DIA: 0 }, diastolicMissing),
  oddVitals(
    32,
    '8867-4',
    'result-of-merged-patient',
    { PAT_ID: 7, ENC_ID: null },
    { subject: { reference: 'Patient/pat-8' } },
  ),
  oddVitals(33, '8867-4', 'result-of-deleted-patient', { PAT_ID: 9, ENC_ID: 33 }, notServed),
]

function oddAnswer(id: number, quirk: string, rest: Row, expected: Expected): Planted {
  const when = { REC_DTTM: '2011-02-07 08:00:00', REC_USR_ID: 1 }
  const row = { SOC_ANS_ID: id, PAT_ID: host[1], QSTN_ID: 1, ...when, ...rest }
  return odd('SOC_HX_ANS', row, quirk, `Observation/soc-${id}`, expected)
}

const oddAnswers: Planted[] = [
  oddAnswer(
    101,
    'text-without-code',
    { ANS_TXT: 'SMOKER 1PPD X 20YR' },
    { valueCodeableConcept: { text: 'SMOKER 1PPD X 20YR' } },
  ),
  oddAnswer(102, 'superseded-answer', { ANS_CD: '1', SUPRSD_BY: 103, REC_DTTM: '2015-06-01 10:00:00' }, notServed),
  oddAnswer(
    103,
    'code-with-blanks',
    { ANS_CD: '3 ', REC_DTTM: '2018-06-01 10:00:00' },
    {
      valueCodeableConcept: { coding: [{ code: '8517006' }] },
    },
  ),
  oddAnswer(
    104,
    'zero-is-an-answer',
    { QSTN_ID: 8, ANS_NUM: 0, REC_DTTM: '2018-06-01 10:01:00' },
    { valueQuantity: { value: 0 } },
  ),
]

export const oddMeasuresAndAnswers: readonly Planted[] = [...oddMeasures, ...oddAnswers]
