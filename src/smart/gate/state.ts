/** An app's `state`, and what its code will be worth -> a sealed `state` that passes through the provider, and back. */
import type { GrantContext } from '../model.ts'
import type { Seal } from '../seal.ts'
import type { ErrorCode } from './refusal.ts'

/** What a redirect to the app stands for: a code with its context, or an error. */
export interface Passage {
  readonly realm: string
  readonly client: string
  readonly redirectUri: string
  /** The app's own. */
  readonly state?: string
  readonly context?: GrantContext
  /** In place of whatever the provider says. */
  readonly error?: { readonly code: ErrorCode; readonly description: string }
}

/** As long as a person may take with the provider's own pages after the gate's. */
const seconds = 1_800

const purpose = 'state'

export const sealPassage = (seal: Seal, passage: Passage): Promise<string> => seal.seal(purpose, passage, seconds)

/** Undefined for a state that was not sealed here. */
export const openPassage = async (seal: Seal, text: string): Promise<Passage | undefined> =>
  (await seal.open(purpose, text)) as Passage | undefined
