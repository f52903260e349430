/** The odd patients (4 to 19), the hosts of other dirt (20 to 22), and an odd provider. */
import { notServed } from '../manifest.ts'
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { npi } from '../shop/numbers.ts'
import { type Expected, odd } from './odd.ts'

const plain = {
  ...{ ORG_ID: 1, SSN: '', SEX: 'M', MARITAL: 'S', RACE_CD: 'W', ETHN_CD: 'N', LANG_CD: 'ENG', INTRP_FLG: 'N' },
  ...{
    ADDR1: '5 OAK ST',
    ADDR2: '',
    CITY: 'CHICAGO',
    ST: 'IL',
    ZIP: '60614',
    CNTY_CD: '031',
    PCP_PROV_ID: 1,
    FAC_ID: 1,
  },
  ...{ DOB: '19500505', DEATH_FLG: 'N', DEATH_DT: '', REC_STAT: 'A', CRT_DT: '19980312', LAST_UPD_DTTM: null },
}

function row(id: number, rest: Row): Row {
  return {
    ...plain,
    PAT_ID: id,
    CHART_NO: `00009000${String(id).padStart(2, '0')}`,
    LAST_NM: 'HOLLOWAY',
    FIRST_NM: 'PETER',
    ...rest,
  }
}

function oddPatient(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  return odd('PAT_MSTR', row(id, rest), quirk, `Patient/pat-${id}`, expected, absent)
}

const absentReason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const ethnicity = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity'
const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'

export const oddPeople: readonly Planted[] = [
  oddPatient(
    4,
    'death-date-time',
    { DEATH_FLG: 'Y', DEATH_DT: '20230214', DEATH_DTTM: '2023-02-14 04:35:00' },
    {
      deceasedDateTime: '2023-02-14T04:35:00-06:00',
    },
  ),
  oddPatient(5, 'death-date-only', { DEATH_FLG: 'Y', DEATH_DT: '20190722' }, { deceasedDateTime: '2019-07-22' }),
  oddPatient(6, 'no-name', { LAST_NM: '', FIRST_NM: '' }, { name: [{ extension: [{ url: absentReason }] }] }),
  oddPatient(
    7,
    'merged-away',
    { REC_STAT: 'M', MRG_TO_PAT_ID: 8, FIRST_NM: 'PETE' },
    {
      ...{ active: false, link: [{ other: { reference: 'Patient/pat-8' }, type: 'replaced-by' }] },
    },
  ),
  plant('PAT_MSTR', row(8, {})),
  oddPatient(9, 'deleted-by-status', { REC_STAT: 'D' }, notServed),
  oddPatient(
    10,
    'restricted-chart',
    { RSTRCT_CD: 'R' },
    { meta: { security: [{ system: confidentiality, code: 'R' }] } },
  ),
  oddPatient(11, 'year-only-birth-date', { DOB: '19470000' }, { birthDate: '1947' }),
  oddPatient(12, 'test-patient', { LAST_NM: 'ZZTEST', FIRST_NM: 'TEST' }, { name: [{ family: 'Zztest' }] }),
  oddPatient(
    13,
    'race-hispanic',
    { RACE_CD: 'H', ETHN_CD: null },
    {
      extension: [{ url: ethnicity, extension: [{ url: 'ombCategory', valueCoding: { code: '2135-2' } }] }],
    },
  ),
  oddPatient(14, 'suffix-in-last-name', { LAST_NM: 'SMITH JR' }, { name: [{ use: 'official', family: 'Smith' }] }),
  oddPatient(15, 'month-only-birth-date', { DOB: '19850600' }, { birthDate: '1985-06' }),
  oddPatient(16, 'garbage-date', { DOB: '20191345' }, { id: 'pat-16' }, ['birthDate']),
  oddPatient(17, 'death-without-date', { DEATH_FLG: 'Y', DEATH_DT: '00000000' }, { deceasedBoolean: true }),
  oddPatient(18, 'sentinel-ssn', { SSN: '999999999' }, { identifier: [{ value: '0000900018' }] }),
  oddPatient(19, 'unknown-codes', { REC_STAT: 'I', MARITAL: 'Q', LANG_CD: 'XXX' }, { active: false }),
  plant('PAT_MSTR', row(20, { LAST_NM: 'MARSH', FIRST_NM: 'CLARA', SEX: 'F', DOB: '19610923' })),
  plant(
    'PAT_MSTR',
    row(21, { ORG_ID: 2, LAST_NM: 'OSEI', FIRST_NM: 'KOFI', DOB: '20180115', PCP_PROV_ID: 2, FAC_ID: 5 }),
  ),
  plant('PAT_MSTR', row(22, { ORG_ID: 3, LAST_NM: 'YAZZIE', FIRST_NM: 'LENA', SEX: 'F', PCP_PROV_ID: 3, FAC_ID: 6 })),
  odd(
    'PROV_MSTR',
    {
      ...{ PROV_ID: 301, ORG_ID: 1, PROV_CD: 'P00301', PROV_TYP: 'R', PROV_NM: "O'HARA, SEAN P DO", SEX: 'M' },
      ...{ NPI: npi(30000301), LIC_NO: '036000301', LIC_ST: 'IL', PHONE: '3125550191', REC_STAT: 'A' },
    },
    'name-in-one-column',
    'Practitioner/prac-301',
    { name: [{ family: "O'Hara", suffix: ['DO'] }] },
  ),
  odd(
    'PROV_MSTR',
    {
      ...{ PROV_ID: 302, ORG_ID: 1, PROV_CD: 'P00302', PROV_TYP: 'R', PROV_NM: 'VOSS, INGRID MD', LAST_NM: 'VOSS' },
      ...{ FIRST_NM: 'INGRID', NPI: null, REC_STAT: 'A' },
    },
    'no-npi',
    'Practitioner/prac-302',
    { identifier: [{ value: 'P00302' }] },
  ),
]
