/** Makes up accounts of the portal, which came in 2016. */
import { dayOf, preciseStamp, today } from '../calendar.ts'
import { mensNames, womensNames, familyNames } from '../vocabulary/people.ts'
import { guid } from './devices.ts'
import type { Random } from '../random.ts'
import type { Person } from './person.ts'

const opened = dayOf(2016, 9, 1)

/** Hands out an account for some of the living, under the name that they gave the portal. */
export function putAccount(person: Person): void {
  const random = person.choices('account')
  if (person.dead || !random.chance(0.2)) return
  const day = random.integer(Math.max(opened, person.seen), today)
  person.put('PRTL_ACCT', {
    ...{
      AcctGuid: guid(random),
      OrgId: person.organization,
      Email: `a${person.id}@example.org`,
      DisplayName: displayName(random, person),
    },
    ...{ PAT_ID: person.id, IsLocked: random.chance(0.03) ? 1 : 0 },
    CreatedUtc: preciseStamp(day, random.integer(0, 1439), random.integer(0, 59999)),
    LastLoginUtc: random.chance(0.8) ? preciseStamp(random.integer(day, today), 700, 250) : null,
  })
}

const capital = (name: string): string => name.slice(0, 1) + name.slice(1).toLowerCase()

/** People do not write themselves as the clinic does. */
function displayName(random: Random, { sex }: Person): string {
  return `${capital(random.pick(sex === 'F' ? womensNames : mensNames))} ${capital(random.pick(familyNames))}`
}
