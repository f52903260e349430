/** The store's row of a token and the provider's word for it -> the context that the FHIR API goes by, or why there is none. */
import { LRUCache } from 'lru-cache'
import { providerUnavailable } from '../auth/refreshed.ts'
import type { SessionContext, Sessions, TokenFacts } from '../auth/sessions.ts'
import type { GrantContext } from './model.ts'
import { hashHandle } from './seal.ts'
import type { ContextStore } from './store/model.ts'

export interface SessionsOptions {
  /** The realm whose tokens the surface takes. */
  readonly realm: string
  readonly store: Pick<ContextStore, 'findByTokenId'> & Partial<Pick<ContextStore, 'hasEnded'>>
  /** The provider's word. However it rejects, the request is refused with `auth-provider-unavailable`. */
  readonly introspect: (token: string) => Promise<{ readonly active: boolean }>
  /** Milliseconds for which that word is taken without asking again; 0 asks for every request. */
  readonly recheckMs: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** Tokens whose state is remembered. */
const remembered = 10_000

/** The provider signed both names into the token: where the row has others, it is not the token's. */
const isOf = ({ realm, client, subject }: GrantContext, facts: TokenFacts, ownRealm: string): boolean =>
  realm === ownRealm && client === facts.client && subject === facts.subject

const toSession = ({
  organizations,
  groups,
  fhirUser,
  launch: { patient, encounter },
}: GrantContext): SessionContext => ({
  organizations,
  ...(groups !== undefined && { groups }),
  ...(patient !== undefined && { patient }),
  ...(encounter !== undefined && { encounter }),
  ...(fhirUser !== undefined && { fhirUser }),
})

interface Told {
  readonly active: boolean
  /** Milliseconds since 1970. */
  readonly until: number
}

/** Requests that come together each ask: one that came after a revocation must not hear an answer from before it. */
const createAsk = ({ introspect, recheckMs, now = Date.now }: SessionsOptions) => {
  if (recheckMs <= 0) return async (token: string): Promise<boolean> => (await introspect(token)).active
  const told = new LRUCache<string, Told>({ max: remembered })
  return async (token: string): Promise<boolean> => {
    const key = hashHandle(token)
    const known = told.get(key)
    const asked = now()
    if (known !== undefined && known.until > asked) return known.active
    const { active } = await introspect(token)
    told.set(key, { active, until: asked + recheckMs })
    return active
  }
}

const ended = 'the token has been revoked or its session has ended'
const unknown = 'the token does not come of a launch through the front door'

export const createSessions = (options: SessionsOptions): Sessions => {
  const ask = createAsk(options)
  return {
    check: async (token, facts) => {
      const both = [options.store.findByTokenId(facts.jti), ask(token)] as const
      const [found, active] = await Promise.allSettled(both)
      if (found.status === 'rejected') throw found.reason
      const context = found.value?.context
      if (context === undefined) return (await options.store.hasEnded?.(facts.jti)) === true ? ended : unknown
      if (!isOf(context, facts, options.realm)) return 'the token is not that of the launch it names'
      if (active.status === 'rejected') throw providerUnavailable(2_000, active.reason)
      if (!active.value) return ended
      return toSession(context)
    },
  }
}
