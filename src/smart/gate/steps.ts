/** An interaction and the person in it -> what has to be asked next, or what the grant will carry. */
import type { Client, GrantContext, LaunchContext, PatientEntry, Person } from '../model.ts'
import type { PatientDirectory } from '../patients/directory.ts'
import type { Door, DoorRealm } from './door.ts'
import { boundTo, groupsOf } from './groups.ts'
import type { Interaction } from './interaction.ts'
import { Refusal } from './refusal.ts'

/** An interaction whose person has signed in. */
export type Known = Interaction & { readonly person: Person }

export type Step =
  | { readonly kind: 'organization'; readonly organizations: readonly string[] }
  /** Undefined: staff, who search. */
  | { readonly kind: 'patient'; readonly patients?: readonly PatientEntry[] }
  | { readonly kind: 'consent' }
  | { readonly kind: 'done' }

export interface Decided {
  readonly interaction: Known
  readonly step: Step
}

const denied = (message: string): Refusal => new Refusal('access_denied', message)

const patientWords = new Set(['launch/patient', 'launch'])

/** Scopes that mean one patient: where they stand, the grant needs one. */
const meansPatient = (scope: string): boolean => patientWords.has(scope) || scope.startsWith('patient/')

/** Whose data: the base's own organization, or where it is for all, the launch's or the person's one. */
function organizationOf({ request, organization, person }: Known): string | undefined {
  const [only, ...others] = person.organizations
  const sole = others.length === 0 ? only : undefined
  return request.organization ?? request.launch?.organization ?? organization ?? sole
}

/** A launch that names its person is nobody else's. */
function checkUser({ request, person }: Known): void {
  const user = request.launch?.user
  if (user === undefined || user === person.subject || user === person.fhirUser) return
  throw denied('the launch was made for another user than the one who signed in')
}

function checkMember(person: Person, organization: string): void {
  if (!person.organizations.includes(organization)) throw denied('the user does not belong to this organization')
}

/** The patient of the launch, if the person may open the chart; else the one they chose, if they may still; else those to choose from. */
async function decidePatient(
  patients: PatientDirectory,
  realm: DoorRealm,
  known: Known,
  organization: string,
): Promise<Known | Step> {
  const chosen = known.request.launch?.context.patient ?? known.patient
  if (chosen !== undefined) {
    if (await patients.mayOpen(known.person, realm, organization, chosen)) return { ...known, patient: chosen }
    throw denied('the user may not see this patient')
  }
  if (known.request.launch !== undefined || !known.request.scopes.some(meansPatient)) return known
  if (realm.reach === 'organization') {
    return known.request.scopes.includes('launch/patient') ? { kind: 'patient' } : known
  }
  const own = await patients.own(known.person, organization)
  const [only, ...others] = own
  if (only === undefined) throw denied('the user has no patient whose records could be shared')
  return others.length === 0 ? { ...known, patient: only.id } : { kind: 'patient', patients: own }
}

const isStep = (value: Known | Step): value is Step => 'kind' in value

/** Rejects with a {@link Refusal} for the app, or with a Problem when the legacy database cannot be asked. */
export async function decide(door: Door, realm: DoorRealm, client: Client, known: Known): Promise<Decided> {
  checkUser(known)
  const organization = organizationOf(known)
  if (organization === undefined) {
    const organizations = known.person.organizations.filter((each) => door.patients.hasOrganization(each))
    if (organizations.length === 0) throw denied('the user belongs to no organization')
    return { interaction: known, step: { kind: 'organization', organizations } }
  }
  checkMember(known.person, organization)
  const placed = { ...known, organization }
  const decided = await decidePatient(door.patients.within(groupsOf(client)), realm, placed, organization)
  if (isStep(decided)) return { interaction: placed, step: decided }
  const isAsked = client.attributes['consent'] !== 'skip'
  return { interaction: decided, step: { kind: isAsked ? 'consent' : 'done' } }
}

/** The parts of a launch that an app is told, by the scopes that it got. */
function launchOf({ request, patient }: Known): LaunchContext {
  const { launch } = request
  return { ...launch?.context, ...(patient !== undefined && { patient }) }
}

/** What the grant carries. The organization has to be known by now. */
export function contextOf(realm: DoorRealm, client: Client, known: Known): GrantContext {
  const { person, request, organization } = known
  if (organization === undefined) throw new Error('a grant needs an organization')
  return {
    realm: realm.name,
    client: request.client,
    subject: person.subject,
    organizations: [organization],
    ...boundTo(groupsOf(client)),
    ...(person.patients.length > 0 && { patients: person.patients }),
    launch: launchOf(known),
    ...(person.fhirUser !== undefined && { fhirUser: person.fhirUser }),
  }
}
