/** The list of dirt: which row is odd, how, and what FHIR should come of it. */
import type { Value } from './rows.ts'

export type FragmentValue = string | number | boolean | Fragment | readonly FragmentValue[]
/** Must be contained in the resource: objects key by key, each entry of an array by some entry, in any order. */
export interface Fragment {
  readonly [name: string]: FragmentValue
}

export interface ManifestEntry {
  readonly table: string
  /** The primary key of the row; of a row that is gone for good, the key it had. */
  readonly key: Readonly<Record<string, Value>>
  /** A short name of the oddity, such as `partial-birth-date`. */
  readonly quirk: string
  /** `Type/id`, by the rules for ids. */
  readonly resource: string
  /** The organization whose callers could see the resource. */
  readonly organization: number
  readonly expected: { readonly served: false } | Fragment
  /** Elements of the resource that must not be there, as paths of names. */
  readonly absent?: readonly string[]
}

/** Takes an entry for the manifest. */
export type Note = (entry: ManifestEntry) => void

export const notServed = { served: false } as const
