/** Who signs in where the pages are filled in by a program, and what the clinic does for it. */
import type { Operator, PersonKind } from '../model.ts'

export interface Account {
  readonly name: string
  readonly password: string
  /** The patient to pick where several are offered: a logical id; the first one unless given. */
  readonly patient?: string
}

export type Accounts = Readonly<Record<PersonKind, Account>>

/** What no page of the launch does: the EHR's own request, and the account pages of the patient. */
export type Clinic = Pick<Operator, 'launchFromEhr' | 'revoke'>
