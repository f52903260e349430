/** Makes up implants: what the add-on of 2016 holds of them, in its own style. */
import { dayOf, isoDate, preciseStamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import { carrierOf, type Production } from '../shop/carrier.ts'
import { type Implant, implants } from '../vocabulary/devices.ts'
import type { Person } from './person.ts'
import type { Had } from './visits.ts'

const firstRecord = dayOf(2016, 3, 1)

/** Hands out an implant for some of the conditions that lead to one. */
export function putDevices(person: Person, had: readonly Had[]): void {
  const random = person.choices('devices')
  for (const implant of implants) {
    const one = had.find(({ condition }) => implant.reasons.includes(condition.icd10))
    if (!random.chance(0.3) || one === undefined || person.organization !== 1) continue
    putDevice(random, person, implant, Math.max(one.onset + 200, person.seen))
  }
}

function putDevice(random: Random, { put, id, organization, end }: Person, implant: Implant, wanted: number): void {
  const day = Math.min(wanted + random.integer(0, 900), end - 5)
  const recorded = Math.max(day, firstRecord) + random.integer(0, 5)
  const explanted = random.chance(0.05) ? isoDate(end) : null
  put('IMPL_DEV', {
    ...{ DEV_GUID: guid(random), PAT_ID: id, OrgId: organization, DevDesc: implant.text, SnomedCode: implant.snomed },
    ...{ MfrName: implant.maker, ModelNo: implant.model, ImplantDt: isoDate(day), ExplantDt: explanted },
    ...carrierOf(implant, production(random, day)),
    IsActive: explanted === null ? 1 : 0,
    CreatedUtc: preciseStamp(recorded, random.integer(800, 1400), random.integer(0, 59999)),
    UpdatedUtc: null,
  })
}

function production(random: Random, day: number): Production {
  const made = day - random.integer(60, 500)
  return {
    lot: `L${random.digits(6)}`,
    serial: random.digits(8),
    mfg: isoDate(made),
    exp: isoDate(made + 5 * 365),
  }
}

/** A version 4 GUID. */
export function guid(random: Random): string {
  const digits = Array.from({ length: 30 }, () => random.integer(0, 15).toString(16)).join('')
  const [a, b, c, d, e] = [0, 8, 12, 15, 18].map((at, index) => digits.slice(at, [8, 12, 15, 18, 30][index]))
  return `${a}-${b}-4${c}-a${d}-${e}`
}
