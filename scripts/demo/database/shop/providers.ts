/** The rows of the doctors, in the house and outside, of where they work, and of those who log in. */
import { type Random, randomFor } from '../random.ts'
import type { Row } from '../rows.ts'
import { familyNames, mensNames, streetKinds, streets, towns, womensNames } from '../vocabulary/people.ts'
import { npi, phone, shopSeed } from './numbers.ts'

export const providerCount = 300
const ownCount = 40

/** The organization of a provider: of the 40 own, 1 and 4-28 belong to 1, 2 and 29-35 to 2, 3 and 36-40 to 3. */
export function organizationOfProvider(id: number): number {
  if (id <= 3) return id
  if (id > ownCount) return (id % 3) + 1
  return id <= 28 ? 1 : id <= 35 ? 2 : 3
}

/** A doctor outside who refers to the organization. */
export function outsideProvider(random: Random, organization: number): number {
  return random.integer(14, 99) * 3 + organization - 1
}

/** The own providers of each organization, by ORG_ID. */
export const ownProviders: Readonly<Record<number, readonly number[]>> = {
  1: idsOf(1),
  2: idsOf(2),
  3: idsOf(3),
}

function idsOf(organization: number): number[] {
  const ids = Array.from({ length: ownCount }, (_, at) => at + 1)
  return ids.filter((id) => organizationOfProvider(id) === organization)
}

const ownSpecialties: Readonly<Record<number, readonly string[]>> = {
  1: ['FAM', 'INT', 'FAM', 'OBG', 'CAR', 'NUP', 'PAS', 'END'],
  2: ['PED', 'PED', 'NUP'],
  3: ['PSY', 'PSC', 'NUP'],
}
const taxonomy: Readonly<Record<string, string>> = {
  ...{ FAM: '207Q00000X', INT: '207R00000X', PED: '208000000X', OBG: '207V00000X', CAR: '207RC0000X' },
  ...{ NUP: '363L00000X', PAS: '363A00000X', END: '207RE0101X', PSY: '2084P0800X', PSC: '103TC0700X' },
}
const outsideSpecialties = ['CAR', 'END', 'ORT', 'DER', 'GAS', 'PUL', 'OBG', 'PTH', 'RAD'] as const

/** All 300 providers. */
export function providerRows(): Row[] {
  return Array.from({ length: providerCount }, (_, at) => providerRow(at + 1))
}

function providerRow(id: number): Row {
  const random = randomFor(shopSeed, `provider ${id}`)
  const own = id <= ownCount
  const organization = organizationOfProvider(id)
  const sex = random.pick(['M', 'F'])
  const specialty = own
    ? (ownSpecialties[organization]?.[id % 8] ?? ownSpecialties[organization]?.[0] ?? 'FAM')
    : random.pick(outsideSpecialties)
  return {
    ...{ PROV_ID: id, ORG_ID: organization, PROV_CD: `P${String(id).padStart(5, '0')}`, SEX: sex, SPEC_CD: specialty },
    PROV_TYP: own ? 'I' : specialty === 'PTH' ? 'L' : 'R',
    ...providerName(random, id, sex, specialty),
    ...providerNumbers(random, id, specialty),
    ...providerContact(random, organization, own),
    REC_STAT: id === 28 ? 'I' : id === 41 ? 'D' : 'A',
    ...{ CRT_USR_ID: 1, CRT_DTTM: '2003-06-02 08:00:00', LAST_UPD_USR_ID: 1 },
    LAST_UPD_DTTM: own ? '2022-02-14 16:20:11.000' : null,
  }
}

const credentials: Readonly<Record<string, string>> = { NUP: 'NP', PAS: 'PA-C', PSC: 'PHD', RPH: 'RPH' }

// Until 2003 there was one column for the whole name; old referring rows never got the others.
function providerName(random: Random, id: number, sex: string, specialty: string): Row {
  const last = id === 1 ? 'WHITMAN' : random.pick(familyNames)
  const first = id === 1 ? 'ELENA' : random.pick(sex === 'F' ? womensNames : mensNames)
  const middle = random.pick([...'ABCDEFGHJKLMRST'])
  const credential = credentials[specialty] ?? (random.chance(0.1) ? 'DO' : 'MD')
  const whole = { PROV_NM: `${last}, ${first} ${middle} ${credential}` }
  const split = { LAST_NM: last, FIRST_NM: first, MID_INIT: middle, CRED: credential }
  const old = id > ownCount && random.chance(0.3)
  return old ? whole : random.chance(0.5) ? { ...whole, ...split } : split
}

// A doctor who refers to two tenants has a row, and the same NPI, in each.
function providerNumbers(random: Random, id: number, specialty: string): Row {
  const twin = id > 60 && id % 10 === 1 ? id - 1 : id
  return {
    NPI: id > ownCount && random.chance(0.08) ? null : npi(30000000 + twin),
    UPIN: id < 30 ? `A${String(10000 + id)}` : '',
    DEA_NO: random.chance(0.7) ? `BX${random.digits(7)}` : null,
    LIC_NO: `036${random.digits(6)}`,
    LIC_ST: ['IL', 'NY', 'AZ'][organizationOfProvider(id) - 1] ?? 'IL',
    TAXON_CD: taxonomy[specialty] ?? null,
  }
}

function providerContact(random: Random, organization: number, own: boolean): Row {
  const town = random.pick(towns[organization] ?? [])
  return {
    PHONE: phone(random, town.areaCode),
    PAGER: own && random.chance(0.4) ? phone(random, town.areaCode) : null,
    EMAIL_ADDR: own ? `p${random.digits(5)}@clinic.example.org` : null,
    ADDR1: `${random.integer(1, 990)} ${random.pick(streets)} ${random.pick(streetKinds)}`,
    ...{ ADDR2: '', CITY: town.city, ST: town.state, ZIP: town.zip },
  }
}

const clinics: Readonly<Record<number, readonly number[]>> = { 1: [1, 2, 3, 4, 17], 2: [5], 3: [6] }

/** Where the own providers work: each at one or more clinics of the organization. */
export function providerSiteRows(): Row[] {
  return Array.from({ length: ownCount }, (_, at) => at + 1).flatMap((id) => {
    const organization = organizationOfProvider(id)
    const sites = clinics[organization] ?? []
    const count = organization === 1 ? 3 : 1
    return Array.from({ length: count }, (_, at) =>
      providerSite(id, organization, sites[(id + at) % sites.length] ?? 1, at),
    )
  })
}

function providerSite(id: number, organization: number, site: number, at: number): Row {
  return {
    ...{ PROV_ID: id, FAC_ID: site, ORG_ID: organization, SPEC_CD: ownSpecialties[organization]?.[0] ?? 'FAM' },
    ...{ ROLE_CD: id % 5 === 0 ? 'NP ' : 'PCP', PRIM_FLG: at === 0 ? 'Y' : 'N' },
    ...{
      EFF_DT: '20050101',
      TERM_DT: id === 28 ? '20210630' : '20781231',
      PHONE: '3125550150',
      PHONE_EXT: String(200 + id),
    },
    DIRECT_ADDR: id < 20 ? `p${id}@direct.clinic.example.org` : null,
  }
}
