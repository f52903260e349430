/** What a verified access token allows: who asks, for which organization, within which compartment, with which scopes. */

/** One SMART scope, taken apart (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html). */
export interface ScopeRule {
  readonly context: 'patient' | 'user' | 'system'
  /** A resource type, or `*` for every type. */
  readonly type: string
  readonly read: boolean
  readonly search: boolean
  /** Names of operations, without `$`, that the scope is for. Such a scope allows neither read nor search. */
  readonly operations: readonly string[]
  /** The search arguments of a granular scope (`?category=...`), all of which a resource has to match; empty means every resource. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
}

/** How far a surface lets scopes reach. */
export type Reach = 'patient' | 'organization'

export interface Grant {
  /** The surface the token was checked for: the first part of the base path, `patients` or `sevocity`. */
  readonly surface: string
  readonly reach: Reach
  /** The organization of the request's path, which the token is good for too; or the token's one where the path names none. It is the key of the mapping's tenants table. */
  readonly organization: string
  readonly subject: string
  readonly client: string
  /** Logical id of the one Patient that `patient/` scopes reach, without the type: `pat-12`. Absent: `patient/` scopes reach nothing. */
  readonly patient?: string
  /** Logical id of the Encounter the app was launched with. It limits nothing. */
  readonly encounter?: string
  /** `fhirUser` as given, if any: `Practitioner/prac-3`. */
  readonly fhirUser?: string
  readonly rules: readonly ScopeRule[]
  /** Names of the groups to which the client is bound: of patients it sees their members alone. Absent: it is bound to none. */
  readonly groups?: readonly string[]
  /** Seconds since 1970 at which the token ends. */
  readonly expires: number
}
