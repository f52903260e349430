/** A grant that is to be renewed -> whether its person may still open its chart: a guardianship that has ended renews nothing. */
import type { GrantContext } from '../model.ts'
import type { Door, DoorRealm } from './door.ts'

/** Asks the directory and the legacy database anew. Rejects when either does not answer. */
export async function stillOpen(door: Door, realm: DoorRealm, context: GrantContext): Promise<boolean> {
  const [organization] = context.organizations
  const person = await door.directory.person(realm.name, context.subject)
  if (person === undefined || organization === undefined || !person.organizations.includes(organization)) return false
  const { patient } = context.launch
  return patient === undefined || door.patients.mayOpen(person, realm, organization, patient)
}
