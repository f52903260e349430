/** The odd visits (20 to 39) and diagnoses. */
import { notServed } from '../manifest.ts'
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd, oddIn } from './odd.ts'

function visit(id: number, rest: Row): Row {
  return {
    ...{ ENC_ID: id, ORG_ID: 1, PAT_ID: host[1], ENC_NO: `V${String(id).padStart(9, '0')}`, ENC_DT: '20190506' },
    ...{ ENC_TM: '0915', VIST_TYP: 'EST', ENC_CLS: 'O', STAT_CD: 'B', FAC_ID: 1, PROV_ID: 1, CC_TXT: 'Follow up' },
    ...{ CRT_USR_ID: 2, LAST_UPD_DTTM: '2019-12-02 09:00:00.000', ...rest },
  }
}

function oddVisit(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const organization = Number(rest['ORG_ID'] ?? 1)
  return oddIn(organization, 'ENC_HDR', visit(id, rest), quirk, `Encounter/enc-${id}`, expected, absent)
}

const springNight = { ENC_DT: '20190310', ENC_TM: '0230' }
const absentReasons = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'
const oldVisit = visit(28, {
  ...{ ENC_DT: '20041212', VIST_TYP: 'ERV', ENC_CLS: null, DX_CD1: '4019', DX_CD2: 'V700', DX_CD3: 'E8889' },
})

function oldDiagnosis(at: number, code: string): Planted {
  const coding = [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code }]
  return odd('ENC_HDR', oldVisit, 'diagnosis-in-visit-row', `Condition/edx1-28.${at}`, { code: { coding } })
}

const oddVisits: Planted[] = [
  oddVisit(20, 'time-in-spring-gap', springNight, { period: { start: '2019-03-10T03:00:00-05:00' } }),
  oddVisit(
    21,
    'time-twice-in-autumn',
    { ENC_DT: '20191103', ENC_TM: '0130' },
    { period: { start: '2019-11-03T01:30:00-05:00' } },
  ),
  oddVisit(22, 'unknown-time', { ENC_TM: '0000' }, { period: { start: '2019-05-06' } }),
  oddVisit(23, 'voided-visit', { STAT_CD: 'X' }, notServed),
  oddVisit(24, 'open-for-ever', { STAT_CD: 'O', ENC_DT: '20030611', ENC_CLS: null }, { status: 'in-progress' }),
  oddVisit(
    25,
    'unknown-visit-type',
    { VIST_TYP: 'ZZZ' },
    { type: [{ coding: [{ system: absentReasons, code: 'unknown' }] }] },
  ),
  oddVisit(26, 'orphan', { PAT_ID: nobody }, notServed),
  oddVisit(27, 'code-case-differs', { VIST_TYP: 'NEW' }, { type: [{ coding: [{ code: '185463005' }] }] }),
  odd('ENC_HDR', oldVisit, 'class-from-visit-type', 'Encounter/enc-28', { class: { code: 'EMER' } }),
  oddVisit(
    29,
    'no-spring-gap-in-arizona',
    { ...springNight, ORG_ID: 3, PAT_ID: host[3], FAC_ID: 6, PROV_ID: 3 },
    {
      period: { start: '2019-03-10T02:30:00-07:00' },
    },
  ),
  oddVisit(
    30,
    'time-in-spring-gap',
    { ...springNight, ORG_ID: 2, PAT_ID: host[2], FAC_ID: 5, PROV_ID: 2 },
    {
      period: { start: '2019-03-10T03:00:00-04:00' },
    },
  ),
  oddVisit(
    31,
    'tenant-code',
    { ORG_ID: 3, PAT_ID: host[3], FAC_ID: 6, PROV_ID: 3, DISPO_CD: '01' },
    {
      hospitalization: { dischargeDisposition: { coding: [{ code: 'home' }] } },
    },
  ),
  plant('ENC_HDR', visit(32, { ENC_DT: '20151002' })),
  oddVisit(33, 'visit-of-deleted-patient', { PAT_ID: 9 }, notServed),
]

function oddDiagnosis(id: number, quirk: string, rest: Row, expected: Expected): Planted {
  const row = {
    ...{
      ENC_DX_ID: id,
      ENC_ID: 22,
      PAT_ID: host[1],
      SEQ_NO: id,
      DX_CD: 'E11.9',
      DX_VER: '0',
      DX_DESC: 'Type 2 diabetes',
    },
    ...{ CRT_DTTM: '2019-05-06 09:40:00', CRT_USR_ID: 3, DEL_FLG: 'N', ...rest },
  }
  return odd('ENC_DX', row, quirk, `Condition/edx-${id}`, expected)
}

const icd10 = 'http://hl7.org/fhir/sid/icd-10-cm'

const oddDiagnoses: Planted[] = [
  oddDiagnosis(20, 'code-without-dot', { DX_CD: 'E119' }, { code: { coding: [{ system: icd10, code: 'E11.9' }] } }),
  oddDiagnosis(21, 'code-with-dot', {}, { code: { coding: [{ system: icd10, code: 'E11.9' }] } }),
  oddDiagnosis(
    22,
    'wrong-code-version',
    { ENC_ID: 32, DX_CD: 'I10', DX_VER: '9' },
    { code: { coding: [{ code: 'I10' }] } },
  ),
  oddDiagnosis(23, 'wrong-code-version', { ENC_ID: 32, DX_CD: '4019' }, { code: { coding: [{ code: '401.9' }] } }),
  oddDiagnosis(24, 'deleted-by-flag', { DEL_FLG: 'Y' }, notServed),
  oddDiagnosis(25, 'orphan', { PAT_ID: nobody, ENC_ID: 26 }, notServed),
  oddDiagnosis(
    26,
    'sentinel-date',
    { RSLVD_DT: '99991231', ONSET_DT: '00000000' },
    { clinicalStatus: { coding: [{ code: 'active' }] } },
  ),
]

// The old visit is one row with four entries; it is planted once.
const oldDiagnoses = [oldDiagnosis(1, '401.9'), oldDiagnosis(2, 'V70.0'), oldDiagnosis(3, 'E888.9')]

export const oddVisitsAndDiagnoses: readonly Planted[] = [...oddVisits, ...oddDiagnoses]
export const entriesOfOldVisit = oldDiagnoses.flatMap(({ entry }) => (entry === undefined ? [] : [entry]))
