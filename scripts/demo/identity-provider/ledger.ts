/** Whose the grants of a realm are, and who consented to what -> what ends together. */
import { LRUCache } from 'lru-cache'
import type { Store } from './store.ts'

export interface GrantRecord {
  readonly client: string
  readonly subject: string
  /** The `sid` of its tokens. */
  readonly session: string
  /** Whether it outlives its session. */
  readonly isOffline: boolean
}

export interface Consent {
  readonly client: string
  readonly since: Date
}

export interface Ledger {
  open(id: string, record: GrantRecord): void
  find(id: string): GrantRecord | undefined
  /** A grant and all others of its client in its session: so Keycloak ends them, as when a refresh token is used twice. */
  endTogether(id: string): void
  /** All of a session that are not offline. */
  endSession(session: string): void
  hasConsent(subject: string, client: string): boolean
  addConsent(subject: string, client: string): void
  consentsOf(subject: string): readonly Consent[]
  /** The consent and every grant that rests on it, in whatever session. */
  withdraw(subject: string, client: string): void
}

type Grants = LRUCache<string, GrantRecord>

const createEnd =
  (grants: Grants, store: Store) =>
  (isMeant: (record: GrantRecord) => boolean): void => {
    for (const [id, record] of [...grants.entries()]) {
      if (!isMeant(record)) continue
      grants.delete(id)
      store.dropGrant(id)
    }
  }

/** By subject, then by client. */
const createConsents = () => {
  const bySubject = new Map<string, Map<string, Date>>()
  const of = (subject: string): Map<string, Date> => bySubject.get(subject) ?? new Map<string, Date>()
  return {
    of,
    add: (subject: string, client: string) => bySubject.set(subject, new Map([...of(subject), [client, new Date()]])),
  }
}

export const createLedger = (store: Store): Ledger => {
  const grants: Grants = new LRUCache({ max: 10_000 })
  const consents = createConsents()
  const end = createEnd(grants, store)
  return {
    open: (id, record) => void grants.set(id, record),
    find: (id) => grants.get(id),
    endTogether: (id) => {
      const ended = grants.get(id)
      end((each) => each.client === ended?.client && each.session === ended.session)
    },
    endSession: (session) => end((each) => each.session === session && !each.isOffline),
    hasConsent: (subject, client) => consents.of(subject).has(client),
    addConsent: (subject, client) => void consents.add(subject, client),
    consentsOf: (subject) => [...consents.of(subject)].map(([client, since]) => ({ client, since })),
    withdraw: (subject, client) => {
      consents.of(subject).delete(client)
      end((each) => each.subject === subject && each.client === client)
    },
  }
}
