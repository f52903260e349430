/** The FHIR bases that a realm issues tokens for, and the check of the `aud` that SMART asks apps to send. */
import { errors } from './library.ts'
import { organizations, type Realm } from './users.ts'

export interface Audience {
  /** Stands for all bases of the realm at once: what a backend client gets that names none. */
  readonly all: string
  /** The base URLs, one an organization. */
  readonly bases: readonly string[]
}

export const createAudience = (gatewayUrl: string, realm: Realm): Audience => {
  const all = `${gatewayUrl}/api/${realm.surface}/v1`
  return { all, bases: organizations.map((organization) => `${all}/${organization}`) }
}

/** Throws `invalid_target` for anything but a base of the realm. */
export const checkAudience = (audience: Audience, value: unknown, isBackend: boolean): void => {
  if (audience.bases.some((base) => base === value) || (isBackend && value === audience.all)) return
  throw new errors.InvalidTarget('aud must be the base URL of a FHIR server that this realm issues tokens for')
}
