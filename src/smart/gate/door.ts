/** What the gate's handlers need beside a request. */
import type { Authorizer } from '../../auth/authorizer.ts'
import type { PatientDirectory } from '../patients/directory.ts'
import type { Seal } from '../seal.ts'
import type { FrontDoorSettings } from '../settings.ts'
import type { ContextStore } from '../store/model.ts'
import type { Directory } from '../upstream/admin.ts'
import type { Upstream } from '../upstream/forward.ts'
import type { SignIn } from '../upstream/sign-in.ts'

export interface Base {
  /** Undefined where the base is for all organizations. */
  readonly organization?: string
}

/** A realm, and the surface of the FHIR server whose tokens it gives out. */
export interface DoorRealm {
  readonly name: string
  readonly issuer: string
  readonly surface: string
  /** Whether people of this realm see the patients of their organization, or their own and those they act for. */
  readonly reach: 'patient' | 'organization'
  /** The scope contexts that reach data on the surface. */
  readonly contexts: readonly ('patient' | 'user' | 'system')[]
  /** A FHIR base URL -> whose; undefined for any other text. Whether the organization exists is not checked. */
  readonly findBase: (url: string) => Base | undefined
  readonly baseOf: (organization: string) => string
  readonly signIn: SignIn
}

/** What is told of each request; nothing of a person is in it. */
export interface DoorEvent {
  readonly kind: 'door'
  readonly route: string
  readonly realm?: string
  readonly method: string
  readonly status: number
  /** Milliseconds. */
  readonly ms: number
  /** Why the gate itself refused, as an OAuth error code. */
  readonly refusal?: string
  /** A code or refresh token that came a second time, so that its grant was ended: it was stolen from this client, or from a person. */
  readonly replay?: { readonly of: 'code' | 'refresh'; readonly client: string; readonly endedAtProvider: boolean }
  /** The name of an error nobody foresaw, without its message. */
  readonly fault?: string
  /** What the operator has to mend, where it is known: settings and addresses, no secret. */
  readonly cause?: string
}

export interface Door {
  readonly settings: FrontDoorSettings
  readonly realms: ReadonlyMap<string, DoorRealm>
  readonly store: ContextStore
  readonly seal: Seal
  readonly upstream: Upstream
  /** Clients and people, as the provider knows them. */
  readonly directory: Directory
  /** Patients, as the legacy database knows them. */
  readonly patients: PatientDirectory
  /** What a person knows an organization by: the fact `name` of the mapping's tenants, else the key itself. */
  readonly organizationName: (organization: string) => string
  /** Verifies the tokens of clients that speak to the gate itself. */
  readonly authorizer: Authorizer
  readonly emit: (event: DoorEvent) => void
}
