/** The rows of the payers, near-duplicates among them: each clerk typed the name as he knew it. */
import { randomFor } from '../random.ts'
import type { Row } from '../rows.ts'
import { streetKinds, streets, towns } from '../vocabulary/people.ts'
import { phone, shopSeed } from './numbers.ts'

type Payer = readonly [id: number, organization: number, name: string, type: string, payer: string, naic: string]

const payers: readonly Payer[] = [
  [1, 1, 'MEDICARE PART B', 'MC', 'SMIL0', ''],
  [2, 1, 'ILLINOIS MEDICAID', 'MD', '37000', ''],
  [3, 1, 'BLUE PRAIRIE HEALTH OF IL', 'PP', '00621', '70670'],
  [4, 1, 'BLUE PRAIRIE IL', 'PP', '00621', ''],
  [5, 1, 'GREAT LAKES HMO', 'HM', '61101', '95885'],
  [6, 1, 'MIDLAND MUTUAL', 'CO', '62308', '71153'],
  [7, 1, 'STATE WORKERS COMP FUND', 'WC', 'WC001', ''],
  [8, 1, 'SELF PAY', 'SP', '', ''],
  [9, 2, 'EMPIRE STATE HEALTH PLAN', 'PP', '00303', '55093'],
  [10, 2, 'NEW YORK MEDICAID', 'MD', 'MCDNY', ''],
  [11, 2, 'HUDSON VALLEY HMO', 'HM', '14163', '95491'],
  [12, 3, 'ARIZONA HEALTH CARE COST CONTAINMENT', 'MD', 'AHCCC', ''],
  [13, 3, 'DESERT MUTUAL', 'CO', '53589', '53589'],
]

const first = { 1: [1, 2, 3, 4, 5, 6], 2: [9, 10, 11], 3: [12, 13] } as const

/** The payers of an organization that policies name, by INS_CO_ID. */
export const payersOf = (organization: 1 | 2 | 3): readonly number[] => first[organization]

export const payerRows = (): Row[] => payers.map(payerRow)

function payerRow([id, organization, name, type, payer, naic]: Payer): Row {
  const random = randomFor(shopSeed, `payer ${id}`)
  const town = random.pick(towns[organization] ?? [])
  return {
    ...{ INS_CO_ID: id, ORG_ID: organization, INS_CO_NM: name, INS_TYP: type, PAYER_NO: payer, NAIC_NO: naic },
    ...{ ADDR1: `${random.integer(1, 990)} ${random.pick(streets)} ${random.pick(streetKinds)}`, ADDR2: '' },
    ...{ CITY: town.city, ST: town.state, ZIP: town.zip, PHONE: phone(random, town.areaCode) },
    ACTV_FLG: id === 4 ? 'N' : 'Y',
    ...{ CRT_USR_ID: 1, CRT_DTTM: '2003-02-10 08:00:00', LAST_UPD_USR_ID: 1, LAST_UPD_DTTM: '2020-01-06 09:00:00.000' },
  }
}
