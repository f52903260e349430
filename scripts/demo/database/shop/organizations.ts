/** The rows of the three tenants and their sites. */
import { randomFor } from '../random.ts'
import type { Row } from '../rows.ts'
import { streetKinds, streets, towns } from '../vocabulary/people.ts'
import { npi, phone, shopSeed } from './numbers.ts'

export const organizationRows: readonly Row[] = [
  {
    ...{
      ORG_ID: 1,
      ORG_CD: 'LKSHOR',
      ORG_NM: 'LAKESHORE FAMILY CLINIC GROUP',
      TAX_ID: '360000001',
      NPI: npi(10000001),
    },
    ...{ ADDR1: '100 N LAKE SHORE DR', ADDR2: 'STE 400', CITY: 'CHICAGO', ST: 'IL', ZIP: '606111234' },
    ...{ PHONE: '3125550100', FAX: '3125550101', TZ_CD: 'CST', TZ_NM: null, HL7_OID: '2.16.840.1.113883.3.9999.1' },
    ACTV_FLG: 'Y',
  },
  {
    ...{ ORG_ID: 2, ORG_CD: 'HUDPED', ORG_NM: 'HUDSON PEDIATRICS', TAX_ID: '130000002', NPI: npi(10000002) },
    ...{ ADDR1: '20 PARK PL', ADDR2: '', CITY: 'BROOKLYN', ST: 'NY', ZIP: '11215' },
    ...{ PHONE: '7185550100', FAX: '7185550101', TZ_CD: 'EST', TZ_NM: 'America/New_York' },
    ...{ HL7_OID: '2.16.840.1.113883.3.9999.2', ACTV_FLG: 'Y' },
  },
  {
    ...{ ORG_ID: 3, ORG_CD: 'SAGUAR', ORG_NM: 'SAGUARO BEHAVIORAL HEALTH', TAX_ID: '860000003', NPI: npi(10000003) },
    ...{ ADDR1: '7 W DESERT WILLOW RD', ADDR2: null, CITY: 'PHOENIX', ST: 'AZ', ZIP: '85004' },
    ...{ PHONE: '6025550100', FAX: '6025550101', TZ_CD: 'MST', TZ_NM: 'America/Phoenix' },
    ...{ HL7_OID: '2.16.840.1.113883.3.9999.3', ACTV_FLG: 'Y' },
  },
]

type Site = readonly [id: number, organization: number, code: string, name: string, type: string, place: string]

const sites: readonly Site[] = [
  [1, 1, 'LOOP', 'LAKESHORE LOOP CLINIC', 'CL', '11'],
  [2, 1, 'EVAN', 'LAKESHORE EVANSTON CLINIC', 'CL', '11'],
  [3, 1, 'NAPR', 'LAKESHORE NAPERVILLE CLINIC', 'CL', '11'],
  [4, 1, 'OLDT', 'LAKESHORE OLD TOWN CLINIC', 'CL', '11'],
  [5, 2, 'BKLN', 'HUDSON PEDIATRICS BROOKLYN', 'CL', '11'],
  [6, 3, 'PHNX', 'SAGUARO BEHAVIORAL HEALTH PHOENIX', 'CL', '11'],
  [7, 1, 'MERC', 'MERCY LAKE HOSPITAL', 'HO', '21'],
  [8, 2, 'CHIL', 'HUDSON CHILDRENS HOSPITAL', 'HO', '21'],
  [9, 3, 'DSRT', 'DESERT VIEW HOSPITAL', 'HO', '21'],
  [10, 1, 'QLAB', 'QUADRANT REFERENCE LABORATORY', 'LB', '81'],
  [11, 2, 'QLAB', 'QUADRANT REFERENCE LABORATORY', 'LB', '81'],
  [12, 3, 'QLAB', 'QUADRANT REFERENCE LAB', 'LB', '81'],
  [13, 1, 'IMGC', 'CITY IMAGING CENTER', 'IM', '49'],
  [14, 1, 'RX01', 'CORNER PHARMACY LOOP', 'RX', '01'],
  [15, 2, 'RX01', 'CORNER PHARMACY BROOKLYN', 'RX', '01'],
  [16, 3, 'RX01', 'CORNER PHARMACY PHOENIX', 'RX', '01'],
  [17, 1, 'LPED', 'LAKESHORE LOOP PEDIATRIC WING', 'CL', '11'],
  [18, 1, 'HHAM', 'HEARTLAND HOME HEALTH', 'HH', '12'],
]

const kindsToCome = ['HO', 'LB', 'IM', 'RX', 'HH'] as const
const kindNames: Readonly<Record<string, string>> = {
  HO: 'HOSPITAL',
  LB: 'LABORATORY',
  IM: 'IMAGING',
  RX: 'PHARMACY',
  HH: 'HOME CARE',
}
const places: Readonly<Record<string, string>> = { HO: '21', LB: '81', IM: '49', RX: '01', HH: '12' }

function laterSites(): Site[] {
  return Array.from({ length: 22 }, (_, at): Site => {
    const kind = kindsToCome[at % 5] ?? 'HO'
    const street = streets[at] ?? 'OAK'
    return [19 + at, (at % 3) + 1, `F${19 + at}`, `${street} ${kindNames[kind]}`, kind, places[kind] ?? '99']
  })
}

/** The 40 sites: 1-4 clinics of organization 1, 5 of 2, 6 of 3, 10-12 the same laboratory three times. */
export function siteRows(): Row[] {
  return [...sites, ...laterSites()].map(siteRow)
}

function siteRow([id, organization, code, name, type, place]: Site): Row {
  const random = randomFor(shopSeed, `site ${id}`)
  const town = random.pick(towns[organization] ?? [])
  const isLaboratory = type === 'LB'
  const address = `${random.integer(1, 990)} ${random.pick(streets)} ${random.pick(streetKinds)}`
  return {
    ...{ FAC_ID: id, ORG_ID: organization, FAC_CD: code, FAC_NM: name, FAC_TYP: type, POS_CD: place },
    PRNT_FAC_ID: id === 17 ? 1 : null,
    NPI: npi(isLaboratory && id < 13 ? 20000010 : 20000000 + id),
    CLIA_NO: isLaboratory || id === 1 ? `14D${1000000 + (isLaboratory && id < 13 ? 10 : id)}` : null,
    ...{ ADDR1: address, ADDR2: '', CITY: town.city, ST: town.state, ZIP: town.zip },
    CNTRY: id % 4 === 0 ? null : 'USA',
    ...{ PHONE: phone(random, town.areaCode), FAX: phone(random, town.areaCode) },
    EMAIL_ADDR: type === 'CL' ? `${code.toLowerCase()}@clinic.example.org` : null,
    OPEN_DT: type === 'CL' ? '19950301' : '',
    CLOSE_DT: id === 4 ? '20191231' : id === 3 ? '99991231' : '',
    ...{ CRT_USR_ID: 1, CRT_DTTM: '2001-03-05 08:00:00', LAST_UPD_USR_ID: 1, LAST_UPD_DTTM: '2019-11-04 09:12:00.000' },
  }
}
