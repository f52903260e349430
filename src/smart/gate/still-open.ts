/** A grant that is to be renewed -> whether its person may still open its chart: a guardianship that has ended renews nothing. */
import type { Client, GrantContext, Person } from '../model.ts'
import type { Door, DoorRealm } from './door.ts'
import { groupsOf } from './groups.ts'

/** The person as they were when they granted it. */
const remembered = ({ realm, subject, fhirUser, patients = [], organizations }: GrantContext): Person => ({
  realm,
  subject,
  name: '',
  patients,
  organizations,
  ...(fhirUser !== undefined && { fhirUser }),
})

/** What decides which charts an account opens. */
const rightsOf = ({ fhirUser, patients }: Person): string => JSON.stringify([fhirUser, patients])

/** A registration that was bound to other groups since has grants of its own to ask for. One that is gone is the provider's to refuse. */
const isBoundAlike = (client: Client | undefined, groups: GrantContext['groups']): boolean =>
  client === undefined || JSON.stringify(groupsOf(client)) === JSON.stringify(groups)

/**
 * Asks the directory and the legacy database anew, both at once: the latter about the account as it was, which it mostly still is. Rejects
 * when either does not answer.
 */
export async function stillOpen(door: Door, realm: DoorRealm, context: GrantContext): Promise<boolean> {
  const [organization] = context.organizations
  if (organization === undefined) return false
  const { groups, launch } = context
  const { patient } = launch
  const mayOpen = async (person: Person): Promise<boolean> =>
    patient === undefined || door.patients.within(groups).mayOpen(person, realm, organization, patient)
  const before = remembered(context)
  const [client, person, isOpen] = await Promise.all([
    door.directory.client(realm.name, context.client),
    door.directory.person(realm.name, context.subject),
    mayOpen(before),
  ])
  if (person === undefined || !person.organizations.includes(organization) || !isBoundAlike(client, groups))
    return false
  return rightsOf(person) === rightsOf(before) ? isOpen : mayOpen(person)
}
