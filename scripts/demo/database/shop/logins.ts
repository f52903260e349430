/** The rows of those who log in. 1 is the system, 2, 4 and 5 are nurses of organizations 1, 2 and 3. */
import { type Random, randomFor } from '../random.ts'
import type { Row } from '../rows.ts'
import { familyNames, mensNames, womensNames } from '../vocabulary/people.ts'
import { shopSeed } from './numbers.ts'
import { organizationOfProvider } from './providers.ts'

type Login = readonly [
  id: number,
  organization: number,
  login: string,
  name: string,
  job: string,
  provider: number | null,
]

const firstLogins: readonly Login[] = [
  [1, 1, 'SYSTEM', 'SYSTEM', 'ITA', null],
  [2, 1, 'RNGRANT', 'GRANT, HELEN M', 'RN ', null],
  [3, 1, 'DRWHITMAN', 'WHITMAN, ELENA', 'MD ', 1],
  [4, 2, 'RNOKAFOR', 'OKAFOR, GRACE', 'RN ', null],
  [5, 3, 'RNBENALLY', 'BENALLY, ROSE T', 'RN ', null],
  [6, 1, 'HL7', 'HL7 INTERFACE', 'ITA', null],
  [7, 2, 'DRTWO', 'PARKER, JOAN', 'MD ', 2],
  [8, 3, 'DRTHREE', 'DIAZ, PAUL R', 'MD ', 3],
  [9, 1, 'MALOPEZ', 'LOPEZ, ANA', 'MA ', null],
]

/** The logins of nurses by ORG_ID; clinical lists are entered by them. */
export const nurses: Readonly<Record<number, { readonly id: number; readonly login: string }>> = {
  1: { id: 2, login: 'RNGRANT' },
  2: { id: 4, login: 'RNOKAFOR' },
  3: { id: 5, login: 'RNBENALLY' },
}

/** All 120 logins: providers' from 10 (provider 4) to 46 (provider 40), then other staff. */
export function loginRows(): Row[] {
  const later = Array.from({ length: 111 }, (_, at) => laterLogin(at + 10))
  return [...firstLogins, ...later].map((login) => loginRow(randomFor(shopSeed, `hash ${login[0]}`), login))
}

/** The login of an own provider, by PROV_ID. */
export function loginOfProvider(provider: number): number {
  return [0, 3, 7, 8][provider] ?? provider + 6
}

function laterLogin(id: number): Login {
  const random = randomFor(shopSeed, `login ${id}`)
  const provider = id <= 46 ? id - 6 : null
  const job = provider === null ? random.pick(['RN ', 'MA ', 'FDK', 'BIL', 'FDK']) : 'MD '
  const last = random.pick(familyNames)
  const name = `${last}, ${random.pick(random.chance(0.7) ? womensNames : mensNames)}`
  const organization = provider === null ? (id % 3) + 1 : organizationOfProvider(provider)
  return [id, organization, `U${id}${last.slice(0, 8)}`, name, job, provider]
}

function loginRow(random: Random, [id, organization, login, name, job, provider]: Login): Row {
  return {
    ...{ USR_ID: id, ORG_ID: organization, USR_LOGIN: login, USR_NM: name, PROV_ID: provider, JOB_CD: job },
    PWD_HASH: Uint8Array.from({ length: 32 }, () => random.integer(0, 255)),
    ACTV_FLG: id % 17 === 0 ? 'N' : 'Y',
    LAST_LOGIN_DTTM: id % 17 === 0 ? '2015-04-03 16:58:00' : '2026-06-29 08:01:00',
    ...{ CRT_USR_ID: 1, CRT_DTTM: '2004-01-12 09:00:00', LAST_UPD_USR_ID: 1, LAST_UPD_DTTM: '2021-08-01 12:00:00.000' },
  }
}
