/** The words of the front door: what a launch says, what a grant carries, who a person is, and what a client may do. */

/** One item of `fhirContext`, as SMART 2.2 has it. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#fhircontext-exp */
export interface FhirContextItem {
  /** Relative: `Encounter/enc-1`. */
  readonly reference?: string
  readonly canonical?: string
  readonly identifier?: object
  readonly type?: string
  readonly role?: string
}

/** What an app is told beside its token. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#launch-context-arrives-with-your-access_token */
export interface LaunchContext {
  /** A logical id, without the type. */
  readonly patient?: string
  readonly encounter?: string
  readonly intent?: string
  readonly needPatientBanner?: boolean
  readonly smartStyleUrl?: string
  readonly fhirContext?: readonly FhirContextItem[]
}

/** What a grant carries from the authorization request to every token that comes of it. Each grant has its own. */
export interface GrantContext {
  /** `portal`, `sevocity`. */
  readonly realm: string
  readonly client: string
  /** The `sub` of the person; of a backend client, its own. */
  readonly subject: string
  /** Keys of the organizations whose bases take the tokens. One for a person, of the base that `aud` named. */
  readonly organizations: readonly string[]
  /** Names of the groups of patients that the client is bound to: it sees their members alone. Undefined: it is bound to none. */
  readonly groups?: readonly string[]
  /** As in the claim of the same name. */
  readonly fhirUser?: string
  /** Of a person's account at the time: the charts that it was itself of. */
  readonly patients?: readonly string[]
  readonly launch: LaunchContext
}

/** A context on the way through the store. */
export interface StoredGrant {
  readonly id: string
  readonly context: GrantContext
}

/** What `POST /launch` leaves behind for one authorization request. */
export interface Launch {
  readonly realm: string
  /** The app that may use it. */
  readonly client: string
  readonly organization: string
  /** The person who may use it, by `sub` or by `fhirUser`; undefined: whoever signs in and may see the patient. */
  readonly user?: string
  readonly context: LaunchContext
}

/** A person as the provider's directory knows them. */
export interface Person {
  readonly realm: string
  readonly subject: string
  readonly name: string
  /** `Patient/pat-1`, `Practitioner/prac-3`; without a base URL. */
  readonly fhirUser?: string
  /** Logical ids of the patients that the account itself is of. */
  readonly patients: readonly string[]
  readonly organizations: readonly string[]
}

/** A client as the provider has it registered. */
export interface Client {
  readonly id: string
  readonly name: string
  readonly isPublic: boolean
  /** Its scopes beside those of every client: what may be asked. */
  readonly scopes: readonly string[]
  readonly redirectUris: readonly string[]
  /** The registration demands PKCE with S256. */
  readonly needsPkce: boolean
  readonly hasServiceAccount: boolean
  readonly takesPasswords: boolean
  /** Attributes that begin with `portico.`, without that. `organizations` is a list with commas, `consent: skip` asks nobody; of patients it sees the members of `groups`, a list too, alone. */
  readonly attributes: Readonly<Record<string, string>>
  /** A page about the app, or its logo, where the registration names one. */
  readonly policyUri?: string
  readonly logoUri?: string
}

/** A patient in a picker. */
export interface PatientEntry {
  readonly id: string
  readonly name: string
  /** As in FHIR: `1980`, `1980-02`, `1980-02-28`. */
  readonly birthDate?: string
  readonly gender?: string
  /** The chart number. */
  readonly chart?: string
  /** Whether it is the person themselves. */
  readonly isSelf: boolean
  /** The name by which a search found them, where it is not the one shown; `isFormer`: they go by it no longer. */
  readonly foundBy?: { readonly name: string; readonly isFormer: boolean }
}
