/** The words of a rehearsal of the certification: steps, their outcomes, the deployment they run against, and who plays the person. */
import type { JWK } from 'jose'

export type SmartVersion = '2.0.0' | '2.2.0'

export type Outcome =
  | { readonly kind: 'pass'; readonly notes: readonly string[] }
  | {
      readonly kind: 'fail'
      readonly why: string
      /** Resource types that the deployment does not serve, where they are all that is wrong. */
      readonly unserved: readonly string[]
    }
  | { readonly kind: 'skip' | 'omit'; readonly why: string }

export interface Step {
  /** The id that Inferno shows: `1.4.08`. */
  readonly id: string
  readonly title: string
  /** Its failing does not fail the group. */
  readonly optional: boolean
  run(session: Session): Promise<Outcome>
}

/** Steps that are run together, in their order. */
export interface Group {
  /** `1`, `9.7`. */
  readonly id: string
  readonly title: string
  readonly steps: readonly Step[]
}

/** An app as the authorization server has it registered. */
export type AppClient =
  | { readonly kind: 'public'; readonly id: string }
  | { readonly kind: 'confidential'; readonly id: string; readonly secret: string }
  | { readonly kind: 'asymmetric'; readonly id: string; readonly keys: readonly JWK[]; readonly algorithm: Algorithm }

export type Algorithm = 'ES384' | 'RS384'

/** What the person lets the app have. */
export type Choice =
  | { readonly kind: 'all' }
  | { readonly kind: 'types'; readonly types: readonly string[] }
  /** Condition and Observation by category; nothing of these two as a whole. */
  | { readonly kind: 'granular' }

export type PersonKind = 'patient' | 'staff'

export interface AuthorizationRequest {
  readonly method: 'GET' | 'POST'
  /** The authorization endpoint; it may have a query of its own. */
  readonly endpoint: string
  readonly parameters: URLSearchParams
  readonly person: PersonKind
  readonly grant: Choice
  readonly redirectUri: string
  /** What a person who does it by hand is to know. */
  readonly advice: string
}

/** Where an authorization ended: back at the app, or on a page of the server that says what is wrong. */
export type Redirect =
  | { readonly kind: 'redirect'; readonly url: URL }
  | { readonly kind: 'page'; readonly status: number; readonly words: string }

export interface EhrLaunch {
  readonly iss: string
  readonly launch: string
}

/** Who does what a person does in a browser. */
export interface Operator {
  readonly name: string
  authorize(request: AuthorizationRequest): Promise<Redirect>
  launchFromEhr(asked: { readonly client: string; readonly base: string }): Promise<EhrLaunch>
  /** Takes the app's access away, as a patient does in the account pages. Resolves when it is done. */
  revoke(asked: { readonly client: string }): Promise<void>
  close(): Promise<void>
}

export interface Target {
  /** The FHIR base of patients, as a tester types it. */
  readonly base: string
  /** The FHIR base of the launch from an EHR. */
  readonly ehrBase?: string
  readonly version: SmartVersion
  readonly redirectUri: string
  readonly clients: {
    readonly confidential?: AppClient
    readonly ehr?: AppClient
    readonly public?: AppClient
    readonly asymmetric?: AppClient
  }
  /** What the patient lets the app have in group 2. */
  readonly limitedTypes: readonly string[]
  /** Headers of the introspection request: `Authorization: Basic ...`. */
  readonly introspectionHeaders: Readonly<Record<string, string>>
  readonly operator: Operator
}

/** What the steps themselves depend on. */
export type Edition = Pick<Target, 'version' | 'limitedTypes'>

export type Json = Readonly<Record<string, unknown>>

export interface Answer {
  /** `GET {base}/Patient/{patient}`: as sent, but for what stands in braces. */
  readonly request: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined when the body is no JSON object. */
  readonly json: Json | undefined
}

/** What one launch found on its way. Its steps fill it in their order. */
export interface Visit {
  readonly base: string
  readonly client: AppClient
  configuration?: Json
  ehr?: EhrLaunch
  state?: string
  verifier?: string
  challenge?: string
  requestedScope?: string
  redirect?: URLSearchParams
  /** The answer of the token endpoint, and its body. */
  tokenAnswer?: Answer
  token?: Json
  /** The answer to the last refresh. */
  refreshAnswer?: Answer
  /** What the refresh started from. */
  previousScope?: string
  openid?: OpenId
  /** The person took the access back. */
  isRevoked?: boolean
  /** What is said of the token, and of a text that is none. */
  introspected?: { readonly good?: Json; readonly none?: Json }
  /** What 9.14 compares with. */
  searches?: readonly SearchRecord[]
}

export interface FhirResource {
  readonly resourceType: string
  readonly id: string
  readonly category?: readonly { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] }[]
  readonly code?: { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] }
  readonly effectiveDateTime?: string
  readonly effectivePeriod?: { readonly start?: string }
}

/** A search that was made, and all that it found. */
export interface SearchRecord {
  readonly type: string
  readonly method: 'GET' | 'POST'
  readonly parameters: readonly (readonly [string, string])[]
  readonly resources: readonly FhirResource[]
}

/** What the id token's steps find. */
export interface OpenId {
  readonly header: Json
  readonly payload: Json
  configuration?: Json
  keys?: readonly JWK[]
  key?: JWK
}

export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>
  /** With a form, or with JSON, it is a POST. */
  readonly form?: URLSearchParams
  readonly json?: object
  /** How the request is named where it is told of; the URL unless given. */
  readonly name?: string
}

export interface Session {
  readonly target: Target
  ask(url: string, request?: HttpRequest): Promise<Answer>
  /** The launch of that name, begun by {@link Session.begin}. Fails with Skipped where it has not begun. */
  visit(name: string): Visit
  begin(name: string, base: string, client: AppClient): Visit
  /** The resource types that the CapabilityStatement of the base names. */
  served(base: string): Promise<ReadonlySet<string>>
}
