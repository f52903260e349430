/** What a running realm lacks, as changes that can be told before they are made. */
import type { AdminApi } from '../admin.ts'
import type { RealmInput } from '../input.ts'
import type { RealmRepresentation } from '../representation.ts'

export interface Change {
  /** `client scope patient/Patient.rs added`: no secret, no person. */
  readonly text: string
  /** Undefined: told only, it is not Portico's to change. */
  readonly make?: () => Promise<unknown>
}

export interface Applying {
  /** Paths lie below the realm. */
  readonly admin: AdminApi
  readonly input: RealmInput
  readonly wanted: RealmRepresentation
  /** Whether what Portico made and no longer wants is removed. */
  readonly prune: boolean
}

/** Looks at one part of the realm. It runs after the changes of the parts before it were made. */
export type Part = (applying: Applying) => Promise<readonly Change[]>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether all of `wanted` is in `current`: members that only `current` has do not matter; of lists, the order does not. */
export function holds(current: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(current) || current.length !== wanted.length) return false
    return wanted.every((each) => current.some((other) => holds(other, each)))
  }
  if (!isObject(wanted)) return current === wanted
  return isObject(current) && Object.entries(wanted).every(([name, each]) => holds(current[name], each))
}

/** What is told of something of our own that is not wanted any more, or is done about it. */
export const stale = (prune: boolean, what: string, remove: () => Promise<unknown>): Change =>
  prune ? { text: `${what} removed`, make: remove } : { text: `${what} is no longer wanted; --prune removes it` }
