/** A person and an organization -> what one call of the directory asks with: the mapping in force now, and grants made for that person. */
import type { Grant } from '../../auth/grant.ts'
import { parseScopes } from '../../auth/scope.ts'
import type { Mapping } from '../../mapping/model.ts'
import type { Context, Limits } from '../../plan/model.ts'
import type { Database } from '../../rows/database.ts'

/** A realm, and how far its people see: their own charts and those they act for, or all of their organization. */
export interface RealmRights {
  readonly name: string
  readonly reach: 'patient' | 'organization'
}

export interface DirectoryParts {
  /** To which the client is bound; undefined: to none. */
  readonly groups?: readonly string[]
  readonly mapping: () => Mapping
  readonly database: Database
  readonly limits: Limits
  readonly cursorKey: Context['cursorKey']
  /** By the name of the realm. Nobody of another realm sees anything. */
  readonly realms: ReadonlyMap<string, RealmRights>
}

/** One call: nothing of it outlives the call. */
export interface Desk {
  readonly mapping: Mapping
  readonly database: Database
  readonly limits: Limits
  readonly cursorKey: Context['cursorKey']
  readonly now: number
  readonly subject: string
  readonly groups?: readonly string[]
  readonly signal?: AbortSignal
}

export function openDesk(parts: DirectoryParts, subject: string, signal?: AbortSignal): Desk {
  const { database, limits, cursorKey, groups } = parts
  const asking = { subject, ...(groups && { groups }), ...(signal && { signal }) }
  return { mapping: parts.mapping(), database, limits, cursorKey, now: Date.now(), ...asking }
}

/** No request goes there: links are never given out. */
const base = 'https://portico.invalid/fhir'

type Rights = Pick<Grant, 'reach' | 'rules' | 'patient'>

/** Undefined where there is no such organization. */
function contextOf(desk: Desk, organization: string, rights: Rights): Context | undefined {
  const { mapping, limits, cursorKey, now, subject, groups } = desk
  const tenant = mapping.tenants.get(organization)
  const who = { surface: 'smart', organization, subject, client: 'portico', expires: Infinity }
  const grant: Grant = { ...who, ...rights, ...(groups && { groups }) }
  return tenant && { mapping, limits, cursorKey, now, tenant, grant, base }
}

/** Of one chart and what is in it: the person's own, or one that was found to be open to them. */
export const asPatient = (desk: Desk, organization: string, patient: string): Context | undefined =>
  contextOf(desk, organization, { reach: 'patient', patient, rules: parseScopes('patient/*.rs') })

/** Of the organization's patients, and of nothing that is in their charts. */
export const amongPatients = (desk: Desk, organization: string): Context | undefined =>
  contextOf(desk, organization, { reach: 'organization', rules: parseScopes('user/Patient.rs') })
