/** Makes up who a patient is: the master row, earlier names and addresses, and contacts. */
import { ageInYears, compactDate, dayOf, preciseStamp, stamp, today, yearOf } from '../calendar.ts'
import { type Random, randomFor } from '../random.ts'
import type { NextKey, Put, Row } from '../rows.ts'
import { nurses } from '../shop/logins.ts'
import { phone } from '../shop/numbers.ts'
import { ownProviders } from '../shop/providers.ts'
import { familyNames, mensNames, streetKinds, streets, towns, womensNames } from '../vocabulary/people.ts'

export interface Asked {
  readonly seed: number
  readonly put: Put
  readonly nextKey: NextKey
  /** Counts the generated patients from 0. */
  readonly number: number
}

/** A patient as the other generators see him; days are day numbers. */
export interface Person extends Asked {
  readonly id: number
  readonly organization: 1 | 2 | 3
  readonly sex: 'M' | 'F'
  readonly birth: number
  /** The day after which nothing is recorded: the day of death, or today. */
  readonly end: number
  readonly dead: boolean
  /** The day of the first visit. */
  readonly seen: number
  readonly provider: number
  readonly site: number
  readonly nurse: { readonly id: number; readonly login: string }
  /** A stream of choices for one concern, so that a change in one leaves the others as they were. */
  readonly choices: (concern: string) => Random
}

const firstPatient = 101

/** Makes up a patient. Of twenty, fifteen are of organization 1, four of 2 and one of 3. */
export function makePerson(asked: Asked): Person {
  const choices = (concern: string): Random => randomFor(asked.seed, `patient ${asked.number} ${concern}`)
  const random = choices('person')
  const place = asked.number % 20
  const organization = place < 15 ? 1 : place < 19 ? 2 : 3
  const birth = birthDay(random, organization)
  const seen = Math.max(birth + 3, today - Math.floor(random.next() ** 2 * 365 * (organization === 3 ? 6 : 29)) - 30)
  const dead = ageInYears(birth, today) > 60 && random.chance(0.12)
  const end = dead ? seen + Math.floor((today - seen) * random.next()) : today
  const sites = organization === 1 ? [1, 2, 3, 4] : [organization + 3]
  return {
    ...{
      ...asked,
      id: firstPatient + asked.number,
      organization,
      sex: random.pick(['M', 'F', 'F']),
      birth,
      end,
      dead,
      seen,
    },
    ...{ provider: random.pick(ownProviders[organization] ?? [1]), site: random.pick(sites), choices },
    nurse: nurses[organization] ?? { id: 2, login: 'RNGRANT' },
  }
}

function birthDay(random: Random, organization: 1 | 2 | 3): number {
  if (organization === 2) return today - random.integer(60, 365 * 17)
  const age = organization === 3 ? random.integer(18, 65) : Math.min(94, Math.max(3, Math.round(random.bell(48, 20))))
  return today - age * 365 - random.integer(0, 364)
}

/** Every hundredth patient is a duplicate, merged into an earlier one of the same organization. */
export function isMerged(number: number): boolean {
  return number % 100 === 57
}

/** Hands out the patient's own rows. */
export function putPerson(person: Person): void {
  const random = person.choices('master')
  const name = nameOf(random, person)
  const address = addressOf(random, person.organization)
  person.put('PAT_MSTR', {
    ...{ PAT_ID: person.id, ORG_ID: person.organization, CHART_NO: String(person.number + 1).padStart(10, '0') },
    ...{ ...name, ...address, ...identity(random, person), ...background(random), ...reach(random, person) },
    ...{ ...ending(random, person), ...record(random, person) },
  })
  putNames(random, person, name)
  putAddresses(random, person, address)
  putContacts(random, person, name)
}

function nameOf(random: Random, { sex }: Person): Row {
  const names = sex === 'F' ? womensNames : mensNames
  return {
    ...{ LAST_NM: random.pick(familyNames), FIRST_NM: random.pick(names) },
    MID_NM: random.chance(0.6) ? random.pick(names).slice(0, random.chance(0.5) ? 1 : 15) : '',
    NM_SFX: sex === 'M' && random.chance(0.05) ? random.pick(['JR', 'SR', 'III']) : '',
    NICK_NM: random.chance(0.05) ? random.pick(names).slice(0, 3) : null,
  }
}

function addressOf(random: Random, organization: number): Row {
  const town = random.pick(towns[organization] ?? [])
  return {
    ADDR1: `${random.integer(1, 9900)} ${random.pick(streets)} ${random.pick(streetKinds)}`,
    ADDR2: random.chance(0.25) ? `APT ${random.integer(1, 40)}` : '',
    ...{ CITY: town.city, ST: town.state, ZIP: town.zip, CNTY_CD: town.county },
  }
}

function identity(random: Random, { birth, sex, end }: Person): Row {
  const modern = random.chance(0.6)
  return {
    SSN: random.chance(0.8) ? `9${random.digits(8)}` : random.pick(['', '999999999', '000000000']),
    ...{ DOB: compactDate(birth), SEX: random.chance(0.005) ? 'U' : sex, BIRTH_SEX: modern ? sex : null },
    SEX_CLIN_CD: modern ? (sex === 'F' ? '248152002' : '248153007') : null,
    GNDR_ID_CD: random.chance(0.3) ? random.pick([sex, sex, sex, 'NB', 'ND']) : null,
    MARITAL: ageInYears(birth, end) < 18 ? 'S' : random.pick(['S', 'M', 'M', 'D', 'W', 'U', '']),
  }
}

const backgrounds: readonly Row[] = [
  { RACE_CD: 'W', RACE_CDS: '2106-3', ETHN_CD: 'N' },
  { RACE_CD: 'W', RACE_CDS: null, ETHN_CD: 'N' },
  { RACE_CD: 'W', RACE_CDS: '', ETHN_CD: 'U' },
  { RACE_CD: 'B', RACE_CDS: '2054-5', ETHN_CD: 'N' },
  { RACE_CD: 'B', RACE_CDS: null, ETHN_CD: 'N' },
  { RACE_CD: 'A', RACE_CDS: '2028-9', ETHN_CD: 'N' },
  { RACE_CD: 'W', RACE_CDS: '2106-3', ETHN_CD: 'H', ETHN_DTL: '2148-5', LANG_CD: 'SPA' },
  { RACE_CD: 'H', RACE_CDS: null, ETHN_CD: null, LANG_CD: 'SPA' },
  { RACE_CD: 'O', RACE_CDS: null, ETHN_CD: 'H' },
  { RACE_CD: 'I', RACE_CDS: '1002-5', ETHN_CD: 'N' },
  { RACE_CD: 'P', RACE_CDS: '2076-8;2028-9', ETHN_CD: 'N' },
  { RACE_CD: 'U', RACE_CDS: null, ETHN_CD: null },
]

function background(random: Random): Row {
  const background = random.pick(backgrounds)
  const language =
    background['LANG_CD'] ?? (random.chance(0.9) ? 'ENG' : random.pick(['POL', 'CHI', 'RUS', 'ARA', 'UND', '']))
  return { ...background, LANG_CD: language, INTRP_FLG: language === 'ENG' ? 'N' : random.pick(['Y', 'N']) }
}

function reach(random: Random, { organization, provider, site }: Person): Row {
  const areaCode = random.pick(towns[organization] ?? []).areaCode
  const cell = phone(random, areaCode)
  return {
    HM_PHONE: random.chance(0.85) ? phone(random, areaCode) : '',
    WK_PHONE: random.chance(0.3) ? phone(random, areaCode) : '',
    WK_EXT: random.chance(0.1) ? random.digits(3) : null,
    CELL_PHONE: random.pick(['', cell, `(${cell.slice(0, 3)})${cell.slice(3, 6)}-${cell.slice(6)}`]),
    EMAIL_ADDR: random.chance(0.5) ? `p${random.digits(6)}@example.org` : null,
    ...{ PCP_PROV_ID: random.chance(0.92) ? provider : null, FAC_ID: site },
  }
}

function ending(random: Random, { dead, end }: Person): Row {
  if (!dead) return { DEATH_FLG: random.pick(['N', '', null]), DEATH_DT: random.pick(['', '00000000', null]) }
  const exact = random.chance(0.4)
  return { DEATH_FLG: 'Y', DEATH_DT: compactDate(end), DEATH_DTTM: exact ? stamp(end, random.integer(0, 1439)) : null }
}

const statuses: readonly string[] = [...Array<string>(191).fill('A'), ...Array<string>(8).fill('I'), 'D']

function record(random: Random, { number, id, seen, end, nurse }: Person): Row {
  const touched = random.chance(0.85)
  const merged = isMerged(number)
  return {
    ...{ VIP_FLG: random.chance(0.01) ? 'Y' : 'N', RSTRCT_CD: random.chance(0.01) ? 'R' : null },
    REC_STAT: merged ? 'M' : isMerged(number + 20) ? 'A' : random.pick(statuses),
    ...{ MRG_TO_PAT_ID: merged ? id - 20 : null, CRT_DT: compactDate(seen) },
    LAST_UPD_DTTM: touched
      ? preciseStamp(random.integer(Math.min(seen, end), end), random.integer(480, 1020), random.integer(0, 59999))
      : null,
    LAST_UPD_USR: touched ? nurse.login : null,
  }
}

function putNames(random: Random, person: Person, name: Row): void {
  const { sex, birth, seen, end, put, nextKey, id } = person
  const married = birth + 365 * random.integer(20, 40)
  if (sex === 'F' && married < end && random.chance(0.4)) {
    const { NICK_NM: _, ...kept } = name
    put('PAT_NAME_HX', {
      ...{ NAME_HX_ID: nextKey('PAT_NAME_HX'), PAT_ID: id, NM_TYP: random.pick(['M', 'P']), ...kept },
      ...{ LAST_NM: random.pick(familyNames), EFF_DT: '' },
      ...{
        END_DT: random.chance(0.7) ? compactDate(married) : '',
        CRT_DTTM: stamp(Math.max(seen, dayOf(2002, 1, 2)), 600),
      },
    })
  }
}

function putAddresses(random: Random, person: Person, address: Row): void {
  const { seen, end, put, nextKey, id, nurse } = person
  if (!random.chance(0.4) || yearOf(end) < 2002) return
  const moved = seen + Math.floor((end - seen) * random.next())
  const { CNTY_CD: _, ...old } = addressOf(random, person.organization)
  const { CNTY_CD: __, ...current } = address
  const both = [
    { ...old, EFF_DT: compactDate(seen), THRU_DT: compactDate(moved) },
    { ...current, EFF_DT: compactDate(moved + 1), THRU_DT: '' },
  ]
  for (const row of both) {
    const rest = { ADDR_TYP: 'H', CNTRY: random.pick(['USA', null]), CHG_USR: nurse.login }
    put('PAT_ADDR_HX', { ADDR_HX_ID: nextKey('PAT_ADDR_HX'), PAT_ID: id, ...row, ...rest })
  }
}

function putContacts(random: Random, { put, id, organization, birth, end }: Person, name: Row): void {
  const count = random.pick([0, 1, 1, 2])
  const child = ageInYears(birth, end) < 18
  for (let sequence = 1; sequence <= count; sequence++) {
    const sex = random.pick(['M', 'F'])
    const relation = child ? (sex === 'F' ? 'MT' : 'FT') : random.pick(['SP', 'CH', 'SI', 'FR', 'OT'])
    put('PAT_CNTC', {
      ...{
        PAT_ID: id,
        SEQ_NO: sequence,
        CNTC_TYP: child ? 'GU' : random.pick(['EC', 'NK', 'CG']),
        REL_CD: relation,
        SEX: sex,
      },
      CNTC_NM: `${name['LAST_NM']}, ${random.pick(sex === 'F' ? womensNames : mensNames)}`,
      ADDR1: random.chance(0.6) ? 'SAME' : '',
      ...{ PHONE1: phone(random, random.pick(towns[organization] ?? []).areaCode), PHONE1_TYP: 'H', ACTV_FLG: 'Y' },
    })
  }
}
